"""The date of publication that an article itself bears."""

from __future__ import annotations

import re
from typing import Final

from atau.dates.finder import find_dates
from atau.dates.records import DateExpression, Kind, Precision
from atau.dates.tokens import Tokens
from atau.dates.words import labels

# Lines at the head of a text, empty ones left out, among which the date is looked for.
_HEAD: Final = 8
# No line of so many characters is looked at: it is a paragraph.
_LONGEST: Final = 200
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_FIELDS: Final = re.compile(r"[|•·/]")
# What shows that the line is of a document, with its number.
_NUMBERED: Final = "№"


def published_date(text: str) -> str | None:
    """The day on which a Kazakh article was published, as its text says it; None where it is not certain.

    Certain is a date that the text calls so (`Жарияланды: 12.10.2020`), or one that is a line, or a field of a line,
    among the first lines. Two of them that differ are none.

    >>> published_date("Көпір ашылды\\n12 қазан 2020, 14:05 | Қаралды: 318\\n\\nБүгін Оралда көпір ашылды.")
    '2020-10-12'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    labelled = [line for line in lines if any(label in line.lower() for label in labels())]
    named = {date for line in labelled if (date := _date_of(line, named=True)) is not None}
    if named:
        return named.pop() if len(named) == 1 else None
    shown = {date for line in lines[:_HEAD] if (date := _date_of(line, named=False)) is not None}
    return shown.pop() if len(shown) == 1 else None


def _date_of(line: str, *, named: bool) -> str | None:
    """The date of publication in a line: one that a word calls so, or one that stands there alone."""
    if len(line) > _LONGEST or _NUMBERED in line or not any(char.isdigit() for char in line):
        return None
    words = [(token.start, token.word) for token in Tokens(line).items]
    labels = [(at, word.value) for at, word in words if word is not None and word.cls == "label"]
    if any(value == "-" for _, value in labels) or (named and not labels):
        return None
    dates = [date for date in find_dates(line) if _is_day(date)]
    if len(dates) != 1:
        return None
    date = dates[0]
    if named:
        return date.iso if any(at < date.start for at, _ in labels) else None
    counted = any(at >= date.end and word is not None and word.cls == "counter" for at, word in words)
    return date.iso if counted or _is_alone(line, date) else None


def _is_day(date: DateExpression) -> bool:
    return (
        date.kind is Kind.ABSOLUTE and date.precision is Precision.DAY and date.iso is not None and date.until is None
    )


def _is_alone(line: str, date: DateExpression) -> bool:
    """Nothing but a clock and a weekday stands beside the date in its field."""
    last = Tokens(date.text).items[-1].word
    if last is not None and (last.attributive or last.case != "nom"):
        return False  # 2018 жылғы 3 сәуірдегі: the sentence goes on
    before, after = line[: date.start], line[date.end :]
    rest = _FIELDS.split(before)[-1] + " " + _FIELDS.split(after)[0]
    for token in Tokens(_CLOCK.sub(" ", rest)).items:
        weekday = token.word is not None and token.word.cls == "weekday"
        if token.is_number or (token.is_word and not weekday):
            return False
    return True
