"""Numbers of a calendar or a clock: days, months, years, durations, ages."""

from __future__ import annotations

import re
from typing import Final

from atau.components.quantity.context import NumberContext, Rule, decide
from atau.components.quantity.elements import Element
from atau.components.quantity.grammar import Grammar
from atau.components.quantity.view import DASHES
from atau.morphology.numerals import read

_CLOSING = frozenset('»”"“')
_CALENDAR = frozenset(("time", "age", "month"))
_APPROXIMATORS = frozenset(("nom", "abl", "dat"))
_HOURS = 24
_FIRST_AGE, _LAST_AGE = 13, 110
_DAYS = 31
_MINUTES = 59
# Numbers that may be years, and those that are years without any sign beside them.
_FIRST_YEAR, _FIRST_OPEN_YEAR, _FIRST_PLAIN_YEAR, _LAST_YEAR = 1000, 1400, 1800, 2060
_YEAR_DIGITS = 4
_MAX_DAYS_LISTED = 15
_MAX_LISTED = 4
_MAX_DURATION = 100
# 33-тармақ, 2-сынып
_ORDINAL = re.compile(r"\d+-[^\W\d]")
# сәуірде, сәуірден, сәуірдегі: the date ends with the month; шілде itself only looks so.
_DATE_ENDS = re.compile(r"(?:[дт][ае](?:н|ғы|гі)?)$")
# 1992 басталып: after a number of things stands a noun
_VERB = re.compile(r"(?:[ыі]п|[тд][ыі]|[ғқгк][ае]н)$")
_AFTER_YEAR = frozenset(",;-–—")
_BETWEEN_DAYS = frozenset("-–—,:")


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


def _after_month(number: NumberContext) -> bool | None:
    """A day after its month.

    Example: `Шілде [15], сенбі.`
    """
    month = number.in_digits and "month" in number.before.classes
    return True if month and not _date_ends(number.before.text) else None


def _end_of_days(number: NumberContext) -> bool | None:
    """The last day of several, after the first one.

    Example: `Сәуірдің 20-сынан [25-іне] дейін өтеді.`
    """
    follows = number.grammar.date_end == number.start
    return True if follows and (number.numeral.case == "dat" or "dat" in number.after.classes) else None


def _after_day(number: NumberContext) -> bool | None:
    """One more day.

    Example: `Қарашаның 13 мен [20] аралығында өтеді.`
    """
    before, follows = number.before, number.grammar.date_end == number.start - 1
    return True if follows and "and" in before.classes and before.text != "," else None


def _in_list_of_days(number: NumberContext) -> bool | None:
    """Only days stand between a month and the number.

    Example: `Қаңтар – 6, [20].`
    """
    return True if _is_day(number) and _month_before(number.grammar, number.start) else None


def _day_of_time(number: NumberContext) -> bool | None:
    """A day with an ending or a range of days, after a unit of time.

    Example: `Ол айдың [13-і] күні келеді.`
    """
    of_time = _is_day(number) and "time" in number.before.classes
    return True if of_time and (number.numeral.possessive or number.numeral.high) else None


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
            alike = numeral.value <= _MAX_DURATION or (found[0].value > _FIRST_YEAR and numeral.value <= _LAST_YEAR)
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
    _after_month,
    _end_of_days,
    _after_day,
    _in_list_of_days,
    _day_of_time,
    _in_list_of_times,
)


def second_year(number: NumberContext) -> bool | None:
    """The second of two years, in two digits.

    Example: `Ол жылдар 1965 – [91] деп жазылған.`
    """
    first = number.back(2)
    if number.before.text not in DASHES or first.num is None or not number.in_digits:
        return None
    short = len(number.first.text) == 2 and len(first.text) == _YEAR_DIGITS
    return True if short and _FIRST_YEAR <= first.num.value <= _LAST_YEAR else None


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
    if value > _LAST_YEAR:
        return None
    return True if _signed_year(number, value) or _plain_year(number, value) else None


def _signed_year(number: NumberContext, value: int) -> bool:
    """A year by the brackets or dashes beside it."""
    before, after = number.before.text, number.after.text
    if value >= _FIRST_YEAR and (before, after) == ("(", ")"):
        return True
    if value >= _FIRST_OPEN_YEAR and before == "(" and after in _AFTER_YEAR:
        return True
    return value >= _FIRST_YEAR and (number.start == 0 or before == "*") and after in DASHES


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
    """Two digits after a point, in the bounds of a clock or a calendar.

    Example: `Дүкен [18.30] жабылады.`
    Example: `Жиналыс [15.09] өтеді.`
    """
    text = number.first.text
    hour, point, minute = text[:5].partition(".")
    if not point or len(minute.rstrip("-")) < 2 or not (hour.isdecimal() and minute[:2].isdecimal()):
        return None
    if len(text) > len(hour) + 3 and text[len(hour) + 3].isdecimal():
        return None
    if int(hour) > _DAYS or int(minute[:2]) > _MINUTES or number.has_unit or number.has_prefix:
        return None
    alone = number.single or number.numeral.high is not None
    return True if (alone and not number.after.senses) or "dat" in number.after.classes else None


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


def _is_day(number: NumberContext) -> bool:
    return number.in_digits and number.numeral.value <= _DAYS


def _is_ordinal(element: Element) -> bool:
    return element.form == "id" and _ORDINAL.match(element.text) is not None


def _date_ends(month: str) -> bool:
    """No day comes after the month: «15 мамырда 40 адам келді»."""
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
