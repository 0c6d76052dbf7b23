"""What a date expression is, once found."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Precision(str, enum.Enum):
    """How exact a date is. Weeks, decades and school years are given by their first and last day or year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Kind(str, enum.Enum):
    """What a date needs to be resolved.

    absolute: nothing, the text says the year. partial: the year (12 қазан). relative: the day of publication (кеше).
    """

    ABSOLUTE = "absolute"
    PARTIAL = "partial"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """Characters `start:end`, read `text`.

    iso: ISO 8601, as exact as it is said (``2020``, ``2020-10``, ``2020-10-12``); of a stretch of time its first day,
    month or year. until: the last one of a stretch of time, else None. Both are None where it is in doubt which date
    is meant, and for centuries.
    """

    start: int
    end: int
    text: str
    iso: str | None
    precision: Precision
    kind: Kind
    until: str | None = None
