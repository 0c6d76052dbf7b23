"""Label profiles from unlabelled text: what one model says about each word, as features for the CRF of a second.

The first model must be trained without profiles; for honest scores of the second, on nothing that it is scored on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from atau.components.crf.component import ChainRecognizer
from atau.components.crf.profiles import LabelCounts, Profiles
from atau.corpus.raw import iter_paragraphs
from atau.training.errors import SettingError
from atau.training.recipe import CHAIN
from atau.training.settings import Say
from atau.training.unlabelled import paragraphs


def pipes_before(nlp: Language, name: str) -> list[Callable[[Doc], Doc]]:
    """The components before `name`, in order."""
    return [pipe for _, pipe in nlp.pipeline[: nlp.pipe_names.index(name)]]


def iter_unlabelled(nlp: Language, paths: Iterable[Path]) -> Iterator[Doc]:
    """Docs of plain or gzipped text, a paragraph a line, as the components before the CRF leave them."""
    before = pipes_before(nlp, CHAIN)
    for line in iter_paragraphs(paths):
        doc = nlp.make_doc(line)
        for pipe in before:
            doc = pipe(doc)
        yield doc


def label_profiles(chain: ChainRecognizer, docs: Iterable[Doc]) -> Profiles:
    """What a trained `chain` says about the words of docs that the components before it have annotated."""
    counts = LabelCounts()
    for part in minibatch(docs, 500):  # type: ignore[no-untyped-call]
        for doc, guesses in zip(part, chain.predict(part), strict=True):
            counts.add(doc, (guess[:3] for guess in guesses if guess[4]))
    return counts.profiles()


def make_profiles(
    model: Path, texts: Iterable[Path], output: Path, without: Iterable[Path] = (), say: Say = lambda line: None
) -> Profiles:
    """Write the label profiles that the entities of `model` give for `texts` (a paragraph a line; plain or .gz).

    A large model teaches a fast one in this way: what it knows of a name by its neighbours stands in the table.
    without: marked text whose near-duplicates are left out, so that the profile of a word does not come from sentences
    that the second model is trained and scored on. Raises SettingError where the model has no CRF, or one that was
    itself trained with profiles.
    """
    nlp = spacy.load(model)
    chain = nlp.get_pipe(CHAIN) if CHAIN in nlp.pipe_names else None
    if not isinstance(chain, ChainRecognizer):
        raise SettingError(f"{model} has no {CHAIN} to make profiles with; its pipeline: {', '.join(nlp.pipe_names)}")
    if len(chain.profiles):
        raise SettingError(f"{model} was trained with label profiles; train the first model without them")
    counts = LabelCounts()
    for doc in nlp.pipe(paragraphs(texts, without, say)):
        counts.add(doc, ((ent.start, ent.end, ent.label_) for ent in doc.ents))
    profiles = counts.profiles()
    profiles.write(output)
    return profiles
