"""What the finders of what is counted share."""

from __future__ import annotations

from typing import Final, NamedTuple

from atau.facts.amounts.phrase import Kind
from atau.facts.view import FactDoc

#: Kinds of words that stand in the nominative.
NOMINATIVE_KINDS: Final = frozenset((Kind.NOUN, Kind.OWNED))
_CLAUSE_ENDS: Final = frozenset((",", ";", ".", ")", "!", "ал", "және", "болды", "екен"))


class Counted(NamedTuple):
    """Tokens start..end (end excluded) say what is counted; `source` is the pattern."""

    start: int
    end: int
    source: str


def ends_clause(view: FactDoc, token: int, last: int) -> bool:
    """Whether a sign, the line or the sentence ends at a token."""
    at = view.after(token)
    return at >= last or view.closes_line(token) or view.norms[at] in _CLAUSE_ENDS
