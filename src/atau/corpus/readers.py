"""Corpus readers for training configs, registered through entry points: no ``--code`` and no conversion step.

``[corpora.train]`` with ``@readers = "atau.MarkedCorpus.v1"``, ``"atau.KazNERD.v1"`` or ``"atau.Mix.v1"``. Each reads
its files again on every pass and yields ``Example`` objects with ``doc.ents`` (outermost mentions) and
``doc.spans["nested"]``. With ``max_epochs = -1`` spaCy makes a pass per epoch, so shuffling and augmentation differ
from epoch to epoch; with ``max_epochs >= 0`` it makes one pass and shuffles by itself.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language
from spacy.training import Example

from atau.corpus.examples import (
    NESTED,
    OWN_TOKENS,
    Alignment,
    ExampleAugmenter,
    Passes,
    pieces,
    same_tokens,
    set_marks,
)
from atau.corpus.kaznerd import TOKENIZATIONS, Tokenization, read_kaznerd
from atau.corpus.positions_pass import PositionsPass
from atau.corpus.problems import Problem
from atau.corpus.reading import iter_marked
from atau.corpus.splits import grouped_folds
from atau.lang.sentences import make_sentences

Side = Literal["all", "train", "dev"]
SIDES: tuple[Side, ...] = ("all", "train", "dev")


class ReaderError(ValueError):
    """Raised for an invalid setting of a reader; the message says which one and what to do."""


@dataclass(eq=False)
class MarkedCorpus:
    """``atau.MarkedCorpus.v1``: marked text. Callable from the pipeline to Examples.

    path: a ``.txt`` file with one article, a folder of them (its subfolders too), or a ``.tsv`` file of
    ``id<TAB>marked text`` lines. limit: read so many articles only (0: all). max_length: articles of more tokens are
    cut at sentence ends (0: never). shuffle, seed, augmenter: see `Passes`.
    """

    path: Path | None
    limit: int = 0
    max_length: int = 0
    shuffle: bool = False
    seed: int = 0
    augmenter: ExampleAugmenter | None = None

    def __post_init__(self) -> None:
        self.path, self.warned = _path(self.path), False
        self._first_pass = True
        self._passes = Passes(self.limit, self.shuffle, self.seed, self.augmenter)

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """One pass; the first one warns of files that are not gold.

        Raises FileNotFoundError and SourceError, which names file, line and column.
        """
        return self._passes(nlp, self._examples(nlp))

    def _examples(self, nlp: Language) -> Iterator[Example]:
        alignment = Alignment()
        cut = make_sentences(nlp, "sentences") if self.max_length else None
        passed_over = None if self._first_pass else _ignore
        self._first_pass = False
        for record in iter_marked(_given(self.path, "atau.MarkedCorpus.v1"), passed_over=passed_over):
            reference = nlp.make_doc(record.text)
            if not len(reference):
                continue
            set_marks(reference, record.marks, record.id, alignment)
            if cut is not None and len(reference) > self.max_length:
                reference = cut(reference)
            for piece in pieces(reference, self.max_length):
                yield same_tokens(nlp, piece)
        alignment.warn(self)


def _path(path: Path | str | None) -> Path | None:
    # The config of a packaged model has null for its data: it must load, though it cannot be trained as it stands.
    return None if path is None else Path(path)


def _given(path: Path | None, reader: str) -> Path:
    if path is None:
        raise ReaderError(f"{reader} has no path; set paths.train and paths.dev (spacy train --paths.train FOLDER …)")
    return path


def _ignore(problem: Problem) -> None:
    """The sink of later passes; the first pass has warned."""


@dataclass(eq=False)
class KazNerd:
    """``atau.KazNERD.v1``: a KazNERD file (IOB2, with or without sentence ids). Callable from the pipeline to Examples.

    labels: ``core``, ``all`` or the path of a table (see `atau.corpus.kaznerd.label_map`). tokenization: ``atau``
    (running text, tokens of the pipeline) or ``kaznerd`` (its own tokens, for scores comparable with those
    published). folds, fold, side, fold_seed: only one side of one of `folds` grouped folds; the folds depend on the
    file and on these settings alone, so runs with other labels or tokenization have the same ones. positions: mark the
    offices that KazNERD leaves unmarked too (see `atau.corpus.positions_pass`). limit, shuffle, seed, augmenter: see
    `Passes`. Raises ReaderError for bad settings.
    """

    path: Path | None
    labels: str = "core"
    tokenization: Tokenization = "atau"
    folds: int = 0
    fold: int = 0
    side: Side = "all"
    fold_seed: int = 0
    limit: int = 0
    shuffle: bool = False
    seed: int = 0
    positions: bool = False
    augmenter: ExampleAugmenter | None = None

    def __post_init__(self) -> None:
        if self.tokenization not in TOKENIZATIONS:
            raise ReaderError(f"tokenization is {self.tokenization!r}; use one of {', '.join(TOKENIZATIONS)}")
        if self.side not in SIDES:
            raise ReaderError(f"side is {self.side!r}; use one of {', '.join(SIDES)}")
        if self.side != "all" and (self.folds < 2 or not 0 <= self.fold < self.folds):
            raise ReaderError(
                f"side {self.side!r} of fold {self.fold} of {self.folds}: folds must be 2 or more, 0 <= fold < folds"
            )
        self.path, self.warned = _path(self.path), False
        self._add_positions = PositionsPass() if self.positions else None
        self._passes = Passes(self.limit, self.shuffle, self.seed, self.augmenter)

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """One pass. Raises FileNotFoundError and KazNerdError, which names file and line."""
        return self._passes(nlp, self._examples(nlp))

    def _examples(self, nlp: Language) -> Iterator[Example]:
        held_out: frozenset[str] = frozenset()
        path = _given(self.path, "atau.KazNERD.v1")
        if self.side != "all":
            changed = path.stat().st_mtime_ns
            held_out = fold_groups(path, self.folds, self.fold_seed, changed)[self.fold]
        alignment = Alignment()
        for record in read_kaznerd(path, labels=self.labels, tokenization=self.tokenization):
            if self.side != "all" and (record.group in held_out) != (self.side == "dev"):
                continue
            if self._add_positions is not None:
                record = self._add_positions(record)
            reference = set_marks(record.doc(nlp), record.marks, record.id, alignment)
            if self.tokenization == "kaznerd":
                reference.user_data[OWN_TOKENS] = True
            yield same_tokens(nlp, reference)
        alignment.warn(self)


@lru_cache(maxsize=8)
def fold_groups(path: Path, folds: int, seed: int, changed: int = 0) -> tuple[frozenset[str], ...]:
    """For each of `folds` grouped folds of a KazNERD file the groups that it holds out.

    Near-duplicates, not only variants, are kept together. changed: the time of the file's last change, so that a
    changed file is read again. Raises SplitError where there are fewer groups than folds.
    """
    records = list(read_kaznerd(path, labels="all"))
    return tuple(
        frozenset(records[i].group for i in fold.dev) for fold in grouped_folds(records, folds, seed)
    )  # fmt: skip


@dataclass(eq=False)
class Mix:
    """``atau.Mix.v1``: several corpora as one. Callable from the pipeline to Examples.

    corpora: readers by name, each a block of its own in the config. weights: how often a corpus is read in one pass
    (3: three times, each with an augmentation of its own; 0.25: a quarter of its examples, other ones on every
    pass); 1 where none is given. shuffle: mix the examples (the whole pass is in memory then); without it the corpora
    follow one another and stream. Raises ReaderError for bad weights.
    """

    # Any: confection checks it before the blocks have become readers.
    corpora: Mapping[str, Any]
    weights: Mapping[str, float] | None = None
    shuffle: bool = True
    seed: int = 0

    def __post_init__(self) -> None:
        self._weights = dict.fromkeys(self.corpora, 1.0) | dict(self.weights or {})
        unknown = self._weights.keys() - self.corpora.keys()
        if not self.corpora or unknown:
            names = ", ".join(sorted(self.corpora)) or "none"
            raise ReaderError(f"weights for {', '.join(sorted(unknown)) or 'no corpus'}; the corpora are: {names}")
        for name, weight in self._weights.items():
            if not 0 <= weight < math.inf:
                raise ReaderError(f"the weight of {name} is {weight}; use 0 or a positive number")
        self._passes = Passes(0, self.shuffle, self.seed, None)
        self._random = random.Random(self.seed)

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """One pass over all the corpora."""
        return self._passes(nlp, self._examples(nlp))

    def _examples(self, nlp: Language) -> Iterator[Example]:
        for name, reader in self.corpora.items():
            whole = int(self._weights[name])
            for _ in range(whole):
                yield from reader(nlp)
            share = self._weights[name] - whole
            if share:
                yield from (example for example in reader(nlp) if self._random.random() < share)


__all__ = [
    "NESTED",
    "KazNerd",
    "MarkedCorpus",
    "Mix",
    "ReaderError",
]
