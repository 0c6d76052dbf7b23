"""A single amount: a number with what belongs to it on its right, up to its unit.

    3/4 бөлігі      100-ден астам      42 шақырым 195 метр      2 000 (екі мың) теңге      5 млрд.-тан

edges.py goes on from there, in either direction; ranges.py joins two amounts.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.view import ElementView
from atau.morphology.numerals import Numeral, read

POINTS: Final = "балл"
# л/с: a letter of its own is no word for time elsewhere
_SECOND: Final = "с"
# кг, тг, км: longer units are words and bear endings.
_LONGEST_SYMBOL: Final = 3


def part_in_digits(view: ElementView, i: int) -> tuple[Numeral, int] | None:
    """The fraction at `i` that names a part, and where it ends: 3/4 бөлігі."""
    glued = view.elements.glued
    if view.at(i + 1).text != "/" or not view.at(i + 3).text.startswith("бөліг") or not (glued[i + 1] and glued[i + 2]):
        return None
    first, second = view.nums[i], view.nums[i + 2]
    if first is None or second is None or not (first.text.isdecimal() and second.text.isdecimal()):
        return None
    if not 0 < first.value < second.value:
        return None
    return Numeral(first.value / second.value, "fraction"), i + 3


def said_again(view: ElementView, numeral: Numeral, end: int) -> tuple[int, int]:
    """Where `(екі жүз)` ends, the number at `end` in words again, and the scale after it (1 without one)."""
    if view.at(end).text != "(" or numeral.case != "nom" or numeral.high is not None:
        return end, 1
    found = read(view.nums, end + 1) if end + 1 < len(view.items) else None
    if found is None or found[0].high is not None or found[0].value != numeral.value:
        return end, 1
    bracket = found[1]
    if view.at(bracket).text != ")":
        return end, 1
    scale = view.at(bracket + 1).num
    if scale is not None and scale.role == "scale" and scale.bare:
        return bracket + 2, int(scale.value)
    return bracket + 1, 1


def with_unit(view: ElementView, match: QuantityMatch, *, mentions: bool) -> QuantityMatch:
    """`match`, a bare number, with its approximator, unit and case ending.

    mentions: as in `Grammar`; `балл` is no unit then.
    """
    match = _abbreviation(view, match)
    match = _approximator(view, match)
    match = _unit(view, match, mentions)
    match = _smaller_unit(view, match)
    ending = view.ending(match.end)
    if ending is not None and match.unit:
        match = replace(match, case=ending[0], end=ending[1])
    return _approximator(view, match)


def _abbreviation(view: ElementView, match: QuantityMatch) -> QuantityMatch:
    """Steps over the point of `млн.` and the ending of `млрд.-тан` where they stand apart."""
    end, case = match.end, match.case
    last = view.at(end - 1)
    is_scale = last.num is not None and last.num.role == "scale" and last.text in view.lexicon.context.scale
    if is_scale and view.at(end).text == ".":
        goes_on = view.ending(end + 1) or view.unit_at(end + 1) or view.at(end + 1).senses
        end += bool(goes_on)
    ending = view.ending(end)
    if ending is not None:
        case, end = ending
    return replace(match, end=end, case=case) if end != match.end else match


def _approximator(view: ElementView, match: QuantityMatch) -> QuantityMatch:
    word = view.at(match.end)
    if not word.senses:
        return match
    for kind in ("nom", "abl", "dat"):
        if kind not in word.classes:
            continue
        # 70 % дейін: the sign hides the case
        symbol = view.at(match.end - 1).text
        hidden = symbol == "%" or (word.text.startswith("дейін") and _hides_case(view, match))
        hidden = hidden and kind == "dat"
        if match.case.removesuffix("+") not in (kind, "equ") and not hidden:
            continue
        # 2-ге дейін ends what it says; a case on top of it ends the phrase.
        case = "dat+" if hidden else match.case + "+" if kind == "dat" else "nom"
        return replace(match, end=match.end + 1, approx=word.sense(kind), case=case.replace("++", "+"))
    return match


def _hides_case(view: ElementView, match: QuantityMatch) -> bool:
    """The last word is a symbol, which bears no ending: %, кг, м/с."""
    text = view.at(match.end - 1).text.rstrip(".")
    return bool(match.unit) and match.case == "nom" and (not text.isalpha() or len(text) <= _LONGEST_SYMBOL)


def _unit(view: ElementView, match: QuantityMatch, mentions: bool) -> QuantityMatch:
    governed = match.case in ("abl", "dat", "gen") and match.approx
    if match.case not in ("nom", "equ", "dat+") and not governed:
        return match
    found = view.unit_at(match.end)
    if found is None or (mentions and found[0].name == POINTS and _are_points(view, match, found[2])):
        return match
    unit, case, end = found
    name = unit.name
    # ц/га, км/сағ: the unit after the stroke
    if view.at(end).text == "/" and end + 1 < len(view.items):
        divisor = view.at(end + 1)
        under = view.lexicon.units.find(divisor.text)
        if under is not None or "time" in divisor.classes or divisor.text == _SECOND:
            name += "/" + (under[0].name if under else divisor.text.rstrip("."))
            end += 2
    return replace(match, end=end, kind=unit.kind, unit=name, case=case)


def _are_points(view: ElementView, match: QuantityMatch, end: int) -> bool:
    """`98 балл`: points that are counted; not 2.0 балл, which measures, nor 3 балл шамасында."""
    return not view.at(end).senses and set(view.at(match.end - 1).text).isdisjoint(".,")


def _smaller_unit(view: ElementView, match: QuantityMatch) -> QuantityMatch:
    """42 шақырым 195 метр: the second number and unit."""
    i = match.end
    if match.case != "nom" or not match.unit or view.at(i).num is None:
        return match
    found = read(view.nums, i)
    unit = view.unit_at(found[1]) if found else None
    factors = view.lexicon.units.factors
    if found is None or unit is None or (match.unit, unit[0].name) not in factors:
        return match
    part = Fraction(found[0].value) / factors[match.unit, unit[0].name]
    low, high = match.low + part, match.high + part
    mixed = match.mixed or low != high or found[0].high is not None or found[0].doubtful
    return replace(match, end=unit[2], low=low, high=high, case=unit[1], mixed=mixed)
