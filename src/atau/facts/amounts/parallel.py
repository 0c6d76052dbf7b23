"""A noun that a parallel clause of the sentence has: `Есіктен төрт мың, Шіліктіден 524 бұйым табылды`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from atau.facts.amounts.clauses import Counted, ends_clause
from atau.facts.amounts.phrase import is_finite
from atau.facts.joined import joins
from atau.facts.tables import amount_words
from atau.facts.view import DASHES, FactDoc, Named

_BETWEEN: Final = 6  # words from one amount to the next
_BEHIND: Final = "facts.amount"
_MEASURE: Final = "facts.amount_measure"
#: The pattern of a noun that a parallel clause has.
PARALLEL: Final = "facts.amount_parallel"


class Said(NamedTuple):
    """An amount, its value, and what it counts as far as its own clause says it."""

    amount: Named
    value: dict[str, Any] | None
    counted: Counted | None


def parallel(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """What amount `index` counts, where the noun is said once for it and the amount behind or before it."""
    amount, value, _ = said[index]
    last = view.sentence_bounds(amount.start)[1]
    if not value or not ends_clause(view, amount.end, last):
        return None
    following = _following(view, said, index)
    if following is not None and _shares(view, said[index], following) and _is_near(view, amount, following.amount):
        return following.counted and following.counted._replace(source=PARALLEL)
    itemised = _itemised(view, said, index)
    if itemised is not None:
        return itemised
    before = said[index - 1] if index else None
    if before is not None and _shares(view, said[index], before):
        both = _follows_name(view, amount) and (_follows_name(view, before.amount) or _names_owner(view, before.amount))
        return before.counted and before.counted._replace(source=PARALLEL) if both else None
    return None


def _itemised(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """The noun of the sum before a colon: `74 дүкен бар: Оралда 31, Ақтауда 22`."""
    amount = said[index].amount
    if not (_follows_name(view, amount) or _is_behind_place(view, amount)):
        return None
    first = view.sentence_bounds(amount.start)[0]
    colon = next((at for at in range(amount.start - 1, first, -1) if view.norms[at] == ":" and view.owner[at] < 0), -1)
    # Among the amounts before, which are in the order of the text.
    from_, to = (bisect_left(said, token, hi=index, key=lambda one: one.amount.start) for token in (first, colon))
    sums = said[from_:to]
    if len(sums) != 1 or not _shares(view, said[index], sums[0]):
        return None
    return sums[0].counted and sums[0].counted._replace(source=PARALLEL)


def _is_behind_place(view: FactDoc, amount: Named) -> bool:
    """Whether the name of a place in the locative stands directly before an amount."""
    before = view.before(amount.start)
    owner = view.owner[before] if before >= 0 else -1
    return owner >= 0 and view.flat[owner].label == "LOC" and view.case(view.flat[owner]) == "loc"


def _names_owner(view: FactDoc, amount: Named) -> bool:
    """Whether an organisation or place stands before an amount in its sentence."""
    first = view.sentence_bounds(amount.start)[0]
    return any(named.label in ("ORG", "LOC") for named in view.in_sentence(first, amount.start))


def _is_bare(value: dict[str, Any] | None) -> bool:
    """Whether an amount is a number alone, without a unit."""
    return value is not None and value.get("kind") == "count"


def _is_alike(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Whether two amounts are numbers without a unit, or have the same one: жұлқа көтеруде 112 кг, серпеде 143 кг."""
    if not one or not other or one.get("kind") != other.get("kind"):
        return False
    return one.get("unit") == other.get("unit")


def _shares(view: FactDoc, one: Said, other: Said) -> bool:
    """Whether another amount of the sentence has a noun behind it that may be that of the first, too."""
    if (
        other.counted is None
        or other.counted.source not in (_BEHIND, PARALLEL)
        or not _is_alike(one.value, other.value)
    ):
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


def shared_noun(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """The noun behind the next amount, where only an adjective stands behind this one: `бес сары, бір қызыл қағаз`."""
    own, following = said[index], said[index + 1] if index + 1 < len(said) else None
    if own.counted is None or following is None or not _is_adjective(view, own.counted, 1):
        return None
    if not is_joined(view, own.counted.end, following.amount.start) or not _shares(view, own, following):
        return None
    counted = following.counted
    if counted is None or not _is_adjective(view, counted, 2):
        return None
    return Counted(counted.end - 1, counted.end, PARALLEL)


def repeated_noun(view: FactDoc, said: Sequence[Said], index: int) -> Counted | None:
    """The noun behind the amount before, both behind dashes: `жоспар – 300 бала, нақтысы – 280`."""
    own, before = said[index], said[index - 1] if index else None
    if own.counted is None or own.counted.source != _MEASURE or before is None or before.counted is None:
        return None
    dashes = {view.norm(view.before(one.amount.start)) for one in (own, before)}
    if not dashes <= DASHES or not _is_bare(own.value) or not _shares(view, own, before):
        return None
    joined = is_joined(view, before.counted.end, own.counted.start)
    return before.counted._replace(source=PARALLEL) if joined else None


def is_joined(view: FactDoc, left: int, right: int) -> bool:
    """Whether one comma, semicolon or conjunction stands between two tokens: the end of one thing, the next's start."""
    return joins(view.gap(left, right), (",", ";"))


def _is_adjective(view: FactDoc, counted: Counted, words: int) -> bool:
    """Whether so many words are counted, the first of them an adjective that is no noun."""
    norm = view.norms[counted.start]
    return len(view.gap(counted.start, counted.end)) == words and norm in amount_words()["quality"]


def _following(view: FactDoc, said: Sequence[Said], index: int) -> Said | None:
    """The amount behind amount `index`; of bare numbers in one list, the last: `бір, екі және үш бөлмелі`."""
    while index + 1 < len(said):
        following = said[index + 1]
        joined = is_joined(view, said[index].amount.end, following.amount.start)
        if not (joined and following.counted is None and _is_bare(following.value)):
            return following
        index += 1
    return None
