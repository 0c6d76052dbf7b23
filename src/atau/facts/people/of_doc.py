"""The profiles of the people and organisations of an annotated document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED
from atau.facts.people.profile import MAX_VALUES, OrganisationProfile, PersonProfile
from atau.facts.records import Fact, Holding, LifeEvent, LifeEventKind, Location, Mention


def person_profiles(
    doc: Doc, document: str, *, published: str | None = None, facts: Iterable[Fact] = ()
) -> list[PersonProfile]:
    """The people of a document that went through the whole pipeline, as ``doc._.people`` lists them.

    document: its id. published: when it appeared, in ISO form. facts: those of ``doc._.facts``; they add offices,
    organisations, places and dates.

    An organisation or place goes to the person who is named nearest to it in its sentence, and what lies in a person's
    office to that person.
    """
    people = doc._.people or []
    names = {person["cluster"]: person["name"] for person in people}
    gathered = {cluster: _Gathered() for cluster in names}
    spans = _mentions(doc)
    persons = [span for span in spans if span.label_ == "PERSON" and span._.cluster in gathered]
    for span in persons:
        gathered[span._.cluster].names.append(span._.normal)
    for person in people:
        gathered[person["cluster"]].offices += person["offices"]
    for span in spans:
        nearest = _nearest(span, persons) if span.label_ in ("ORG", "LOC") and span._.normal else None
        if nearest is not None:
            target = gathered[nearest._.cluster]
            (target.organisations if span.label_ == "ORG" else target.places).append(span._.normal)
    for fact in facts:
        _add_fact(gathered, fact)
    found = []
    for cluster in names:
        companions = [name for other, name in names.items() if other != cluster]
        found.append(gathered[cluster].profile(document, cluster, companions, published))
    return found


def organisation_profiles(
    doc: Doc, document: str, *, published: str | None = None, facts: Iterable[Fact] = ()
) -> list[OrganisationProfile]:
    """The organisations of a document, those inside of positions and other names among them; arguments as above."""
    names: dict[str, list[str]] = {}
    for span in _mentions(doc):
        if span.label_ == "ORG" and span._.cluster and span._.normal:
            names.setdefault(span._.cluster, []).append(span._.normal)
    places: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, Location) and fact.organisation.cluster and fact.place.normal:
            places.setdefault(fact.organisation.cluster, []).append(fact.place.normal)
    return [
        OrganisationProfile(
            document=document,
            cluster=cluster,
            names=tuple(dict.fromkeys(found)),
            places=tuple(dict.fromkeys(places.get(cluster, ()))),
            published=published,
        )
        for cluster, found in names.items()
    ]


class _Gathered:
    """What is found of one person, in the order of the text."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.offices: list[str] = []
        self.organisations: list[str] = []
        self.places: list[str] = []
        self.dates: list[str] = []
        self.life: dict[LifeEventKind, set[str]] = {}

    def profile(self, document: str, cluster: str, companions: Sequence[str], published: str | None) -> PersonProfile:
        return PersonProfile(
            document=document,
            cluster=cluster,
            names=_unique(self.names),
            offices=_unique(self.offices),
            organisations=_unique(self.organisations),
            places=_unique(self.places),
            dates=_unique(self.dates),
            companions=_unique(companions),
            published=published,
            born=self._date(LifeEventKind.BORN),
            died=self._date(LifeEventKind.DIED),
        )

    def _date(self, kind: LifeEventKind) -> str | None:
        """The one date that is said; None where two are, of which one must be wrong."""
        dates = self.life.get(kind, set())
        return next(iter(dates)) if len(dates) == 1 else None


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))[:MAX_VALUES]


def _mentions(doc: Doc) -> list[Span]:
    """Entities and nested mentions in the order of the text."""
    return sorted((*doc.ents, *doc.spans.get(NESTED, ())), key=lambda span: (span.start, -span.end))


def _nearest(span: Span, persons: Sequence[Span]) -> Any:
    """The person's mention nearest to `span` in its sentence; None where there is none."""
    start, end = _sentence(span)
    near = [person for person in persons if start <= person.start and person.end <= end]
    return min(near, key=lambda person: (_distance(span, person), person.start), default=None)


def _sentence(span: Span) -> tuple[int, int]:
    """First and last token of the sentence; of the doc where no sentences are set."""
    if not span.doc.has_annotation("SENT_START"):
        return 0, len(span.doc)
    sentence = span.sent
    return sentence.start, sentence.end


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _add_fact(gathered: dict[str, _Gathered], fact: Fact) -> None:
    if not isinstance(fact, (Holding, LifeEvent)):
        return
    target = gathered.get(fact.person.cluster or "")
    if target is None:
        return
    if isinstance(fact, LifeEvent):
        if fact.date:
            target.life.setdefault(fact.event, set()).add(fact.date)
        target.places += _form(fact.place)
        return
    target.offices += _form(fact.office)
    target.organisations += _form(fact.organisation)
    target.places += _form(fact.place)
    if fact.date:
        target.dates.append(fact.date)


def _form(mention: Mention | None) -> list[str]:
    """The dictionary form, else the text, of a mention that may be missing."""
    return [] if mention is None else [mention.normal or mention.text]
