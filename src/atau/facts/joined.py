"""Whether two things stand side by side in one list."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from atau.facts.tables import words_of


def joins(gap: Sequence[str], signs: Collection[str] = (",",)) -> bool:
    """Whether the words between two things are a single sign of `signs` or a single conjunction."""
    return len(gap) == 1 and (gap[0] in signs or gap[0] in words_of()["coordinator"])
