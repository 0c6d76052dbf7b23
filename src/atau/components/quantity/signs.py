"""Signs of numbers, in writing or spoken: `−5`, `минус 5`, `-5-тен -10-ға дейін`, `−3…+2`.

Each bound of a range bears a sign of its own. A hyphen or a dash before a number may be a bullet, or a dash that lacks
its space; where it may be, the value is in doubt.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.view import DASHES, ElementView
from atau.morphology.numerals import read

MINUS: Final = frozenset("-−–—")
SIGNS: Final = MINUS | {"+"}
#: Spoken signs, each with the sign that nothing else is written with.
SPOKEN: Final = {"минус": "−", "плюс": "+"}
#: What a hyphen or a dash before the number surely makes negative; before anything else it may be a dash.
DEGREES: Final = frozenset(("градус", "градус Цельсий", "градус Фаренгейт"))
_OPENING: Final = frozenset('(«"“[:')
#: What stands between two temperatures of one forecast, and what a temperature ends with.
JOINTS_OF_DEGREES: Final = frozenset(("/", "...", "…", ".."))
_ENDS_OF_DEGREES: Final = frozenset("°ºcсf")
_IN_ROW: Final = frozenset((",", ";", "және", "...", "…"))
_LONGEST_ROW: Final = 8
# Алматы облысының таулы аудандарында
_LONGEST_PLACE: Final = 4
_TEMPERATURE: Final = "температура"
_FARTHEST_TEMPERATURE: Final = 12
_ENDS: Final = frozenset(".!?")
_WAS: Final = "бол"
#: How far apart the bounds of a forecast are at most; the temperatures of a day and a night are further apart.
_WIDEST_FORECAST: Final = 5


def sign_before(view: ElementView, start: int) -> str:
    """The sign that the number at `start` bears, a spoken one as it is written; an empty string without one."""
    text, i = view.at(start - 1).text, start - 1
    if text in SPOKEN:
        return SPOKEN[text]
    glued = view.elements.glued
    if text not in SIGNS or not glued[start]:
        return ""
    apart = not glued[i] or not i or view.at(i - 1).text in _OPENING or _after_degrees(view, i - 1)
    return text if apart else ""


def _after_degrees(view: ElementView, joint: int) -> bool:
    """Whether a slash or an ellipsis at `joint` stands behind degrees: `-5°C/-7°C`."""
    text = view.at(joint - 1).text
    return view.at(joint).text in JOINTS_OF_DEGREES and (text in _ENDS_OF_DEGREES or text.startswith("градус"))


def sign_at(view: ElementView, i: int) -> tuple[str, int]:
    """The sign at `i` that a number bears, and where that number is; an empty string and `i` for no such sign."""
    text, glued = view.at(i).text, view.elements.glued
    if i + 1 >= len(view.items) or view.nums[i + 1] is None:
        return "", i
    if text in SPOKEN:
        return SPOKEN[text], i + 1
    return (text, i + 1) if text in SIGNS and glued[i + 1] else ("", i)


def leads_to_degrees(view: ElementView, end: int) -> bool:
    """Whether temperatures go on from `end` up to one of degrees: `-8, -11, -13 °С`, `-8, Оралда -11 градус`."""
    for _ in range(_LONGEST_ROW):
        end += view.at(end).text.startswith(_WAS)
        if view.at(end).text not in _IN_ROW:
            return False
        joint = end
        sign, start = _next_in_row(view, joint + 1)
        found = read(view.nums, start) if start < len(view.items) else None
        if found is None or (not sign and start == joint + 1):
            return False
        end = found[1]
        unit = view.unit_at(end)
        if unit is not None or not sign:
            return unit is not None and unit[0].name in DEGREES
    return False


def _next_in_row(view: ElementView, i: int) -> tuple[str, int]:
    """The next number of a row from `i` on, behind the words for its place or time, and its sign."""
    for start in range(i, i + _LONGEST_PLACE + 1):
        sign, number = sign_at(view, start)
        if sign or view.at(start).form != "word" or view.at(start).num is not None:
            return sign, number
    return "", len(view.items)


def is_temperature(view: ElementView, start: int, end: int) -> bool:
    """Whether the number in elements start..end is one by a word before it, and counts nothing after it.

    `Ауа температурасы Оралда –3, Атырауда –5 болады`
    """
    if view.at(end).form == "word" and not view.at(end).text.startswith(_WAS):
        return False
    for i in range(start - 2, max(start - _FARTHEST_TEMPERATURE, -1), -1):
        item = view.at(i)
        if item.form == "break" or item.text in _ENDS:
            return False
        if item.text.startswith(_TEMPERATURE):
            return True
    return False


def are_bounds(first: str, low: Fraction, second: str, high: Fraction) -> bool:
    """Whether two temperatures that a slash parts are surely the bounds of one, not those of two days or places.

    first, second: their signs; zero needs none.

    >>> are_bounds("-", Fraction(5), "-", Fraction(7)), are_bounds("+", Fraction(12), "+", Fraction(25))
    (True, False)
    """
    if not ((first or not low) and (second or not high)):
        return False
    signed = [-bound if sign in MINUS else bound for sign, bound in ((first, low), (second, high))]
    rising = signed[0] < signed[1] or (low < high and (first == second or not low))
    return rising and abs(signed[1] - signed[0]) <= _WIDEST_FORECAST


def with_signs(match: QuantityMatch, first: str, second: str) -> QuantityMatch:
    """`match`, a range, with the signs of its bounds; in doubt where one may be a dash, or be meant for both.

    >>> from atau.components.quantity.parsing import parse_quantity
    >>> [parse_quantity(words.split()).low for words in ("минус 5-тен минус 10-ға дейін", "-3-тен +2 градусқа дейін")]
    [-10, -3]
    >>> parse_quantity("минус 5-тен 10 градусқа дейін".split()) is None
    True
    """
    if not second and first not in MINUS:
        return match
    low, high = (-bound if sign in MINUS else bound for bound, sign in ((match.low, first), (match.high, second)))
    shared = first in MINUS and not second  # минус 5-тен 10 градусқа дейін: of frost, or to 10 above zero
    doubtful = shared or (not first and may_be_dash(second, match))
    return replace(match, low=low, high=high, signed=True, mixed=match.mixed or doubtful)


def may_be_dash(sign: str, match: QuantityMatch) -> bool:
    """Whether the sign may be no minus: -48 кг is "up to", –5 % may follow a dash that lacks its space."""
    if sign not in DASHES or match.unit in DEGREES:
        return False
    return not (sign == "-" and match.kind == "percent")
