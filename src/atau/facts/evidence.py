"""What facts have in common: the evidence, its sentences, the score of the pattern."""

from __future__ import annotations

from typing import TypedDict

from atau.facts.tables import probabilities
from atau.facts.view import FactDoc


class Common(TypedDict):
    """The fields of `Fact` that every finder fills in."""

    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    source: str
    date: str | None


def common(view: FactDoc, start: int, end: int, source: str, date: str | None = None) -> Common:
    """The common fields of a fact whose evidence is tokens start..end (end excluded)."""
    doc = view.doc
    first, _ = view.sentence_bounds(start)
    _, last = view.sentence_bounds(end - 1)
    last = max(view.before(last) + 1, end)
    return Common(
        start=doc[start].idx,
        end=doc[end - 1].idx + len(doc[end - 1]),
        sentence=(doc[first].idx, doc[last - 1].idx + len(doc[last - 1])),
        score=probabilities()[source],
        source=source,
        date=date,
    )
