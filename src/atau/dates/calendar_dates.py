"""Dates with the name of a month, a year, a decade or a century."""

from __future__ import annotations

import re
from typing import Final

from atau.dates.calendar import Moment
from atau.dates.day_parts import DayPart, day_number
from atau.dates.days import day_and_month, month_alone, month_and_day
from atau.dates.found import Found, precision_of
from atau.dates.records import Kind, Precision
from atau.dates.tokens import DASHES, Tokens
from atau.dates.words import is_unit, short_month
from atau.dates.year_parts import YearPart, is_year, stands_alone, year_part, year_sign

_FIRST_BARE_YEAR: Final = 1900
_UNTIL: Final = frozenset(("дейін", "шейін"))
_ROMAN: Final = re.compile(r"(?=[ivx])x{0,2}(?:ix|iv|v?i{0,3})")


def year_first(tokens: Tokens, i: int, present: int | None) -> Found | None:
    """A year, and the day or month of it that follows. present: the year of publication."""
    read = year_part(tokens, i)
    if read is None:
        return None
    year, end = read
    relative = year.offset is not None or year.counts_from_context
    kind = Kind.RELATIVE if relative else Kind.ABSOLUTE
    value = year.first if year.offset is None else _present(present, year.offset)
    found = _date_of_year(tokens, i, end, year, value, kind) if year.takes_date else None
    if found is None:
        precision = Precision.DECADE if year.form == "decade" else Precision.YEAR
        first, last = (Moment(value) if value is not None else None), (Moment(year.last) if year.last else None)
        found = Found(i, end, precision, kind, first, last)
    return found._replace(counts_from_context=year.counts_from_context)


def _present(present: int | None, offset: int) -> int | None:
    return None if present is None else present + offset


def _date_of_year(tokens: Tokens, i: int, j: int, year: YearPart, value: int | None, kind: Kind) -> Found | None:
    """The year with the day or month at `j`."""
    j += tokens[j].norm == ","
    day = day_and_month(tokens, j, of_year=True) or month_and_day(tokens, j)
    if day is not None:
        return _day(tokens, i, day[1], day[0], value, kind)
    month = month_alone(tokens, j, of_year=True, owned=year.owner)
    if month is None:
        return None
    first, last, end = month
    if value is None:
        return Found(i, end, Precision.MONTH, kind)
    until = Moment(value, last) if last is not None else None
    return Found(i, end, Precision.MONTH, kind, Moment(value, first), until, is_impossible=bool(last and last <= first))


def _day(tokens: Tokens, i: int, end: int, day: DayPart, year: int | None, kind: Kind) -> Found:
    """The day or the range of days in `year`; of no year where the kind is partial."""
    first = Moment(year, day.month, day.day)
    last = Moment(year, day.last_month, day.last_day) if day.last_month is not None else None
    possible = first.is_possible and (last is None or last.is_possible)
    if last is not None and last[1:] <= first[1:]:
        if day.last_month == day.month or year is None:
            possible = possible and day.last_month != day.month
        else:
            last = last._replace(year=year + 1)
    known = year is not None or kind is Kind.PARTIAL
    return Found(
        i,
        end,
        Precision.DAY,
        kind,
        first if known else None,
        last if known else None,
        is_deadline=tokens[end].norm in _UNTIL,
        is_impossible=not possible,
    )


def day_first(tokens: Tokens, i: int) -> Found | None:
    """12 қазанда, 12 қазан 2020 жыл, 12 қаз. 2020, қазанның 12-сі."""
    short = _short_date(tokens, i)
    if short is not None:
        return short
    read = day_and_month(tokens, i, of_year=False)
    if read is None:
        read = month_and_day(tokens, i)
        return _day(tokens, i, read[1], read[0], None, Kind.PARTIAL) if read is not None else None
    day, end = read
    if day.case == "nom":
        year = _year_behind(tokens, end)
        if year is not None:
            return _day(tokens, i, year[1], day, year[0], Kind.ABSOLUTE)
    if not day.is_marked:
        return None
    found = _day(tokens, i, end, day, None, Kind.PARTIAL)
    return _with_weekday(tokens, found)


