"""Years, dates and clocks that show it by their form alone: `(1924)`, `1965 – 91`, `15.09`, `18.30`."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.days import LAST_DAY
from atau.components.quantity.view import DASHES

#: Numbers that may be years.
FIRST_YEAR, LAST_YEAR = 1000, 2060
# From here on one bracket is enough, and no sign at all.
_FIRST_OPEN_YEAR, _FIRST_PLAIN_YEAR = 1400, 1800
_YEAR_DIGITS: Final = 4
_LAST_MINUTE: Final = 59
_AFTER_YEAR: Final = frozenset(",;-–—")
# 1992 басталып: a verb, and no noun that is counted
_VERB: Final = re.compile(r"(?:[ыі]п|[тд][ыі]|[ғқгк][ае]н)$")


def second_year(number: NumberContext) -> bool | None:
    """The second of two years, in two digits.

    Example: `Ол жылдар 1965 – [91] деп жазылған.`
    """
    first = number.back(2)
    if number.before.text not in DASHES or first.num is None or not number.in_digits:
        return None
    short = len(number.first.text) == 2 and len(first.text) == _YEAR_DIGITS
    return True if short and FIRST_YEAR <= first.num.value <= LAST_YEAR else None


def year(number: NumberContext) -> bool | None:
    """A bare number like a year, with nothing that makes it an amount.

    Example: `Ол ([1924]) туған.`
    Example: `Мектеп [1992] ашылды.`
    """
    text = number.first.text
    digits = text[:_YEAR_DIGITS]
    if not number.single and number.numeral.high is None:
        return None
    if not (digits.isdecimal() and len(digits) == _YEAR_DIGITS and text[_YEAR_DIGITS:][:1] not in set("0123456789.,")):
        return None
    value = int(digits)
    if value > LAST_YEAR:
        return None
    return True if _signed_year(number, value) or _plain_year(number, value) else None


def _signed_year(number: NumberContext, value: int) -> bool:
    """A year by the brackets or dashes beside it."""
    before, after = number.before.text, number.after.text
    if value >= FIRST_YEAR and (before, after) == ("(", ")"):
        return True
    if value >= _FIRST_OPEN_YEAR and before == "(" and after in _AFTER_YEAR:
        return True
    return value >= FIRST_YEAR and (number.start == 0 or before == "*") and after in DASHES


def _plain_year(number: NumberContext, value: int) -> bool:
    """A year by what is not beside it: no approximator, no unit, no word for a sum, no noun that is counted."""
    before, after = number.before, number.after
    if value < _FIRST_PLAIN_YEAR or number.numeral.possessive:
        return False
    if (after.senses and after.classes & {"nom", "abl"}) or number.has_unit:
        return False
    if after.text == "(" and number.ahead(3).text == "%":
        return False  # 1980 (93,2%) педагог
    if "total" in before.classes or (before.form == "sign" and "total" in number.back(2).classes):
        return False
    noun = after.form == "word" and not number.capital_after and "and" not in after.classes
    noun = noun and not _VERB.search(after.text)
    return not (noun and number.numeral.case == "nom" and "dat" not in after.classes)


def clock(number: NumberContext) -> bool | None:
    """Two digits after a point: a time or a date by its size.

    Example: `Дүкен [18.30] жабылады.`
    Example: `Жиналыс [15.09] өтеді.`
    """
    text = number.first.text
    hour, point, minute = text[:5].partition(".")
    if not point or len(minute.rstrip("-")) < 2 or not (hour.isdecimal() and minute[:2].isdecimal()):
        return None
    if len(text) > len(hour) + 3 and text[len(hour) + 3].isdecimal():
        return None
    if int(hour) > LAST_DAY or int(minute[:2]) > _LAST_MINUTE or number.has_unit or number.has_prefix:
        return None
    alone = number.single or number.numeral.high is not None
    return True if (alone and not number.after.senses) or "dat" in number.after.classes else None
