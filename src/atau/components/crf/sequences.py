"""The sequences of a text that the chain reads one by one: its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc

#: (start, end) of sequences in tokens, end excluded.
Bounds = list[tuple[int, int]]
# Tokens of the longest sequence that is read as one.
_LONGEST: Final = 2048


def bounds_of(doc: Doc, tags: Sequence[int | None] = ()) -> Bounds:
    """(start, end) of the sentences; those that a gold mention crosses are joined."""
    if not doc.has_annotation("SENT_START"):
        return [(0, len(doc))] if len(doc) else []
    bounds: Bounds = []
    for sent in doc.sents:
        # B and I, the first two of a label's four tags, want their mention to go on.
        before = tags[sent.start - 1] if tags and sent.start else None
        if bounds and before and (before - 1) % 4 < 2:
            bounds[-1] = (bounds[-1][0], sent.end)
        else:
            bounds.append((sent.start, sent.end))
    return bounds


def cut(bounds: Bounds) -> Bounds:
    """The sequences, with those in pieces that no sentence is as long as: a page without a point, a million signs.

    What the chain needs while it reads grows with its longest sequence.
    """
    return [(first, min(end, first + _LONGEST)) for start, end in bounds for first in range(start, end, _LONGEST)]
