"""Arithmetic of the calendar: ISO forms, the year of a date that says none, weeks."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2100
# A date of another year than the present one says so, unless that year is not far: 28 желтоқсан, read in January.
_NEAR_DAYS: Final = 45
_HALF_YEAR: Final = 183
_MONTHS_AHEAD, _MONTHS_BACK = 4, 7
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """A year, a month of a year, or a day; year is None where it is not said."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has it (29 February without a year counts)."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if not 1 <= self.day <= _DAYS[self.month - 1]:
            return False
        return (self.month, self.day) != (2, 29) or self.year is None or _is_leap(self.year)

    @property
    def iso(self) -> str | None:
        """ISO 8601 as exact as the moment is, None without a year.

        >>> Moment(2020, 10).iso
        '2020-10'
        """
        if self.year is None:
            return None
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_moment(day: datetime.date) -> Moment:
    """The day as a moment."""
    return Moment(day.year, day.month, day.day)


def day_with_year(moment: Moment, published: datetime.date, weekday: int | None, *, is_deadline: bool) -> Moment | None:
    """A day without a year, with the one that is meant in a text of `published`; None where in doubt.

    It is the year of publication for what is at most half a year away from it, the neighbouring one for what is some
    weeks behind the turn of the year. weekday (1..7), where one stands beside the day, must fit. is_deadline: the text
    says "until then", so it does not mean a time before publication by some weeks.
    """
    if weekday is not None:
        fitting = [year for year in _years(published) if _weekday(moment._replace(year=year)) == weekday]
        return moment._replace(year=fitting[0]) if len(fitting) == 1 else None
    distances = {year: _distance(moment._replace(year=year), published) for year in _years(published)}
    near = {year: days for year, days in distances.items() if days is not None}
    here = near.get(published.year)
    if here is None:
        return None
    if abs(here) <= _HALF_YEAR:
        return moment._replace(year=published.year)
    year, days = min(near.items(), key=lambda item: abs(item[1]))
    if abs(days) > _NEAR_DAYS or (is_deadline and days < 0):
        return None
    return moment._replace(year=year)


def month_with_year(month: int, published: datetime.date, past: bool | None) -> Moment | None:
    """A month without a year, with the one that is meant; past: whether the text tells what was, None if unknown.

    It is of the year of publication up to four months ahead and seven back, of a neighbouring year if it is the month
    before or after; otherwise the tense decides.
    """
    steps = month - published.month
    if -_MONTHS_BACK <= steps <= _MONTHS_AHEAD:
        return Moment(published.year, month)
    if abs(steps) == 11:
        return Moment(published.year + (-1 if steps > 0 else 1), month)
    if past is None:
        return None
    return last_month(month, published) if past else next_month(month, published)


def last_month(month: int, published: datetime.date) -> Moment | None:
    """The last such month before that of publication; None where it is that one."""
    if month == published.month:
        return None
    return Moment(published.year - (month > published.month), month)


def next_month(month: int, published: datetime.date) -> Moment | None:
    """The next such month after that of publication; None where it is that one."""
    if month == published.month:
        return None
    return Moment(published.year + (month < published.month), month)


def _years(published: datetime.date) -> tuple[int, int, int]:
    return published.year - 1, published.year, published.year + 1


def _weekday(moment: Moment) -> int | None:
    day = _date(moment)
    return day.isoweekday() if day is not None else None


def _date(moment: Moment) -> datetime.date | None:
    if not moment.is_possible or moment.year is None or moment.month is None or moment.day is None:
        return None
    return datetime.date(moment.year, moment.month, moment.day)


def _distance(moment: Moment, published: datetime.date) -> int | None:
    day = _date(moment)
    return (day - published).days if day is not None else None


def add_months(day: datetime.date, months: int) -> Moment:
    """The month that is `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return Moment(index // 12, index % 12 + 1)


def week(day: datetime.date, weeks: int) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of the week that is `weeks` after that of `day`."""
    monday = day - datetime.timedelta(days=day.weekday() - 7 * weeks)
    return monday, monday + datetime.timedelta(days=6)


def weekday_of(day: datetime.date, weekday: int, weeks: int) -> datetime.date:
    """Monday (1) to Sunday (7) of that week."""
    return week(day, weeks)[0] + datetime.timedelta(days=weekday - 1)
