"""Lives in brackets with days and places: `Омар Жан (11.3.1936, Арал – 2.9.2009, Алматы)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from atau.facts.evidence import common
from atau.facts.records import LifeEvent, LifeEventKind
from atau.facts.times import Times
from atau.facts.view import BREAK, DASHES, FactDoc, Named

_LONGEST: Final = 60  # tokens of a bracket
_DATES: Final = 2
_LONGEST_LIFE: Final = 120


def closing(view: FactDoc, named: Named) -> int:
    """The token that closes the bracket behind a name; -1 for no bracket."""
    first = view.after(named.end)
    if view.norm(first) != "(":
        return -1
    for token in range(first, min(len(view.norms), first + _LONGEST)):
        if view.norms[token] == BREAK:
            return -1
        if view.norms[token] == ")":
            return token
    return -1


def in_brackets(view: FactDoc, times: Times) -> Iterator[tuple[LifeEvent, str]]:
    """The birth and the death of whom two days in a bracket with a dash between them are; and their clusters."""
    for person in view.flat:
        if person.label != "PERSON":
            continue
        last = closing(view, person)
        if last < 0:
            continue
        first = view.after(person.end) + 1
        # Finding the dates of a text takes as long as all other facts together, so it must be worth it.
        numbers = sum(view.words[token].digit for token in range(first, last))
        dates = times.within(first, last) if numbers >= _DATES else []
        if len(dates) != _DATES or any(date.iso is None or len(date.iso) < len("1936-03") for date in dates):
            continue
        born, died = dates
        dash = _dash(view, first, last, died.start)
        length = int((died.iso or "")[:4]) - int((born.iso or "")[:4])
        if dash < 0 or not 0 < length < _LONGEST_LIFE:
            continue
        for event, date, start, end in (
            (LifeEventKind.BORN, born, first, dash), (LifeEventKind.DIED, died, dash, last)
        ):  # fmt: skip
            places = [named for named in view.in_sentence(start, end) if named.label == "LOC"]
            source = "facts.born" if event is LifeEventKind.BORN else "facts.died"
            base = common(view, person.start, last + 1, source, date.iso)
            place = places[-1].record() if places else None
            yield LifeEvent(**base, event=event, person=person.record(), place=place), person.cluster


def _dash(view: FactDoc, first: int, last: int, before: int) -> int:
    """The last dash of tokens first..last that stands before a character."""
    found = (t for t in range(last - 1, first, -1) if view.norms[t] in DASHES and view.doc[t].idx < before)
    return next(found, -1)
