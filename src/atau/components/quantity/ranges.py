"""Two amounts as the bounds of one: in the ablative and the dative, with `аралығында`, temperatures of a forecast.

    10 тоннадан 15 тоннаға дейін      440 пен 455 аралығында      20 метрден 25-метрге дейін      -5°C/-7°C

Numbers that a sign joins (5 – 6 мың) are one amount already: see joined.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.signs import DEGREES, are_bounds, sign_before, with_signs
from atau.components.quantity.view import ElementView

#: What says of two amounts before it that they are bounds.
BETWEEN: Final = ("аралығында", "аралығындағы")
_JOINING: Final = frozenset(("мен", "пен", "бен"))
# Elements of the second bound: жүз жиырма бес мың АҚШ долларын.
_LONGEST_BOUND: Final = 7
# 25-метрге, 2,5-метрге
_HYPHENATED: Final = re.compile(r"(\d+(?:[.,]\d+)?)-([^\W\d_]{4,})")


def are_from_and_to(view: ElementView, first: QuantityMatch, second: QuantityMatch, *, mentions: bool) -> bool:
    """Whether an amount in the ablative and the one after it are the bounds of a range.

    mentions: as in `Grammar`; a change is two amounts then.
    """
    if first.case != "abl":  # 10 бастап 30 % дейін
        return first.case == "nom" and not first.unit and second.case == "dat+"
    if second.case == "dat" and mentions:
        return False  # 10 пайыздан 12 пайызға өсті: two amounts, but 10 пайыздан 12 пайызға дейін
    if second.case in ("dat", "dat+"):
        return True
    # 64 теңгеден 86 теңге; not "of 100 теңге, 86 теңгесі", "from a гектар 50 центнер"
    same = bool(second.unit) and first.unit in ("", second.unit)
    whole = view.at(second.end - 1).text.rstrip(".") in view.lexicon.units.single
    return same and whole and second.case == "nom" and not first.approx


def ends_range(view: ElementView, start: int, after: int) -> bool:
    """Whether the excluded number from `start` on ends a range: `3-тен 6 жасқа дейін`."""
    return any("dat" in view.at(j).classes for j in range(start, after + 3))


def with_hyphenated_bound(view: ElementView, first: QuantityMatch, end: int) -> QuantityMatch | None:
    """20 метрден 25-метрге дейін: a hyphen joins the second number to the same unit."""
    found = _HYPHENATED.fullmatch(view.at(end).text) if first.case == "abl" and first.unit else None
    unit = view.lexicon.units.find(found[2]) if found else None
    if found is None or unit is None or unit[0].name != first.unit or unit[1] != "dat":
        return None
    until = "dat" in view.at(end + 1).classes
    high = Fraction(found[1].replace(",", "."))
    return replace(first, end=end + 1 + until, high=high, case="dat+" if until else "dat", approx="", joined=True)


def may_join_between(view: ElementView, end: int) -> bool:
    """Whether a word for "and" stands at `end` and `аралығында` soon after it.

    Asked before the second number is read, as reading a number leaves traces for those after it.
    """
    near = range(end + 2, end + 2 + _LONGEST_BOUND)
    return view.at(end).text in _JOINING and any(view.at(i).text in BETWEEN for i in near)


def joins_between(view: ElementView, first: QuantityMatch, end: int, second: QuantityMatch) -> bool:
    """`440 пен 455 аралығында`: two bounds with a word for "and", `second` after it."""
    bare = first.case == "nom" and not first.unit and not first.approx and first.low < second.high
    return bare and view.at(end).text in _JOINING and view.at(second.end).text in BETWEEN and second.case == "nom"


def join_degrees(
    view: ElementView, first: QuantityMatch, joint: int, sign: str, second: QuantityMatch
) -> QuantityMatch:
    """`-5°C/-7°C`, `-5°…-7°C`: `first` up to `second`, whose `sign` stands after the element `joint`."""
    if second.unit not in DEGREES or first.joined or second.joined:
        return first
    first_sign = sign_before(view, first.start)
    found = with_signs(join(view, replace(first, unit=second.unit), second), first_sign, sign)
    sure = view.at(joint).text != "/" or are_bounds(first_sign, first.low, sign, second.low)
    return replace(found, mixed=found.mixed or not sure)


def join(view: ElementView, first: QuantityMatch, second: QuantityMatch) -> QuantityMatch:
    """The range from `first` to `second`, in the unit of the first one that has a unit."""
    factors = view.lexicon.units.factors
    kind, unit = (first.kind, first.unit) if first.unit else (second.kind, second.unit)
    low, high, mixed = first.low, second.high, first.mixed or second.mixed
    if first.unit and second.unit and first.unit != second.unit:
        if (second.unit, first.unit) in factors:  # 500 метрден 2 километрге дейін
            high *= factors[second.unit, first.unit]
        elif (first.unit, second.unit) in factors:
            high /= factors[first.unit, second.unit]
        else:
            mixed = True
    if first.scale == 1 < second.scale and not first.unit:
        # 2-ден 5 миллионға дейін; 10-нан 5 миллионға дейін: from ten, or from ten million
        mixed = mixed or low >= high / second.scale
        low *= second.scale
    found = replace(first, end=second.end, low=low, high=high, kind=kind, unit=unit, case=second.case, mixed=mixed)
    return replace(found, approx="", joined=True)
