"""Telephone numbers: with the code of a town, in one piece, and the short ones of services."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.elements import DIGIT_FORMS
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.view import DASHES

_COUNTRY_CODES: Final = frozenset("78")
_FEWEST_AREA_DIGITS: Final = 3
_FEWEST_LOCAL_DIGITS: Final = 5
_FEWEST_DIGITS_IN_ONE_PIECE: Final = 11
# What a telephone number in several pieces is made of besides digits, how many digits and elements it has.
_SIGNS: Final = frozenset("-()+")
_FEWEST_DIGITS: Final = 9
_MAX_ELEMENTS: Final = 12
_EMERGENCY: Final = re.compile(r"10[1-9]|112")
_SERVICE: Final = re.compile(r"қызмет(?!кер)")
_DIALLED: Final = re.compile(rf"{_EMERGENCY.pattern}|1414")
_DIALS: Final = ("қоңырау", "хабарлас", "пульт", "байланыс")
_SERVICES: Final = (*_DIALS, "анықтама", "көмек", "жедел", "жәрдем")
_NUMBER_OF: Final = ("нөмірі", "телефоны")


def country_code(number: NumberContext) -> bool | None:
    """The first digit of a telephone number, before the code of a town in brackets.

    Example: `Тел.: [8] (7182) 333754.`
    """
    if number.after.text == "(" and number.first.text in _COUNTRY_CODES and number.ahead(3).text == ")":
        area = number.ahead(2)
        return area.form == "number" and len(area.text) >= _FEWEST_AREA_DIGITS
    return None


def area_code(number: NumberContext) -> bool | None:
    """The code of a town in a telephone number.

    Example: `Тел.: 8 ([7182]) 33-37-54.`
    """
    inside = number.before.text == "(" and number.after.text == ")" and number.back(2).text in _COUNTRY_CODES
    return True if inside and len(number.first.text) >= _FEWEST_AREA_DIGITS else None


def after_area_code(number: NumberContext) -> bool | None:
    """The rest of a telephone number, after the code of a town in brackets.

    Example: `Байланыс (7182) [333754] болады.`
    """
    area = number.before.text == ")" and number.back(3).text == "(" and number.back(2).form == "number"
    return True if area and len(number.first.text) >= _FEWEST_LOCAL_DIGITS else None


def bracketed_before_digits(number: NumberContext) -> bool | None:
    """Three or more digits in brackets, before more digits.

    Example: `Байланыс ([727]) 270-39-63.`
    """
    if number.after.text == ")" and number.before.text == "(" and len(number.first.text) >= _FEWEST_AREA_DIGITS:
        return number.ahead(2).form in DIGIT_FORMS
    return None


def telephone_or_bar_code(number: NumberContext) -> bool | None:
    """More digits in one piece than anybody writes an amount with.

    Example: `Байланыс: [87011234567] бойынша.`
    """
    digits = number.first.text
    long = number.single and digits.isdecimal() and len(digits) >= _FEWEST_DIGITS_IN_ONE_PIECE
    return True if long and not number.has_unit and not number.has_prefix else None


def emergency_service(number: NumberContext) -> bool | None:
    """The number of an emergency service.

    Example: `Ол [103] қызметіне хабарласты.`
    """
    service = _SERVICE.match(number.after.text) and _EMERGENCY.fullmatch(number.first.text)
    return True if service else None


def dialled(number: NumberContext) -> bool | None:
    """A short number to call, or any number after `нөмірі` or `телефоны`.

    Example: `Сіз [102-ге] қоңырау шалыңыз.`
    Example: `Сенім телефоны – [1414].`
    Example: `Апат болса, [112].`
    Example: `Анықтама: [109]`
    """
    digits = number.first.num.text if number.first.num is not None else ""
    if not number.single or not digits.isdecimal():
        return None
    short = _DIALLED.fullmatch(digits) is not None
    # Not one of several amounts: бағалар 90, 105, 112.
    alone = number.before.text == "," and number.back(2).num is None and number.after.form != "word"
    if short and (alone or number.after.text.startswith(_DIALS)):
        return True
    sign = number.before.text in DASHES or number.before.text == ":"
    if short and sign and number.back(2).text.startswith(_SERVICES) and number.after.form != "word":
        return True
    named = number.back(2 if sign else 1).text.startswith(_NUMBER_OF)
    return True if named and (sign or number.after.form != "word") else None


def ends_telephone(grammar: Grammar, last: int) -> bool:
    """Element `last` ends a telephone number: unlike a house, it has no second number after a comma."""
    digits = 0
    for i in range(last, max(-1, last - _MAX_ELEMENTS), -1):
        if grammar.at(i).form not in DIGIT_FORMS and grammar.at(i).text not in _SIGNS:
            break
        digits += sum(map(str.isdecimal, grammar.at(i).text))
    return digits >= _FEWEST_DIGITS
