"""Days of a month: after its name, in a list, at the end of a range."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext
from atau.components.quantity.grammar import Grammar

#: The last day of the longest month.
LAST_DAY: Final = 31
_MAX_DAYS_LISTED: Final = 15
_BETWEEN_DAYS: Final = frozenset("-–—,:")
# сәуірде, сәуірден, сәуірдегі: the date ends with the month; шілде itself only looks so.
_DATE_ENDS: Final = re.compile(r"(?:[дт][ае](?:н|ғы|гі)?)$")


def after_month(number: NumberContext) -> bool | None:
    """A day after its month.

    Example: `Шілде [15], сенбі.`
    """
    month = number.in_digits and "month" in number.before.classes
    return True if month and not _date_ends(number.before.text) else None


def end_of_days(number: NumberContext) -> bool | None:
    """The last day of a range, after the first one.

    Example: `Сәуірдің 20-сынан [25-іне] дейін өтеді.`
    """
    follows = number.grammar.date_end == number.start
    return True if follows and (number.numeral.case == "dat" or "dat" in number.after.classes) else None


def after_day(number: NumberContext) -> bool | None:
    """A day joined to the one before it.

    Example: `Қарашаның 13 мен [20] аралығында өтеді.`
    """
    before, follows = number.before, number.grammar.date_end == number.start - 1
    return True if follows and "and" in before.classes and before.text != "," else None


def in_list_of_days(number: NumberContext) -> bool | None:
    """Only days stand between a month and the number.

    Example: `Қаңтар – 6, [20].`
    """
    return True if _is_day(number) and _month_before(number.grammar, number.start) else None


def day_of_time(number: NumberContext) -> bool | None:
    """A day with an ending or a range of days, after a unit of time.

    Example: `Ол айдың [13-і] күні келеді.`
    """
    of_time = _is_day(number) and "time" in number.before.classes
    return True if of_time and (number.numeral.possessive or number.numeral.high) else None


def _is_day(number: NumberContext) -> bool:
    return number.in_digits and number.numeral.value <= LAST_DAY


def _date_ends(month: str) -> bool:
    """No day comes after the month, which has an ending: «15 мамырда 40 адам келді»."""
    return month != "шілде" and _DATE_ENDS.search(month) is not None


def _month_before(grammar: Grammar, start: int) -> bool:
    """Only days stand between a month and the number: қаңтар – 6, 20."""
    for i in range(start - 1, max(-1, start - 1 - _MAX_DAYS_LISTED), -1):
        word = grammar.items[i]
        if "month" in word.classes:
            return not _date_ends(word.text)
        if word.form != "number" and word.text not in _BETWEEN_DAYS:
            return False
    return False
