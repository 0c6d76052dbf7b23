"""Births and deaths: verbs, and the years in brackets after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from atau.facts.cases import NOMINATIVE, case_by_ending
from atau.facts.doubt import is_doubtful
from atau.facts.evidence import common
from atau.facts.life_brackets import in_brackets
from atau.facts.records import LifeEvent, LifeEventKind
from atau.facts.tables import LIFE_VERBS, organisation_words, words_of
from atau.facts.times import Times
from atau.facts.view import BREAK, FactDoc, Named

_SPAN: Final = re.compile(r"(\d{4})[-–—](\d{4})")
_LONGEST_OFFICE: Final = 35  # years
_LONGEST_LIFE: Final = 120
_BRACKET: Final = 6
_BACK: Final = 3
_WATERS: Final = ("өзен", "көл", "теңіз", "тау", "жайлау")
#: What may follow the stem: past and participles with their cases; of a death the noun too (қайтыс болуына).
_TAIL: Final = re.compile(r"(?:(?:[дт][ыі]|[ғгқк][ае]н\w*|ып|іп|п)|)$")
_NOUN: Final = re.compile(r"у\w*$")
_FIRST_PERSON: Final = re.compile(r"(?:м|ңыз|ңіз|мын|мін|қ|к)$")
_PARTICIPLE: Final = ("ған", "ген", "қан", "кен")


def find_life_events(view: FactDoc, times: Times) -> tuple[list[LifeEvent], set[str], set[str]]:
    """The births and deaths of a document, one of each kind for a person; the clusters of the dead, and of all."""
    found: dict[tuple[str, LifeEventKind], LifeEvent] = {}
    for fact, cluster in (*_years(view), *in_brackets(view, times), *_verbs(view, times)):
        key = (cluster, fact.event)
        known = found.get(key)
        if known is None:
            found[key] = fact
        elif fact.date is None and known.date is not None and fact.place is not None and known.place is None:
            found[key] = replace(fact, date=known.date)  # Омар Жан (1845–1904) … Арай ауылында туған
        elif _told(fact) > _told(known):
            found[key] = fact
    dead = {cluster for cluster, event in found if event is LifeEventKind.DIED}
    told = {cluster for cluster, _ in found}
    return sorted(found.values(), key=lambda fact: (fact.start, fact.event.value)), dead, told


def _told(fact: LifeEvent) -> int:
    return (fact.place is not None) + (fact.date is not None)


def _source(event: LifeEventKind) -> str:
    return "facts.born" if event is LifeEventKind.BORN else "facts.died"


def _years(view: FactDoc) -> Iterator[tuple[LifeEvent, str]]:
    """`Омар Жан (1845–1904)`."""
    for person in view.flat:
        if person.label != "PERSON":
            continue
        first = view.after(person.end)
        if view.norm(first) != "(":
            continue
        last = first
        while last < min(len(view.norms), first + _BRACKET) and view.norms[last] != ")":
            last += 1
        if view.norm(last) != ")":
            continue
        inside = [norm for norm in view.norms[first + 1 : last] if norm.rstrip(".") not in ("", *words_of()["year"])]
        years = _SPAN.fullmatch("".join(inside))
        if years is None or not _are_a_life(view, person, int(years[2]) - int(years[1])):
            continue
        for event, year in ((LifeEventKind.BORN, years[1]), (LifeEventKind.DIED, years[2])):
            place = common(view, person.start, last + 1, _source(event), year)
            yield LifeEvent(**place, event=event, person=person.record()), person.cluster


def _are_a_life(view: FactDoc, person: Named, length: int) -> bool:
    """Whether so many years behind a name are those of a life, not those in an office: `Асан Серіков (2001–2013)`.

    Of somebody who died young, the sentence has to say so.
    """
    if not _LONGEST_OFFICE < length < _LONGEST_LIFE:
        start, end = view.sentence_bounds(person.start)
        return 0 < length < _LONGEST_LIFE and any(_event_at(view, token) for token in range(start, end))
    return True


def _verbs(view: FactDoc, times: Times) -> Iterator[tuple[LifeEvent, str]]:
    born: list[Named] = []
    letters = _by_letter()
    for token, norm in enumerate(view.norms):
        event = _event_at(view, token) if norm[:1] in letters else None
        if event is None:
            continue
        start, end = view.sentence_bounds(token)
        if is_doubtful(view, token, end):
            continue
        person = _person(view, token, start, end, event)
        if person is None and not _names_anybody(view, start, end):
            person = _hero(view, born, start)
        if person is None:
            continue
        if event is LifeEventKind.BORN:
            born.append(person)
        place = _place(view, token, max(start, person.end if person.end <= token else start))
        first = min(person.start, token, place.start if place else token)
        base = common(view, first, max(person.end, token + 1), _source(event), times.near(token, token + 1))
        record = place.record() if place else None
        yield LifeEvent(**base, event=event, person=person.record(), place=record), person.cluster


def _names_anybody(view: FactDoc, start: int, end: int) -> bool:
    return any(named.label == "PERSON" for named in view.in_sentence(start, end))


def _event_at(view: FactDoc, token: int) -> LifeEventKind | None:
    norm = view.norms[token]
    if len(norm) < 2 or view.owner[token] >= 0:
        return None
    for first, stem, event in _by_letter().get(norm[0], ()):
        if not norm.startswith(stem):
            continue
        if first and view.norm(view.before(token)) != first:
            continue
        tail = norm[len(stem) :]
        died = event is LifeEventKind.DIED
        if (died and _NOUN.match(tail)) or (_TAIL.match(tail) and not _FIRST_PERSON.search(tail)):
            return event
    return None


def _stands_alone(norm: str) -> bool:
    """Whether a verb says what happened by itself, as `туған` does and `келген` of `дүниеге келген` does not."""
    return any(not first and norm.startswith(stem) for first, stem, _ in _by_letter()[norm[0]])


@lru_cache(maxsize=1)
def _by_letter() -> dict[str, list[tuple[str, str, LifeEventKind]]]:
    found: dict[str, list[tuple[str, str, LifeEventKind]]] = {}
    for first, stem, event in LIFE_VERBS.read():
        found.setdefault(stem[0], []).append((first, stem, LifeEventKind(event)))
    return found


def _person(view: FactDoc, token: int, start: int, end: int, event: LifeEventKind) -> Named | None:
    """Who was born or died: the name behind the participle, the subject before the verb, or the owner of the noun."""
    people = [named for named in view.in_sentence(start, end) if named.label == "PERSON"]
    following = view.after(token + 1)
    participle = view.norms[token].endswith(_PARTICIPLE)
    if participle:
        for person in people:
            if following <= person.start <= following + 3 and not any(
                norm in (",", "–", "—") for norm in view.norms[following : person.start]
            ):
                return person
        if _stands_alone(view.norms[token]) and not _ends_clause(view, following, end):
            return None  # туған жері, туған-туысы
    if participle and _between_names(view, token, people):
        return None  # жәбірленуші X, 1999 жылы Орал қаласында туған, бұрын сотталмаған Y: of either
    noun = event is LifeEventKind.DIED and not participle and "у" in view.norms[token][-5:]
    before = [person for person in people if person.end <= token]
    if before:
        last = before[-1]
        case = view.case(last)
        if (case == "nom" and not _is_relative(view, token, last)) or (noun and case == "gen"):
            return last
        return None
    if people:
        return None
    return _carried(view, start, event)


def _between_names(view: FactDoc, token: int, people: Sequence[Named]) -> bool:
    """Whether a participle stands between commas behind one name and before another."""
    before = [person for person in people if person.end <= token]
    if not before or not any(person.start > token for person in people):
        return False
    left = view.norm(view.after(before[-1].end))
    return left == "," and view.norm(view.after(token + 1)) == ","


def _is_relative(view: FactDoc, token: int, person: Named) -> bool:
    """Whether a noun between name and verb says who it was: `Серік науқасы қайтыс болды`, `Серік емдеген бала …`."""
    before = view.before(token)
    expressions = {first for first, _, _ in _by_letter()[view.norms[token][0]] if first}
    word = view.before(before) if view.norm(before) in expressions else before
    norm = view.norm(word)
    if word < person.end or view.owner[word] >= 0 or not view.words[word].alpha or norm in words_of()["time"]:
        return False
    if norm.endswith(("ы", "і")):
        return True
    return case_by_ending(norm) == NOMINATIVE and view.norm(view.before(word)).endswith(_PARTICIPLE)


def _ends_clause(view: FactDoc, token: int, end: int) -> bool:
    """Whether the clause ends before a token: with a stop, a comma, the line."""
    if token >= end or view.closes_line(view.before(token) + 1):
        return True
    return not view.words[token].alpha or view.norms[token] in words_of()["clause_end"]


def _carried(view: FactDoc, start: int, event: LifeEventKind) -> Named | None:
    """The one person of the sentence or heading before; of a birth, of the nearest of three that names anybody."""
    for _ in range(_BACK if event is LifeEventKind.BORN else 1):
        if start <= 0:
            return None
        previous, _ = view.sentence_bounds(view.before(start))
        people = [named for named in view.in_sentence(previous, start) if named.label == "PERSON"]
        if people:
            return people[-1] if len({person.cluster for person in people}) == 1 else None
        start = previous
    return None


def _hero(view: FactDoc, born: Sequence[Named], start: int) -> Named | None:
    """The one person whose birth the text has told, where the sentences since the last birth name nobody else."""
    if len({person.cluster for person in born}) != 1:
        return None
    first = view.sentence_bounds(born[-1].start)[0]
    others = {named.cluster for named in view.in_sentence(first, start) if named.label == "PERSON"}
    return born[-1] if others == {born[-1].cluster} else None


def _place(view: FactDoc, token: int, start: int) -> Named | None:
    """The nearest place in the locative before the verb."""
    places = [named for named in view.in_sentence(start, token) if named.label == "LOC"]
    for place in reversed(places):
        between = view.gap(place.end, token)
        if BREAK in between:
            return None
        if view.case(place) == "loc":
            return place
        if between and case_by_ending(between[0]) == "loc" and between[0].isalpha():
            return place
        if len(between) > 1 and between[0].startswith(_WATERS) and case_by_ending(between[1]) == "loc":
            return place  # Ертіс өзенінің бойында
        descriptors = organisation_words()["descriptor"]
        if len(between) > 1 and case_by_ending(between[1]) == "loc" and any(map(between[0].startswith, descriptors)):
            return place
    return None
