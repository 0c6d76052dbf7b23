"""A date expression while it is being read: places of tokens, moments before they are resolved."""

from __future__ import annotations

from typing import NamedTuple

from atau.dates.calendar import Moment
from atau.dates.records import Kind, Precision


class Found(NamedTuple):
    """Tokens `start:end`. first, last: the moments, without a year where none is said; None where in doubt.

    weekday: 1..7 where one stands beside the day. is_deadline: what follows says "until". counts_from_context: the
    distance may be from another time that the text speaks of. is_impossible: the calendar has no such day.
    """

    start: int
    end: int
    precision: Precision
    kind: Kind
    first: Moment | None = None
    last: Moment | None = None
    weekday: int | None = None
    is_deadline: bool = False
    counts_from_context: bool = False
    is_impossible: bool = False


def precision_of(moment: Moment) -> Precision:
    """How exact the moment is."""
    if moment.day is not None:
        return Precision.DAY
    return Precision.YEAR if moment.month is None else Precision.MONTH
