"""Numbers beside a word for time: durations, ages, hours, and the days of a month with days.py.

bare_dates.py has the years, dates and clocks without such a word.
"""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.bare_dates import FIRST_YEAR, LAST_YEAR
from atau.components.quantity.context import NumberContext, Rule, decide
from atau.components.quantity.days import after_day, after_month, day_of_time, end_of_days, in_list_of_days
from atau.components.quantity.elements import Element
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.view import DASHES
from atau.morphology.numerals import read

_CLOSING = frozenset('»”"“')
_CALENDAR = frozenset(("time", "age", "month"))
_APPROXIMATORS = frozenset(("nom", "abl", "dat"))
_HOURS = 24
_FIRST_AGE, _LAST_AGE = 13, 110
_MAX_LISTED = 4
_MAX_DURATION = 100
# 33-тармақ, 2-сынып
_ORDINAL = re.compile(r"\d+-[^\W\d]")


def is_date(number: NumberContext) -> bool:
    """Whether the number is part of a date, or says how long something lasts or how old it is."""
    return decide(DATE_RULES, number)


def _new_sentence_with_time(number: NumberContext) -> bool | None:
    """A full stop between the number and a unit of time.

    Counterexample: `Оған [5]. Күн ашық болды.`
    """
    return False if number.after.text == "." and "time" in number.ahead(2).classes else None


def _counted_by_unit(number: NumberContext) -> bool | None:
    """A unit after the number, though its first word is one of time.

    Counterexample: `Айыппұл [20] айлық есептік көрсеткіш болады.`
    """
    return False if number.has_unit else None


def _before_time(number: NumberContext) -> bool | None:
    """A unit of time, an age or a month after the number.

    Example: `Сапар [5] айға созылды.`
    Example: `Ол [35] жаста.`
    Example: `Кездесу [5] қазанда өтеді.`
    """
    return True if _time_at(number.grammar, number.end) else None


def _spelled_out(number: NumberContext) -> bool | None:
    """A unit of time after the number in words, in brackets.

    Example: `Жауап [30] (отыз) күн ішінде беріледі.`
    """
    spelled = number.after.text == "(" and number.ahead(3).text == ")"
    return True if spelled and _time_at(number.grammar, number.end + 3) else None


def _in_brackets(number: NumberContext) -> bool | None:
    """A number in words, in brackets, after the one in digits and before a unit of time.

    Example: `Жауап 30 ([отыз]) күн ішінде беріледі.`
    """
    inside = number.before.text == "(" and number.after.text == ")"
    return True if inside and number.back(2).num is not None and _time_at(number.grammar, number.end + 1) else None


def _approximate_time(number: NumberContext) -> bool | None:
    """Approximators between the number and a unit of time.

    Example: `Құрылыс [500-ге] жуық жыл жүрді.`
    """
    grammar = number.grammar
    for i in (number.end, number.end + 1):
        word = grammar.at(i)
        if not (word.senses and word.classes & _APPROXIMATORS):
            return None
        if _time_at(grammar, i + 1):
            return True
    return None


def _reached_age(number: NumberContext) -> bool | None:
    """The age that somebody has reached.

    Example: `Биыл апам [70-ке] келді.`
    """
    reached = number.single and number.numeral.case == "dat" and number.after.text in number.words.aged
    if "total" in number.before.classes:
        return None  # саны 70-ке келді
    whole = number.last.num is not None and number.last.num.text.isdecimal()
    if number.first.form == "word":  # отызға да толмаған
        after = number.ahead(2) if number.after.text in ("да", "де") else number.after
        reached = number.numeral.case == "dat" and after.text in number.words.aged
        whole = number.numeral.kind == "cardinal" and number.numeral.high is None
    return True if reached and whole and _FIRST_AGE <= number.numeral.value <= _LAST_AGE else None


def _after_hour(number: NumberContext) -> bool | None:
    """A clock.

    Example: `Жиын сағат [9] болғанда басталды.`
    """
    return True if number.before.text in number.words.hour and number.numeral.value <= _HOURS else None


def _in_list_of_times(number: NumberContext) -> bool | None:
    """Numbers in a list, with a unit of time at its end.

    Example: `Бұл [2] немесе 3 күн жүреді.`
    """
    grammar, numeral, i = number.grammar, number.numeral, number.end
    for _ in range(_MAX_LISTED):
        if "and" not in grammar.at(i).classes and grammar.at(i).text not in DASHES:
            break
        if _is_ordinal(grammar.at(i + 1)):
            return numeral.case == "nom" and number.in_digits
        found = read(grammar.nums, i + 1) if i + 1 < len(grammar.items) else None
        if found is None or found[0].kind == "ordinal":
            break
        i = found[1]
        if _time_at(grammar, i):
            alike = numeral.value <= _MAX_DURATION or (found[0].value > FIRST_YEAR and numeral.value <= LAST_YEAR)
            return alike and numeral.case in ("nom", found[0].case)
    return None


#: In the order in which they are asked.
DATE_RULES: Final[tuple[Rule, ...]] = (
    _new_sentence_with_time,
    _counted_by_unit,
    _before_time,
    _spelled_out,
    _in_brackets,
    _approximate_time,
    _reached_age,
    _after_hour,
    after_month,
    end_of_days,
    after_day,
    in_list_of_days,
    day_of_time,
    _in_list_of_times,
)


def _time_at(grammar: Grammar, i: int) -> bool:
    """A unit of time, an age or a month stands at i."""
    word, after = grammar.at(i), grammar.at(i + 1)
    if "timeword" in word.classes:
        return "time" in after.classes
    if "youth" in word.classes:
        return after.form != "word" or "ageword" in after.classes
    if word.text == "он" and "time" in after.classes:
        return True
    if word.text in _CLOSING and "month" in after.classes:
        return True  # «14» сәуірдегі
    # 2 күн, but 2 айналма; "per" words (сағатына) belong to the number after them.
    if "per" in word.classes and after.num is not None:
        return False
    return bool(word.classes & _CALENDAR) or word.text.startswith("тоқсан")


def _is_ordinal(element: Element) -> bool:
    return element.form == "id" and _ORDINAL.match(element.text) is not None
