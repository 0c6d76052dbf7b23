"""The one quantity that the words of a mention hold, with what they say beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from atau.components.quantity.elements import Element, Elements, sequence
from atau.components.quantity.endings import ending_of
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.units import Unit

_IGNORED_SIGNS: Final = frozenset("«»“”\"„',.:;()-–—‑")
_SHORTEST_UNIT: Final = 5


class Reading(NamedTuple):
    """A quantity, the elements to the left of it, and the words of the counted noun to its right."""

    match: QuantityMatch
    left: list[Element]
    right: list[str]


def read_one(words: Sequence[str], spaced: Sequence[bool], lexicon: QuantityLexicon) -> Reading | None:
    """The one quantity in the words; None where there is none, or more than one, or a word that is not understood."""
    items = sequence([lexicon.elements(word) for word in words], spaced, list(words))
    found = Grammar(items, lexicon, lambda *_: False).all()
    if len(found) == 2:
        match = _two_as_one(found[0], found[1], items)
    else:
        match = found[0] if len(found) == 1 else None
    if match is None:
        return None
    left, right = items.items[: found[0].start], items.items[found[-1].end :]
    if any(item.num is not None or item.form == "id" for item in [*left, *right]):
        return None
    rest = [item for item in right if item.form != "ending" and item.text not in _IGNORED_SIGNS]
    rest = [item for item in rest if item.text not in lexicon.context.ignored]
    if rest and match.unit == "" and not match.sides:
        match, rest = _trailing_unit(match, rest, lexicon)
    if any(item.form != "word" for item in rest) or (rest and match.unit):
        return None if any(not _is_ending(item) for item in rest) else Reading(match, left, [])
    texts = [item.text for item in rest]
    if texts and lexicon.counted.find(texts) is None:
        if not texts[0].startswith("шақты"):
            return None
        match, texts = replace(match, approx=match.approx or "about"), []
    if any(item.form == "sign" and item.text not in _IGNORED_SIGNS for item in left):
        return None
    return Reading(match, left, texts)


def _is_ending(item: Element) -> bool:
    return item.form == "word" and ending_of(item.text) is not None


def _trailing_unit(
    match: QuantityMatch, rest: list[Element], lexicon: QuantityLexicon
) -> tuple[QuantityMatch, list[Element]]:
    """The unit behind a word that is in the way (абсолютті метрлік), or glued to the next word (теңгеніқұрады)."""
    if len(rest) > 2 or any(len(item.text) < _SHORTEST_UNIT for item in rest[:-1]):
        return match, rest  # ш м are square metres
    unit = _glued_unit(rest[-1].text, lexicon)
    return (replace(match, unit=unit.name, kind=unit.kind), []) if unit else (match, rest)


def _glued_unit(text: str, lexicon: QuantityLexicon) -> Unit | None:
    units = lexicon.units
    whole = units.find(text)
    if whole is not None:
        return whole[0]
    return next(
        (units.single[text[:n]] for n in range(len(text), _SHORTEST_UNIT - 1, -1) if text[:n] in units.single), None
    )


def _two_as_one(first: QuantityMatch, second: QuantityMatch, items: Elements) -> QuantityMatch | None:
    """What two matches are together: a fraction, a number that is said again, a range."""
    if first.mixed or second.mixed:
        return None
    between = [item.text for item in items.items[first.end : second.start]]
    after = items.items[second.end :]
    plain = first.kind == second.kind == "count" and first.low.denominator == second.low.denominator == 1
    plain = plain and first.low == first.high and second.low == second.high and first.scale == second.scale == 1
    if between == ["/"] and plain and 0 < first.low < second.low and first.end - first.start == 1:
        value = first.low / second.low
        return replace(second, low=value, high=value, fraction=True)
    if between == ["("] and first.low == second.low and first.high == second.high:  # 30 (отыз) теңге
        return second if second.unit else first
    if not between and first.case == "abl" and second.low >= first.low and after and "dat" in after[-1].classes:
        # 10-нан 1000 ретке дейін
        return replace(first, end=second.end, high=second.high, unit=second.unit, kind=second.kind, joined=True)
    return None
