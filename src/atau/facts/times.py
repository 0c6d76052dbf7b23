"""The dates of a document, and which of them a fact has."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from atau.facts.tables import words_of
from atau.facts.view import FactDoc

if TYPE_CHECKING:
    from atau.dates import DateExpression

_AHEAD: Final = 12
#: A converb or a finite verb that ends a clause: дүниеге келіп, … ; туды, …
_CLAUSE: Final = re.compile(r"\w{2}(?:[ыіауй]п|[дт][ыі]),")


class Times:
    """The date expressions of a document; they are looked for when the first fact asks.

    published: the day of publication, against which `кеше` and a day without a year are read; None where it is unknown.
    """

    def __init__(self, view: FactDoc, published: datetime.date | None = None) -> None:
        self._view = view
        self._published = published
        self._found: list[DateExpression] | None = None

    def near(self, start: int, end: int) -> str | None:
        """The date of the sentence of tokens start..end: the last before them, else the only one between or after.

        The end of a stretch of time (`2021 жылға дейін`) is none. None where the date is of another clause than the
        tokens, and where it comes after the day of publication: facts have happened.
        """
        doc = self._view.doc
        first, last = self._view.sentence_bounds(start)
        left, right = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        here = [date for date in self._within(left, right) if date.iso is not None and not self._is_end(date)]
        before = [date for date in here if date.end <= doc[start].idx]
        if before:
            date = before[-1]
            if _CLAUSE.search(self._view.text, date.end, doc[start].idx):
                return None
        elif len(here) == 1:
            date = here[0]
        else:
            return None
        return None if date.iso is None or self._is_to_come(date.iso) else date.iso

    def within(self, start: int, end: int) -> list[DateExpression]:
        """The dates that tokens start..end (end excluded) have, in their order."""
        doc = self._view.doc
        return self._within(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else []

    def _is_end(self, date: DateExpression) -> bool:
        behind = self._view.text[date.end : date.end + _AHEAD].split()[:1]
        return bool(behind) and behind[0] in words_of()["until"]

    def _is_to_come(self, iso: str) -> bool:
        return self._published is not None and iso > self._published.isoformat()[: len(iso)]

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
