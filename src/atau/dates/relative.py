"""Dates that are said by their distance from the day of publication: кеше, өткен аптада, келесі дүйсенбіде."""

from __future__ import annotations

import datetime
from typing import Final

from atau.dates.calendar import Moment, add_months, day_moment, last_month, next_month, week, weekday_of
from atau.dates.days import month_alone, owned_day
from atau.dates.found import Found
from atau.dates.records import Kind, Precision
from atau.dates.tense import Tense, tense_behind
from atau.dates.tokens import DASHES, Tokens
from atau.dates.words import Word, is_unit
from atau.morphology.numerals import read
from atau.morphology.numerals_words import NumWord

_MOST_DAYS: Final = 10
_PAIRS: Final = frozenset(("мен", "бен", "пен", "және", "немесе", ","))
_ABLATIVE: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_PRECISIONS: Final = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}
_NEXT: Final = frozenset(("осы", "келесі"))


def relative_date(tokens: Tokens, i: int, published: datetime.date | None) -> Found | None:
    """The relative date that begins at `i`; without a day of publication it has no moments."""
    word = tokens[i].word
    if word is not None and word.cls == "day_word":
        return _day_word(tokens, i, word, published)
    if word is not None and word.cls == "modifier":
        unit = tokens[i + 1].word
        if unit is not None and unit.cls == "weekday":
            return _weekday_from(tokens, i, word, unit, published)
        if unit is not None and unit.cls == "unit" and not unit.plural:
            return _unit_from(tokens, i, word, unit, published)
        return _month_from(tokens, i, word, published)
    if word is not None and word.cls == "weekday":
        return _weekday(tokens, i, word, published)
    return _units_ago(tokens, i, published)


def _day_word(tokens: Tokens, i: int, word: Word, published: datetime.date | None) -> Found | None:
    """кеше, бүгіннен; бүгінде means "nowadays", бүгін-ертең "soon"."""
    pair = tokens[i + 1].norm in DASHES and tokens[i + 1].glued and tokens[i + 2].glued
    if word.plural or word.possessive or word.attributive or word.case not in ("nom", "abl", "dat") or pair:
        return None
    if tokens[i].glued and tokens[i - 1].norm in DASHES:
        return None
    return _found(i, i + 1, Precision.DAY, _shifted(published, int(word.value)))


def _shifted(published: datetime.date | None, days: int) -> Moment | None:
    return day_moment(published + datetime.timedelta(days=days)) if published is not None else None


def _found(start: int, end: int, precision: Precision, first: Moment | None, last: Moment | None = None) -> Found:
    impossible = first is not None and not first.is_possible
    return Found(start, end, precision, Kind.RELATIVE, first, last, is_impossible=impossible)


def _unit_from(tokens: Tokens, i: int, modifier: Word, unit: Word, published: datetime.date | None) -> Found | None:
    """өткен аптада, осы айдың 5-інде, осы аптаның жұмасында, бұрнағы күні."""
    steps = int(modifier.value) if modifier.value != "?" else None
    end = i + 2
    if unit.value == "day":  # осы күні: nowadays; келесі күні: the day after what was told
        if steps not in (None, -2):
            return None
        return _found(i, end, Precision.DAY, _shifted(published, steps) if steps is not None else None)
    known = published if steps is not None else None
    found = None
    if unit.value == "month":
        found = _month(tokens, i, unit, known, steps or 0)
    elif unit.value == "week":
        found = _week(tokens, i, unit, known, steps or 0)
    is_month = unit.value == "month"
    return found._replace(counts_from_context=is_month and tokens[i].norm in _NEXT) if found is not None else None


def _month(tokens: Tokens, i: int, unit: Word, published: datetime.date | None, steps: int) -> Found:
    month = add_months(published, steps) if published is not None else None
    day = owned_day(tokens, i + 2) if unit.case == "gen" else None
    if day is None:
        return _found(i, i + 2, Precision.MONTH, month)
    return _found(i, day[2], Precision.DAY, month._replace(day=day[0]) if month is not None else None)


def _month_from(tokens: Tokens, i: int, modifier: Word, published: datetime.date | None) -> Found | None:
    """өткен қыркүйекте, алдағы ақпанда; of келесі, it is not sure which one is meant."""
    read = month_alone(tokens, i + 1, of_year=False)
    if read is None or read[1] is not None:
        return None
    month = None
    if published is not None and modifier.value == "-1":
        month = last_month(read[0], published)
    elif published is not None and tokens[i].norm == "алдағы":
        month = next_month(read[0], published)
    return _found(i, read[2], Precision.MONTH, month)


