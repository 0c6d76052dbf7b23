"""The dates of a document, and which of them a fact has."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from typing import TYPE_CHECKING

from atau.facts.view import FactDoc

if TYPE_CHECKING:
    from atau.dates import DateExpression


class Times:
    """The date expressions of a document; they are looked for when the first fact asks.

    published: the day of publication, against which `кеше` and a day without a year are read; None where it is unknown.
    """

    def __init__(self, view: FactDoc, published: datetime.date | None = None) -> None:
        self._view = view
        self._published = published
        self._found: list[DateExpression] | None = None

    def near(self, start: int, end: int) -> str | None:
        """The date of the sentence of tokens start..end: the last before them, else the only one between or after."""
        doc = self._view.doc
        first, last = self._view.sentence_bounds(start)
        left, right = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        here = [date for date in self._within(left, right) if date.iso is not None]
        if not here:
            return None
        before = [date for date in here if date.end <= doc[start].idx]
        if before:
            return before[-1].iso
        return here[0].iso if len(here) == 1 else None

    def _within(self, left: int, right: int) -> list[DateExpression]:
        found = self._all()
        i = bisect_left(found, left, key=lambda date: date.start)
        within = []
        while i < len(found) and found[i].end <= right:
            within.append(found[i])
            i += 1
        return within

    def _all(self) -> list[DateExpression]:
        if self._found is None:
            from atau.dates import find_dates

            self._found = sorted(find_dates(self._view.text, self._published), key=lambda date: date.start)
        return self._found
