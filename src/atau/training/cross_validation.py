"""Out-of-fold predictions of the CRF: every text is annotated by a model that saw nothing of its group."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import minibatch
from thinc.api import Adam, warmup_linear

from atau.components.crf.component import ChainRecognizer, Guess
from atau.components.crf.profiles import LabelCounts, Profiles
from atau.corpus.examples import Alignment, set_marks
from atau.corpus.kaznerd import KazNerdSentence, read_kaznerd
from atau.corpus.raw import iter_paragraphs
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord

CHAIN = "kk_crf"
GoldText = GoldRecord | KazNerdSentence


def read_texts(path: Path, kaznerd: bool = False) -> list[GoldText]:
    """The texts of marked text, or of a KazNERD file with its 25 types and its own tokens."""
    if kaznerd:
        return list(read_kaznerd(path, labels="all", tokenization="kaznerd"))
    return [record for record in iter_marked(path) if record.text.strip()]


def make_example(nlp: Language, text: GoldText) -> Example:
    """The text as an Example whose predicted side has tokens only."""
    blank = text.doc(nlp) if isinstance(text, KazNerdSentence) else nlp.make_doc(text.text)
    return Example(blank, set_marks(blank.copy(), text.marks, text.id, Alignment()))


def new_chain(nlp: Language) -> ChainRecognizer:
    """An untrained CRF with the settings of that of `nlp`."""
    settings = dict(nlp.get_pipe_config(CHAIN))
    chain = nlp.create_pipe(settings.pop("factory"), CHAIN, config=settings)
    assert isinstance(chain, ChainRecognizer)
    return chain


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a fold is trained: passes over the data, words per step, share of the steps to warm up, seed of the order.

    Steps are counted in words, as the configs do: texts may be sentences or whole articles. AdaGrad's first steps are
    its largest, so a long warm-up keeps the first batches from deciding too much.
    """

    epochs: int = 10
    words: int = 400
    warmup: float = 1 / 3
    learn_rate: float = 0.001
    dropout: float = 0.2
    seed: int = 0


def pipes_before(nlp: Language, name: str) -> list[Callable[[Doc], Doc]]:
    """The components before `name`, in order."""
    return [pipe for _, pipe in nlp.pipeline[: nlp.pipe_names.index(name)]]


def annotate_before(nlp: Language, name: str, examples: Iterable[Example]) -> None:
    """Run the components before `name` on the predicted side of `examples`, once for all folds."""
    for pipe in pipes_before(nlp, name):
        for example in examples:
            example.predicted = pipe(example.predicted)


def train_chain(chain: ChainRecognizer, examples: Sequence[Example], recipe: Recipe) -> None:
    """Train an initialized `chain` on annotated examples, as ``spacy train`` does with such a config."""
    shuffle = random.Random(recipe.seed)
    order = list(examples)
    batches: list[list[Example]] = []
    for _ in range(recipe.epochs):
        shuffle.shuffle(order)
        batches += minibatch_by_words(order, recipe.words, tolerance=0.2, discard_oversize=False)
    steps = len(batches)
    warmup = round(recipe.warmup * steps)
    optimizer = Adam(list(islice(warmup_linear(recipe.learn_rate, warmup, steps), steps + 1)))
    for batch in batches:
        chain.update(batch, drop=recipe.dropout)
        chain.finish_update(optimizer)
        optimizer.step_schedules()


def trained(chain: ChainRecognizer, examples: Sequence[Example], recipe: Recipe) -> ChainRecognizer:
    """Initialize `chain` on annotated examples and train it."""
    chain.initialize(partial(iter, examples))
    train_chain(chain, examples, recipe)
    return chain


def label_profiles(chain: ChainRecognizer, docs: Iterable[Doc]) -> Profiles:
    """What a trained `chain` says of the words of docs that the components before it have annotated."""
    counts = LabelCounts()
    for part in minibatch(docs, 500):  # type: ignore[no-untyped-call]
        for doc, guesses in zip(part, chain.predict(part), strict=True):
            counts.add(doc, (guess[:3] for guess in guesses if guess[4]))
    return counts.profiles()


def iter_unlabelled(nlp: Language, paths: Iterable[Path]) -> Iterator[Doc]:
    """Docs of plain or gzipped text, a paragraph a line, as the components before the CRF leave them."""
    before = pipes_before(nlp, CHAIN)
    for line in iter_paragraphs(paths):
        doc = nlp.make_doc(line)
        for pipe in before:
            doc = pipe(doc)
        yield doc


def out_of_fold(
    make: Callable[[], ChainRecognizer],
    examples: Sequence[Example],
    folds: Sequence[tuple[Sequence[int], Sequence[int]]],
    recipe: Recipe,
    extra: Sequence[Example] = (),
    unlabelled: Sequence[Doc] = (),
    report: Callable[[int], None] = lambda fold: None,
) -> list[list[Guess]]:
    """The guesses for every example by the model of the fold that holds it out; [] for those no fold holds out.

    make: a new, untrained chain. folds: (train, held out) positions. extra: examples that every fold trains on.
    unlabelled: annotated docs; where there are some, every fold trains a first model, takes label profiles from them
    and trains a second model with these.
    """
    guesses: list[list[Guess]] = [[] for _ in examples]
    for number, (train, held_out) in enumerate(folds):
        data = [examples[i] for i in train] + list(extra)
        chain = trained(make(), data, recipe)
        if unlabelled:
            profiles = label_profiles(chain, unlabelled)
            chain = make()
            chain.profiles = profiles
            chain = trained(chain, data, recipe)
        docs: list[Doc] = [examples[i].predicted for i in held_out]
        for i, found in zip(held_out, chain.predict(docs), strict=True):
            guesses[i] = found
        report(number)
    return guesses
