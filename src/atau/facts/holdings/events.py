"""Offices joined to a person by a verb: appointed, elected, dismissed, working as, having been."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atau.facts.doubt import is_doubtful
from atau.facts.holdings.carried import Subjects
from atau.facts.holdings.joints import case_with_title
from atau.facts.holdings.pairs import EVENTS, Pair
from atau.facts.holdings.status import DUTY
from atau.facts.holdings.verbs import VerbForm, has_year, says_no_fact, verb_form
from atau.facts.records import Status
from atau.facts.tables import links, words_of
from atau.facts.view import BREAK, DASHES, LINE, FactDoc, Named

_REACH: Final = 25
_DO: Final = "ет"
_FUTURE: Final = "болады"  # the present of this verb speaks of what is to come


@dataclass(frozen=True, slots=True)
class _Event:
    """What a verb at a token says of an office."""

    token: int
    form: VerbForm
    status: Status


class EventFinder:
    """Finds the pairs that verbs make.

    beside: offices with the person that they stand beside. subjects: whom sentences without a name are about.
    """

    def __init__(self, view: FactDoc, beside: dict[int, Named], subjects: Subjects) -> None:
        self._subjects = subjects
        self.view = view
        self.flat = view.flat
        self.beside = beside
        self.words = words_of()
        self._events: dict[int, _Event | None] = {}
        # Where clauses end, and where they end or an item of a list begins.
        self._marks = [token for token, norm in enumerate(view.norms) if norm in (";", BREAK)]
        items = (
            token
            for token, norm in enumerate(view.norms[:-1])
            if norm == LINE and view.words[token + 1].form in ("–", "—", "•", "-")
        )
        self._ends = sorted({*self._marks, *items})

    def pairs(self) -> Iterator[Pair]:
        """The pairs in the order of the offices."""
        offices = [named for named in self.flat if named.label == "POSITION"]
        for office in reversed(offices):  # one that is joined to the next shares its event
            self._events[office.index] = self._find_event(office.index)
        for office in offices:
            event = self._events[office.index]
            if event is None:
                continue
            person, carried = self._person(office, event)
            if person is None:
                continue
            status = event.status
            source = "facts.event" if event.form.sense != "holds" else "facts.service"
            if event.form.participle and not carried and self.view.after(event.token + 1) == person.start:
                source = "facts.participle"
            yield Pair(person, office, "facts.event_carried" if carried else source, status, event.token)

    # The verb

    def _find_event(self, i: int) -> _Event | None:
        view, office = self.view, self.flat[i]
        _, end = view.sentence_bounds(office.start)
        token = view.after(office.end)
        if token < end and view.norm(token) == "(":  # директор (Ақтау) болып
            token = self._after_bracket(token, end)
        link = links().get(view.norm(token), "") if token < end else ""
        acting = link == "duty" and view.norm(token).startswith(DUTY)
        if link:
            token = view.after(token + 1)
        elif self._coordinated(i):
            return self._events[i + 1]
        elif self._shares_verb(i):
            return self._events[i + 2]
        found = self._verb(token, end, link or "none")
        if found is None:
            return None
        at, form = found
        status = self._status(at, form, end)
        if status is None or (form.sense == "dismissed" and link != "from"):
            return None
        interim = acting or any(norm in self.words["interim"] for norm in view.norms[office.end : at])
        if interim and status is Status.HOLDS:
            status = Status.ACTING
        return _Event(at, form, status)

    def _after_bracket(self, token: int, end: int) -> int:
        while token < end and self.view.norm(token) != ")":
            token += 1
        return self.view.after(token + 1)

    def _coordinated(self, i: int) -> bool:
        """Whether office i is joined to the office after it: `директор, кейін ректор болды`."""
        if i + 1 >= len(self.flat) or self.flat[i + 1].label != "POSITION":
            return False
        gap = self.view.gap(self.flat[i].end, self.flat[i + 1].start)
        coordinators = self.words["coordinator"]
        if not gap or i in self.beside:
            return False
        return len(gap) <= 5 and all(
            word in (",", LINE) or word in coordinators or word[:1].isdigit() or word.startswith("жыл") for word in gap
        )

    def _shares_verb(self, i: int) -> bool:
        """Whether office i is one of a list whose last item has the verb: `X – директор, Y – хатшы болып сайланды`."""
        labels = [named.label for named in self.flat[max(i - 1, 0) : i + 3]]
        if labels != ["PERSON", "POSITION", "PERSON", "POSITION"]:
            return False
        gaps = [self.view.gap(self.flat[j].end, self.flat[j + 1].start) for j in range(i - 1, i + 2)]
        dashes = all(len(gap) == 1 and gap[0] in DASHES for gap in (gaps[0], gaps[2]))
        return dashes and gaps[1] != () and {*gaps[1]} <= {",", ";", "ал", LINE, *DASHES}

    def _verb(self, token: int, end: int, link: str) -> tuple[int, VerbForm] | None:
        view = self.view
        if link == "none":  # the verb must follow the office itself
            form = verb_form(view.norm(token)) if token < end else None
            return (token, form) if form is not None and "none" in form.links else None
        for at in range(token, min(end, token + _REACH)):
            norm = view.norms[at]
            if view.owner[at] >= 0 or not norm:
                continue
            if norm == ";" or says_no_fact(norm, link):
                return None
            form = verb_form(norm)
            if form is not None and link in form.links and self._says_work(at):
                return at, form
        return None

    def _says_work(self, at: int) -> bool:
        """Whether a verb of doing has a noun of work before it: `директор болып қызмет етті`; other verbs need none."""
        view = self.view
        return not view.norms[at].startswith(_DO) or view.norm(view.before(at)) in self.words["work"]

    def _status(self, at: int, form: VerbForm, end: int) -> Status | None:
        view = self.view
        if is_doubtful(view, at, end):
            return None
        following = view.norm(view.after(at + 1))
        if form.sense == "holds":
            if view.norms[at] == _FUTURE:
                return None
            still = following in self.words["still"] or (form.participle and following in self.words["moment"])
            if form.tense == "past" and not still:
                return Status.FORMER
            if form.tense == "joined" and not still:
                # … болып, кейін …: what follows says when
                return Status.FORMER if has_year(view, *view.sentence_bounds(at)) else Status.HOLDS
            return Status.HOLDS
        if form.tense == "present" and not has_year(view, *view.sentence_bounds(at)):
            return None
        return EVENTS[form.sense]

    # The person

    def _person(self, office: Named, event: _Event) -> tuple[Named | None, bool]:
        """The person of whom the verb says it, and whether another sentence named them."""
        view = self.view
        start, end = self._clause(office)
        people = [named for named in view.in_sentence(start, end) if named.label == "PERSON"]
        after_verb = view.after(event.token + 1)
        if event.form.participle:
            for person in people:
                if self._follows(after_verb, person):
                    return person, False
        named = self._behind_dash(after_verb)
        if named is not None and event.form.sense != "holds":
            return named, False
        if event.form.voice == "active":
            objects = [person for person in people if view.case(person) == "acc"]
            return (self._nearest(office, objects), False) if objects else (None, False)
        plain = [person for person in people if case_with_title(view, person) == "nom"]
        before = [person for person in plain if person.end <= office.start and self._is_subject(person, office)]
        if before:
            return before[-1], False
        between = [person for person in plain if office.end <= person.start < event.token]
        if between:
            return between[0], False
        if any(person.end <= office.start for person in people) and (
            plain or not self._subjects.is_life_story(start) or any(view.case(person) == "nom" for person in people[1:])
        ):
            return None, False  # in the life of one person those in other cases are not the subject
        return self._subjects.before(start), True

    def _behind_dash(self, token: int) -> Named | None:
        """The person whom a headline names behind its verb: `Жаңа министр тағайындалды – Серік Омар`."""
        view = self.view
        if view.norm(token) not in DASHES:
            return None
        at = view.after(token + 1)
        owner = view.owner[at] if at < len(view.owner) else -1
        named = self.flat[owner] if owner >= 0 else None
        return named if named is not None and named.label == "PERSON" and view.case(named) == "nom" else None

    def _follows(self, token: int, person: Named) -> bool:
        """Whether `person` begins at `token`, or behind an adjective and offices of their own."""
        view = self.view
        while token < person.start:
            owner = view.owner[token]
            if owner >= 0 and self.flat[owner].label == "POSITION" and self.beside.get(owner) is person:
                token = view.after(self.flat[owner].end)
            elif owner < 0 and view.words[token].alpha and not view.words[token].title and token + 2 >= person.start:
                token = view.after(token + 1)
            else:
                return False
        return token == person.start

    def _clause(self, office: Named) -> tuple[int, int]:
        """The sentence, cut at semicolons and at lines that are items of a list."""
        view = self.view
        start, end = view.sentence_bounds(office.start)
        i = bisect_left(self._ends, office.start) - 1
        j = bisect_left(self._marks, office.end)
        return (
            max(start, self._ends[i] + 1) if i >= 0 else start,
            min(end, self._marks[j]) if j < len(self._marks) else end,
        )

    def _is_subject(self, person: Named, office: Named) -> bool:
        """Whether nothing ends the clause of `person` before the office: a finite verb with a comma, speech."""
        view = self.view
        last_verb = False
        for token in range(person.end, office.start):
            norm = view.norms[token]
            if norm in (",", "–", "—") and last_verb:
                # тағайындалды, ол … босатылды
                return view.norm(view.after(token + 1)) in self.words["pronoun"]
            if view.owner[token] < 0 and norm:
                last_verb = norm.endswith(("ды", "ді", "ты", "ті")) and view.words[token].alpha and len(norm) > 3
        return True

    def _nearest(self, office: Named, people: list[Named]) -> Named:
        return min(people, key=lambda person: abs(person.start - office.start))
