"""Out-of-fold predictions of the CRF: every text is annotated by a model that saw nothing of its group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from thinc.api import fix_random_seed

from atau.components.common.edges import Guess
from atau.components.crf.component import ChainRecognizer
from atau.corpus.examples import Alignment, ExampleAugmenter, set_marks
from atau.corpus.kaznerd import KazNerdSentence, read_kaznerd
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
from atau.training.profiles import label_profiles, pipes_before
from atau.training.recipe import CHAIN, Recipe

GoldText = GoldRecord | KazNerdSentence
# Positions of the texts to train on, and of those held out.
Folds = Sequence[tuple[Sequence[int], Sequence[int]]]


def read_texts(path: Path, kaznerd: bool = False) -> list[GoldText]:
    """The texts of marked text, or of a KazNERD file with its 25 types and its own tokens."""
    if kaznerd:
        return list(read_kaznerd(path, labels="all", tokenization="kaznerd"))
    return [record for record in iter_marked(path) if record.text.strip()]


def make_example(nlp: Language, text: GoldText) -> Example:
    """The text as an Example whose predicted side has tokens only."""
    blank = text.doc(nlp) if isinstance(text, KazNerdSentence) else nlp.make_doc(text.text)
    return Example(blank, set_marks(blank.copy(), text.marks, text.id, Alignment()))


def initialize_before(nlp: Language, name: str) -> None:
    """Initialize the components before `name` by the blocks that the config has for them, as ``spacy train`` would.

    They must not learn from examples: a fold must not see what all texts gave. Raises what they raise.
    """
    blocks = registry.resolve(nlp.config.interpolate()["initialize"], validate=False)["components"]
    for before in nlp.pipe_names[: nlp.pipe_names.index(name)]:
        if before in blocks:
            nlp.get_pipe(before).initialize(list, nlp=nlp, **blocks[before])  # type: ignore[attr-defined]


def annotate_before(nlp: Language, name: str, examples: Iterable[Example]) -> None:
    """Run the components before `name` on the predicted side of `examples`, once for all folds."""
    examples = list(examples)
    for pipe in pipes_before(nlp, name):
        for example in examples:
            example.predicted = pipe(example.predicted)


def augmented(nlp: Language, augmenter: ExampleAugmenter, examples: Iterable[Example]) -> Iterator[Example]:
    """What `augmenter` makes of annotated examples, annotated too."""
    for example in examples:
        for changed in augmenter(nlp, example):
            if changed is not example:
                annotate_before(nlp, CHAIN, [changed])
            yield changed


def new_chain(nlp: Language) -> ChainRecognizer:
    """An untrained CRF with the settings of that of `nlp`."""
    settings = dict(nlp.get_pipe_config(CHAIN))
    chain = nlp.create_pipe(settings.pop("factory"), CHAIN, config=settings)
    assert isinstance(chain, ChainRecognizer)
    return chain


def train_chain(nlp: Language, chain: ChainRecognizer, examples: Sequence[Example], recipe: Recipe) -> ChainRecognizer:
    """Initialize `chain` on annotated examples and train it, as ``spacy train`` would; returns it.

    nlp: the pipeline with the components before `chain`, which annotate what an augmenter changes.
    """
    # Dense networks draw their first weights and their dropout from the global generators.
    fix_random_seed(recipe.seed)
    augmenter = recipe.new_augmenter()
    one_pass = partial(iter, examples) if augmenter is None else partial(augmented, nlp, augmenter, examples)
    chain.initialize(one_pass, profiles=recipe.profiles)
    # With a fixed number of epochs spaCy reads the corpus once more, and repeats what it read.
    examples = list(one_pass())
    batches = recipe.batches(examples)
    optimizer = recipe.new_optimizer(len(batches))
    for batch in batches:
        chain.update(batch, drop=recipe.dropout)
        chain.finish_update(optimizer)
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
    return chain


def out_of_fold(
    nlp: Language,
    make: Callable[[], ChainRecognizer],
    examples: Sequence[Example],
    folds: Folds,
    recipe: Recipe,
    extra: Sequence[Example] = (),
    unlabelled: Sequence[Doc] = (),
    report: Callable[[int], None] = lambda fold: None,
) -> list[list[Guess]]:
    """The guesses for every example by the model of the fold that holds it out; [] for those no fold holds out.

    nlp: the pipeline with the components before the chain. make: a new, untrained chain. extra: examples that every
    fold trains on. unlabelled: annotated docs; where there are some, every fold trains a first model, takes label
    profiles from them and trains a second model with these. report: called with the number of each fold that is done.
    An augmenter of the recipe changes what a fold trains on, never what it holds out.
    """
    guesses: list[list[Guess]] = [[] for _ in examples]
    for number, (train, held_out) in enumerate(folds):
        data = [examples[i] for i in train] + list(extra)
        chain = train_chain(nlp, make(), data, recipe)
        if unlabelled:
            profiles = label_profiles(chain, unlabelled)
            chain = make()
            chain.profiles = profiles
            chain = train_chain(nlp, chain, data, recipe)
        docs: list[Doc] = [examples[i].predicted for i in held_out]
        for i, found in zip(held_out, chain.predict(docs), strict=True):
            guesses[i] = found
        report(number)
    return guesses
