"""Finds date expressions in a text and resolves them against the day of publication."""

from __future__ import annotations

import datetime
import re
from typing import Final

from atau.dates.calendar import FIRST_YEAR, LAST_YEAR, Moment, day_with_year, month_with_year
from atau.dates.calendar_dates import century, day_first, month_first, year_first
from atau.dates.found import Found
from atau.dates.numeric import month_in_digits, numeric_date
from atau.dates.records import DateExpression, Kind, Precision
from atau.dates.relative import relative_date
from atau.dates.tense import Tense, tense_behind
from atau.dates.tokens import Tokens

_SENTENCE_END: Final = re.compile(r"[.!?…]\s|\n")
# How far back another year may be the one from which `келесі жылы` counts, in characters.
_CONTEXT: Final = 200
_RECURRING_WORDS: Final = 3


def find_dates(text: str, published: datetime.date | None = None) -> list[DateExpression]:
    """The date expressions of a Kazakh text, in order, not overlapping.

    published: the day on which the text came out. Without it, a date that says no year, or only its distance from
    that day, is found but has no ISO form. Days that no calendar has (31 ақпан) are not found. Raises ValueError for
    a day of publication outside of the years 1000 to 2100.

    >>> [(found.text, found.iso) for found in find_dates("Кеше келді.", datetime.date(2020, 10, 12))]
    [('Кеше', '2020-10-11')]
    """
    if published is not None and not FIRST_YEAR <= published.year <= LAST_YEAR:
        raise ValueError(f"published is {published.isoformat()}: give a day in the years {FIRST_YEAR} to {LAST_YEAR}")
    if isinstance(published, datetime.datetime):
        published = published.date()
    tokens = Tokens(text)
    result: list[DateExpression] = []
    i = 0
    while i < len(tokens):
        found = _at(tokens, i, published)
        if found is None:
            i += 1
            continue
        i = found.end
        if not found.is_impossible:
            start, end = tokens[found.start].start, tokens[found.end - 1].end
            first, last = _resolved(found, tokens, published, result, text)
            iso = first.iso if first is not None else None
            until = last.iso if last is not None and iso is not None else None
            result.append(
                DateExpression(
                    start=start,
                    end=end,
                    text=text[start:end],
                    iso=iso,
                    until=until,
                    precision=found.precision,
                    kind=found.kind,
                )
            )
    return result


def _at(tokens: Tokens, i: int, published: datetime.date | None) -> Found | None:
    """The date expression that begins at token `i`."""
    return (
        numeric_date(tokens, i)
        or month_in_digits(tokens, i)
        or year_first(tokens, i, published.year if published is not None else None)
        or century(tokens, i)
        or day_first(tokens, i)
        or month_first(tokens, i)
        or relative_date(tokens, i, published)
    )


def _resolved(
    found: Found, tokens: Tokens, published: datetime.date | None, before: list[DateExpression], text: str
) -> tuple[Moment | None, Moment | None]:
    """The first and last moment with their years, None where they are in doubt."""
    if found.first is None:
        return None, None
    start = tokens[found.start].start
    if found.kind is Kind.ABSOLUTE:
        return found.first, found.last
    if published is None or _recurs(tokens, found):
        return None, None
    year = _year_before(before, start)
    if found.kind is Kind.RELATIVE:
        if not found.counts_from_context or year is None or year[0] == published.year:
            return found.first, found.last
        of_story = year[2] and found.precision is Precision.YEAR
        of_story = of_story or not _is_new_sentence(text, year[1], start)
        return (None, None) if of_story else (found.first, found.last)
    first = _with_year(found, tokens, published)
    if first is None or first.year is None:
        return None, None
    if year is not None and year[0] != first.year and not _is_new_sentence(text, year[1], start):
        return None, None
    if found.last is None:
        return first, None
    last = found.last._replace(year=first.year + (found.last[1:] < first[1:]))
    return first, last


def _recurs(tokens: Tokens, found: Found) -> bool:
    """жыл сайын 1 маусымда"""
    around = [*range(found.start - _RECURRING_WORDS, found.start), found.end]
    words = [tokens[k].word for k in around]
    return any(word is not None and word.cls == "recurring" for word in words)


def _is_new_sentence(text: str, start: int, end: int) -> bool:
    return _SENTENCE_END.search(text, start, end) is not None


def _with_year(found: Found, tokens: Tokens, published: datetime.date) -> Moment | None:
    """The first moment of a partial date with its year."""
    first = found.first
    if first is None or first.month is None:
        return None
    if first.day is not None:
        return day_with_year(first, published, found.weekday, is_deadline=found.is_deadline)
    tense = tense_behind(tokens, found.end)
    return month_with_year(first.month, published, None if tense is None else tense is Tense.PAST)


def _year_before(before: list[DateExpression], start: int) -> tuple[int, int, bool] | None:
    """The year of the last date not far before `start` that says one, where it ends, whether it says it in full."""
    for found in reversed(before):
        if start - found.end > _CONTEXT:
            return None
        absolute = found.kind is Kind.ABSOLUTE
        if found.iso is not None and (absolute or (found.kind is Kind.RELATIVE and found.precision is Precision.YEAR)):
            return int(found.iso[:4]), found.end, absolute
    return None
