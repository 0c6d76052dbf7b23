"""Edits of a marked text that keep its annotations aligned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from atau.corpus.marked import Mark, MarkedText

#: What every augmentation is at its core: a text and its marks in, the changed ones out. It may return its argument.
Transform = Callable[[MarkedText, random.Random], MarkedText]
#: Makes a new marked text.
Source = Callable[[random.Random], MarkedText]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters ``start:end`` become `text`; an insertion has ``start == end``."""

    start: int
    end: int
    text: str


def apply(marked: MarkedText, edits: Iterable[Edit]) -> MarkedText:
    """Apply the edits; every annotation covers the edited form of its text.

    What is inserted at the edge of a mark is outside of it. Raises ValueError for edits that overlap or cross the edge
    of a mark, and for marks that would be left empty.
    """
    ordered = sorted(edits)
    if not ordered:
        return marked
    parts: list[str] = []
    position = 0
    for edit in ordered:
        if edit.start < position or edit.end < edit.start:
            raise ValueError(f"{edit} overlaps the one before it")
        parts += [marked.text[position : edit.start], edit.text]
        position = edit.end
    parts.append(marked.text[position:])
    return MarkedText("".join(parts), tuple(_moved(mark, ordered) for mark in marked.marks), marked.header)


def _moved(mark: Mark, edits: list[Edit]) -> Mark:
    start, end = mark.start, mark.end
    for edit in edits:
        if edit.start < mark.start < edit.end or edit.start < mark.end < edit.end:
            raise ValueError(f"{edit} crosses the edge of {mark}")
        gain = len(edit.text) - (edit.end - edit.start)
        if edit.end <= mark.start:
            start += gain
            end += gain
        elif edit.start < mark.end:
            end += gain
    if start >= end:
        raise ValueError(f"{mark} would be empty")
    return replace(mark, start=start, end=end)
