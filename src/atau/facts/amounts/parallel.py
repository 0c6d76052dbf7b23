"""A noun that a parallel clause of the sentence has: `Есіктен төрт мың, Шіліктіден 524 бұйым табылды`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from atau.facts.amounts.clauses import Counted, ends_clause
from atau.facts.amounts.phrase import is_finite
from atau.facts.view import DASHES, FactDoc, Named

_BETWEEN: Final = 6  # words from one amount to the next
_BEHIND: Final = "facts.amount"
_SOURCE: Final = "facts.amount_parallel"


class Said(NamedTuple):
    """An amount, its value, and what it counts as far as its own clause says it."""

    amount: Named
    value: dict[str, Any] | None
    counted: Counted | None


def parallel(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """What amount `index` counts, where the noun is said once for it and the amount behind or before it."""
    amount, value, _ = said[index]
    last = view.sentence_bounds(amount.start)[1]
    if not _is_bare(value) or not ends_clause(view, amount.end, last):
        return None
    following = said[index + 1] if index + 1 < len(said) else None
    if following is not None and _shares(view, said[index], following) and _is_near(view, amount, following.amount):
        return following.counted and following.counted._replace(source=_SOURCE)
    before = said[index - 1] if index else None
    if before is not None and _shares(view, said[index], before):
        both = _follows_name(view, before.amount) and _follows_name(view, amount)
        return before.counted and before.counted._replace(source=_SOURCE) if both else None
    return None


def _is_bare(value: dict[str, Any] | None) -> bool:
    """Whether an amount is a number alone, without a unit."""
    return value is not None and value.get("kind") == "count"


def _shares(view: FactDoc, one: Said, other: Said) -> bool:
    """Whether another amount of the sentence has a noun behind it that may be that of the first, too."""
    if other.counted is None or other.counted.source != _BEHIND or not _is_bare(other.value):
        return False
    return view.sentence_bounds(one.amount.start) == view.sentence_bounds(other.amount.start)


def _is_near(view: FactDoc, amount: Named, following: Named) -> bool:
    """Whether nothing between two amounts can be a predicate of the first."""
    words = [token for token in range(amount.end, following.start) if view.words[token].alpha and view.owner[token] < 0]
    return len(words) <= _BETWEEN and not any(is_finite(view.norms[token]) for token in words)


def _follows_name(view: FactDoc, amount: Named) -> bool:
    """Whether a name with a dash stands directly before an amount: `Өзбекстан – 4`."""
    dash = view.before(amount.start)
    name = view.before(dash)
    if name >= 0 and view.norms[name] in ("»", "”"):
        name = view.before(name)
    return dash >= 0 and view.norms[dash] in DASHES and name >= 0 and view.owner[name] >= 0
