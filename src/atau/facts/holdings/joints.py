"""What joins a name and an office of itself: a dash, a bracket, neighbouring cells of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atau.facts.holdings.pairs import Pair
from atau.facts.view import BREAK, DASHES, LINE, FactDoc

_MAX_BRACKET: Final = 6


def row_pairs(view: FactDoc) -> Iterator[Pair]:
    """The one person and the one office of a row of a table, in neighbouring cells."""
    for i in range(len(view.flat) - 1):
        labels = (view.flat[i].label, view.flat[i + 1].label)
        if sorted(labels) != ["PERSON", "POSITION"] or not _are_cells(view, i):
            continue
        person, office = (i, i + 1) if labels[0] == "PERSON" else (i + 1, i)
        if view.case(view.flat[office]) == "nom" and view.case(view.flat[person]) == "nom":
            yield Pair(view.flat[person], view.flat[office], "facts.row")


def _are_cells(view: FactDoc, i: int) -> bool:
    """Whether a bar or a tab alone parts two mentions, and their line has no other person or office."""
    left, right = view.flat[i], view.flat[i + 1]
    gap = view.gap(left.end, right.start)
    tabs = any("\t" in view.words[token].form for token in range(left.end, right.start))
    if gap not in (("|",), ("│",)) and not (tabs and not gap):
        return False
    others = (view.flat[j] for j in (i - 1, i + 2) if 0 <= j < len(view.flat))
    line = view.line_start(left.start)
    return not any(named.label in ("PERSON", "POSITION") and view.line_start(named.start) == line for named in others)


def binds(gap: Sequence[str]) -> bool:
    """Whether the words between a name and an office bind the office to the name: a dash, a bracket."""
    words = [word for word in gap if word != LINE]
    if len(words) > 2 and words[0] == "(" and words[-1] in DASHES and words[-2] == ")":
        inside = words[1:-2]  # Омар Жан (1845–1904) – ақын; Омар Жан (суретте) – ақын
        words = words[-1:] if inside and len(inside) <= _MAX_BRACKET and ")" not in inside else words
    return len(words) == 1 and (words[0] in DASHES or words[0] == "(") and BREAK not in gap
