"""A doc cut into the stretches that the encoder reads at once: whole sentences, as many as fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.attrs import SPACY
from spacy.tokens import Doc

from atau.components.encoder.pieces import END, START, Pieces
from atau.lang.readings import orths
from atau.lang.text import fold, repair

# Pieces of a window. Sentences are added while they fit; one that is longer alone is cut.
ROOM: Final = 128


class Window(NamedTuple):
    """Tokens `start:end` of a doc as the encoder reads them.

    numbers: of the pieces, those of start and end included. places: for each token the place of its first piece.
    """

    start: int
    end: int
    numbers: list[int]
    places: list[int]


def windows(doc: Doc, pieces: Pieces, room: int = ROOM) -> Iterator[Window]:
    """The windows of `doc`, in order; every token is in one of them.

    Words are those that the tokens stand for: letter-spaced ones joined, look-alikes folded, other scripts in
    Cyrillic.
    """
    cut = _cut(doc, pieces)
    start = 0
    numbers: list[int] = [START]
    places: list[int] = []
    for first, last in _stretches(doc, cut, room - 2):
        size = sum(map(len, cut[first:last]))
        if start < first and len(numbers) + size + 1 > room:
            yield Window(start, first, [*numbers, END], places)
            start = first
            numbers, places = [START], []
        for piece in cut[first:last]:
            places.append(len(numbers))
            numbers += piece
    if start < len(doc):
        yield Window(start, len(doc), [*numbers, END], places)


def _cut(doc: Doc, pieces: Pieces) -> list[tuple[int, ...]]:
    ids, strings = orths(doc)
    known = doc.vocab.strings
    spaced = [True, *doc.to_array(SPACY).astype(bool).tolist()[:-1]] if len(doc) else []
    found = []
    before_space = False
    for number, after in zip(ids, spaced, strict=True):
        word = strings.get(number) or fold(repair(known[number]))
        blank = word.isspace()
        found.append(pieces.numbers(word, after or before_space))
        before_space = blank
    return found


def _stretches(doc: Doc, cut: list[tuple[int, ...]], room: int) -> Iterator[tuple[int, int]]:
    """The sentences; those that do not fit in parts."""
    bounds = ((s.start, s.end) for s in doc.sents) if doc.has_annotation("SENT_START") else [(0, len(doc))]
    for start, end in bounds:
        first, size = start, 0
        for i in range(start, end):
            if size + len(cut[i]) > room and i > first:
                yield first, i
                first, size = i, 0
            size += len(cut[i])
        if first < end:
            yield first, end