def _week(tokens: Tokens, i: int, unit: Word, published: datetime.date | None, steps: int) -> Found:
    weekday = tokens[i + 2].word
    if unit.case == "gen" and weekday is not None and weekday.cls == "weekday":
        day = weekday_of(published, int(weekday.value), steps) if published is not None else None
        end = _behind_day(tokens, i + 3)
        return _found(i, end, Precision.DAY, day_moment(day) if day is not None else None)
    if published is None:
        return _found(i, i + 2, Precision.WEEK, None)
    first, last = week(published, steps)
    return _found(i, i + 2, Precision.WEEK, day_moment(first), day_moment(last))


def _behind_day(tokens: Tokens, i: int) -> int:
    word = tokens[i].word
    return i + 1 if word is not None and is_unit(word, "day") and not word.plural else i


def _weekday_from(
    tokens: Tokens, i: int, modifier: Word, weekday: Word, published: datetime.date | None
) -> Found | None:
    """өткен жұмада, келесі дүйсенбіде: not of the present week, where it may be this or another one."""
    end = _behind_day(tokens, i + 2)
    if weekday.plural or (weekday.is_bare and end == i + 2):
        return None
    day = _day_of_week(tokens[i].norm, modifier, int(weekday.value), published) if published is not None else None
    return _found(i, end, Precision.DAY, day_moment(day) if day is not None else None)


def _day_of_week(norm: str, modifier: Word, weekday: int, published: datetime.date) -> datetime.date | None:
    """The weekday that is meant; None where it may be of this week or of another one."""
    here = weekday_of(published, weekday, 0)
    if norm == "алдағы":
        return here if here > published else weekday_of(published, weekday, 1)
    if norm == "осы":
        return here
    if modifier.value not in ("-1", "1") or here == published:
        return None
    steps = int(modifier.value)
    passed = here < published
    return None if passed == (steps < 0) else weekday_of(published, weekday, steps)


def _weekday(tokens: Tokens, i: int, weekday: Word, published: datetime.date | None) -> Found | None:
    """дүйсенбіде, сейсенбі күні: the last or the next one, as the verb after it tells."""
    end = _behind_day(tokens, i + 1)
    if weekday.plural or weekday.possessive or (weekday.case != "loc" and end == i + 1) or weekday.attributive:
        return None
    if tokens[i - 1].norm in (*_PAIRS, *DASHES) and (other := tokens[i - 2].word) and other.cls == "weekday":
        return None
    if tokens[i].capital and tokens[i - 1].is_word:
        return None
    tense = tense_behind(tokens, end)
    day = None
    if published is not None and tense is not None:
        here = weekday_of(published, int(weekday.value), 0)
        later = here > published
        if here != published:
            steps = {(Tense.PAST, True): -1, (Tense.FUTURE, False): 1}.get((tense, later), 0)
            day = weekday_of(published, int(weekday.value), steps)
    return _found(i, end, Precision.DAY, day_moment(day) if day is not None else None)


def _units_ago(tokens: Tokens, i: int, published: datetime.date | None) -> Found | None:
    """үш күн бұрын, 2 күннен кейін; weeks, months and years are too rough to be resolved."""
    number = _count(tokens, i)
    if number is None:
        return None
    count, j = number
    unit, ago = tokens[j].word, tokens[j + 1].word
    if unit is None or unit.cls != "unit" or unit.plural or ago is None or ago.cls != "ago" or count < 1:
        return None
    past = ago.value == "-1"
    if unit.case != ("nom" if past else "abl") or unit.possessive or unit.value not in _PRECISIONS:
        return None
    sure = unit.value == "day" and count <= _MOST_DAYS and not tokens[i - 1].norm.endswith(_ABLATIVE)
    sure = sure and (past or tense_behind(tokens, j + 2) is Tense.FUTURE)
    moment = _shifted(published, -count if past else count) if sure else None
    return _found(i, j + 2, _PRECISIONS[unit.value], moment)


def _count(tokens: Tokens, i: int) -> tuple[int, int] | None:
    token = tokens[i]
    if token.is_number:
        whole = len(token.norm) <= 3 and not token.glued and tokens[i + 1].is_word and not tokens[i + 1].glued
        return (int(token.norm), i + 1) if whole and not tokens[i - 1].is_number else None
    words: list[NumWord | None] = tokens.numerals(i)
    found = read(words) if words else None
    if found is None or found[0].kind != "cardinal" or found[0].case != "nom" or found[0].high is not None:
        return None
    value = found[0].value
    return (value, i + found[1]) if isinstance(value, int) else None