def _with_weekday(tokens: Tokens, found: Found) -> Found:
    """The weekday before or after the day: сейсенбі, 12 қазан; 12 қазан, сейсенбі; 12 қазан сейсенбі күні."""
    before = found.start - 1 - (tokens[found.start - 1].norm == ",")
    after = found.end + (tokens[found.end].norm == ",")
    for at in (before, after):
        word = tokens[at].word
        if word is None or word.cls != "weekday":
            continue
        unit = tokens[at + 1].word
        counted = at == found.end and unit is not None and is_unit(unit, "day") and not unit.plural
        return found._replace(weekday=int(word.value), end=at + 2 if counted else found.end)
    return found


def _year_behind(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """2020 жыл, 2020 ж. or 2020 alone after a day and its month; the index behind it."""
    j = i + (tokens[i].norm == ",")
    number = tokens[j]
    if not number.is_number or len(number.norm) != 4 or not is_year(int(number.norm)) or not stands_alone(tokens, j):
        return None
    found = year_sign(tokens, j + 1)
    if found is not None and found[0] == "sg":
        return int(number.norm), found[2]
    after = tokens[j + 1]
    bare = int(number.norm) >= _FIRST_BARE_YEAR and not after.is_word and after.norm not in (*DASHES, "%")
    return (int(number.norm), j + 1) if bare and not after.is_number else None


def _short_date(tokens: Tokens, i: int) -> Found | None:
    """12 қаз. 2020"""
    day = day_number(tokens, i) if tokens[i].is_number else None
    month = short_month(tokens[i + 1].word)
    if day is None or day[4] != i + 1 or month is None:
        return None
    j = i + 2 + (tokens[i + 2].norm == ".")
    year = _year_behind(tokens, j) if tokens[j].norm != "," else None
    if year is None:
        return None
    moment = Moment(year[0], month, day[0])
    return Found(i, year[1], Precision.DAY, Kind.ABSOLUTE, moment, is_impossible=not moment.is_possible)


def month_first(tokens: Tokens, i: int) -> Found | None:
    """қыркүйекте, қазан айында, наурыз–мамыр айларында."""
    read = month_alone(tokens, i, of_year=False)
    if read is None:
        return None
    first, last, end = read
    moment = Moment(None, first)
    until = Moment(None, last) if last is not None else None
    return Found(i, end, precision_of(moment), Kind.PARTIAL, moment, until, is_deadline=tokens[end].norm in _UNTIL)


def century(tokens: Tokens, i: int) -> Found | None:
    """XX ғасыр; with a decade after it, that decade: ХХ ғасырдың 90-жылдары."""
    number = _century_number(tokens, i)
    if number is not None and tokens[number[1]].norm in DASHES:  # VIII–X ғасырлар
        number = _century_number(tokens, number[1] + 1)
    if number is None:
        return None
    value, j = number
    word = tokens[j].word
    if word is None or not is_unit(word, "century"):
        return None
    found = Found(i, j + 1, Precision.CENTURY, Kind.ABSOLUTE)
    decade = year_part(tokens, j + 1) if word.case == "gen" else None
    if decade is None or decade[0].form != "decade":
        return found
    digits = tokens[j + 1].norm
    if not digits.isdecimal() or len(digits) != 2:
        return found
    first = (value - 1) * 100 + int(digits)
    return Found(i, decade[1], Precision.DECADE, Kind.ABSOLUTE, Moment(first), Moment(first + 9))


def _century_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    token = tokens[i]
    if token.is_word and _ROMAN.fullmatch(token.norm):
        values = {"i": 1, "v": 5, "x": 10}
        numbers = [values[letter] for letter in token.norm]
        following = [*numbers[1:], 0]
        value = sum(-n if n < after else n for n, after in zip(numbers, following, strict=True))
        return value, i + 1
    read = day_number(tokens, i)
    if read is None:
        return None
    j = read[4] + (tokens[read[4]].norm in DASHES)
    ordinal = read[1] == "ordinal" or j > read[4]
    return (read[0], j) if ordinal and read[0] <= 21 else None
