"""Offices of the one whom a sentence is about without a name: `Ол – дәрігер.`, `1987–1999 жылдары – директор.`"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from typing import Final

from atau.facts.doubt import is_quoted_speech
from atau.facts.holdings.pairs import Pair
from atau.facts.records import Status
from atau.facts.tables import words_of
from atau.facts.view import BREAK, DASHES, LINE, FactDoc, Named

_BACK: Final = 8
_LONGEST: Final = 200  # tokens of a segment on each side of the office


class Subjects:
    """Whom a sentence without a name is about. told: clusters of those whose birth or death the text tells."""

    def __init__(self, view: FactDoc, told: Container[str] = ()) -> None:
        self._view = view
        clusters = {named.cluster: named for named in reversed(view.flat) if named.label == "PERSON"}
        heroes = [named for cluster, named in clusters.items() if cluster in told]
        self._hero = heroes[0] if len(heroes) == 1 else None

    def is_life_story(self, token: int) -> bool:
        """Whether the text before `token` tells the life of one person."""
        return self._hero is not None and self._hero.end <= token

    def before(self, token: int) -> Named | None:
        """The person of the nearest sentence before `token` that names one only; a life story is about its hero."""
        view = self._view
        if self._hero is not None and self.is_life_story(token):
            return self._hero
        first = view.sentence_bounds(token)[0]
        for _ in range(_BACK):
            if first <= 0:
                return None
            previous, _ = view.sentence_bounds(view.before(first))
            if BREAK in view.norms[view.before(first) : first] and not self._one_person(first):
                return None
            people = [named for named in view.in_sentence(previous, first) if named.label == "PERSON"]
            if people:
                subjects = [person for person in people if view.case(person) == "nom"]
                same = {person.cluster for person in people}
                return subjects[-1] if len(same) == 1 and subjects else None
            first = previous
        return None

    def _one_person(self, token: int) -> bool:
        """Whether the text before `token` names one person only: another paragraph may be about anybody else."""
        first, second = self._first_two
        return first < token <= second

    @cached_property
    def _first_two(self) -> tuple[int, int]:
        """Where the first person is named, and where another one is; the end of the text for none."""
        people = [named for named in self._view.flat if named.label == "PERSON"]
        end = len(self._view.norms)
        others = (named.start for named in people if named.cluster != people[0].cluster)
        return (people[0].start if people else end), next(others, end)


def carried(view: FactDoc, taken: Container[int], subjects: Subjects) -> Iterator[Pair]:
    """Pairs for the offices not in `taken` (indices) that make a statement without a verb."""
    joined: Pair | None = None
    for office in view.flat:
        previous, joined = joined, None
        if office.label != "POSITION" or office.index in taken or view.case(office) != "nom":
            continue
        if is_quoted_speech(view, office.start):
            continue
        segment = _segment(view, office)
        if segment is None:
            continue
        start, end = segment
        if any(view.flat[view.owner[t]].label == "PERSON" for t in range(start, end) if view.owner[t] >= 0):
            continue
        if not _ends(view, office, end):
            continue
        if previous is not None and previous.office.end > start and _joins(view, previous.office, office):
            joined = Pair(previous.person, office, previous.source, previous.status)
            yield joined
            continue
        status = _stated(view, office, start)
        if status is None or (view.opens_line(office.start) and not subjects.is_life_story(start)):
            continue  # an office on a line of its own may be anybody's signature
        person = subjects.before(start)
        if person is not None:
            joined = Pair(person, office, "facts.carried", status)
            yield joined


def _segment(view: FactDoc, office: Named) -> tuple[int, int] | None:
    """The sentence, or the part of it between semicolons and line ends, in which an office stands.

    None where it is longer than a statement without a verb is.
    """
    start, end = view.sentence_bounds(office.start)
    for token in range(office.start - 1, max(start, office.start - _LONGEST) - 1, -1):
        if view.norms[token] in (";", BREAK, LINE, ":") and view.owner[token] < 0:
            start = token + 1
            break
    for token in range(office.end, min(end, office.end + _LONGEST)):
        if view.norms[token] in (";", BREAK) and view.owner[token] < 0:
            end = token
            break
    return (start, end) if start >= office.start - _LONGEST and end <= office.end + _LONGEST else None


def _ends(view: FactDoc, office: Named, end: int) -> bool:
    """Whether nothing but other offices and a stop follows in the segment."""
    coordinators = words_of()["coordinator"]
    for token in range(office.end, end):
        owner, norm = view.owner[token], view.norms[token]
        if owner >= 0 and view.flat[owner].label != "POSITION":
            return False
        if owner < 0 and norm and norm not in (",", ".", LINE, "»") and norm not in coordinators:
            return False
    return True


def _joins(view: FactDoc, left: Named, right: Named) -> bool:
    gap = view.gap(left.end, right.start)
    coordinators = words_of()["coordinator"]
    return 0 < len(gap) <= 2 and all(word == "," or word in coordinators for word in gap)


def _stated(view: FactDoc, office: Named, start: int) -> Status | None:
    """The status that the words before an office give to the one of whom the segment speaks; None for no statement."""
    known = words_of()
    words = [norm for norm in view.norms[start : office.start] if norm and norm != LINE]
    if not words:
        return Status.HOLDS  # a sentence of offices alone
    if words[-1] in DASHES:
        words.pop()
        if len(words) == 1 and words[0] in known["pronoun"]:
            return Status.HOLDS
    dated = any(word.rstrip(".,") in known["year"] for word in words) and any(word[:1].isdigit() for word in words)
    if not dated or len(words) > _BACK:
        return None
    return Status.HOLDS if any(word in known["since"] for word in words) else Status.FORMER
