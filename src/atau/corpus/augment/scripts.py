"""Texts in another script: Cyrillic written in Latin or Arabic letters, each mark where its letters went."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from atau.corpus.marked import MarkedText
from atau.script.writing import TARGETS, write


@dataclass(frozen=True, slots=True)
class ScriptExchange:
    """The whole text in `alphabet`, one of `atau.script.writing.TARGETS`. Raises ValueError for another one."""

    alphabet: str = "latin-2021"

    def __post_init__(self) -> None:
        if self.alphabet not in TARGETS:
            raise ValueError(f"alphabet is {self.alphabet!r}; use one of {', '.join(TARGETS)}")

    def __call__(self, marked: MarkedText, rng: random.Random) -> MarkedText:
        """`marked` in the alphabet, or as it was where a mark has no letter there (a lone ь)."""
        text, places = write(marked.text, self.alphabet)
        marks = tuple(replace(mark, start=places[mark.start], end=places[mark.end]) for mark in marked.marks)
        if any(mark.start == mark.end for mark in marks):
            return marked
        return MarkedText(text, marks, marked.header)
