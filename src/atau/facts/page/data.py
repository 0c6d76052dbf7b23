"""What the page of facts shows, as plain records: `write_page` draws them, the fact store fills them.

Ids are strings of the caller's choice, unique within their kind, and the same for the same thing on every call. Texts
are shown as they are and never read as markup. Offsets count characters (code points).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from atau.facts.records import LifeEventKind, Status

#: Version of this form. It changes whenever a field changes its meaning or goes.
FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read. date: of publication, ISO 8601 and as exact as it is known (``2020``, ``2020-10``,
    ``2020-10-12``), or None. url: where it can be opened, or None; only http and https become a link."""

    id: str
    title: str
    date: str | None = None
    url: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters `start:end` of a sentence that mention something. label: PERSON, POSITION, ORG, LOC or QUANTITY."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that states something.

    document: id of the `Document`. sentence: its text. offset: where it begins in the document's text. marks: mentions,
    counted from the start of the sentence; they may nest, and those that lie outside of it are not shown.
    span: start and end of what states the fact, in the sentence (that of `Fact.start` and `Fact.end`); mentions outside
    of it are shown faintly. None for the whole sentence.
    """

    document: str
    sentence: str
    offset: int = 0
    marks: tuple[Mark, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What people, organisations and places have in common.

    name: the one to show. aliases: other forms in which it is written. mentions, documents: how often, and in how many
    documents it is named. evidence: sentences that name it; a few are enough.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    documents: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person, the same in all documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Entity):
    """An organisation. kind: what it is (``ministry``), or None."""

    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entity):
    """A place. lat, lon: degrees (WGS 84), None where they are unknown. region, country: names to show. source: id of
    the place where the coordinates come from, such as ``geonames:610611``."""

    lat: float | None = None
    lon: float | None = None
    kind: str | None = None
    region: str | None = None
    country: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """That a person holds, held or is to hold an office, as one sentence says it; the page joins those of one person,
    office, organisation and place.

    person, organisation, place: ids. office: dictionary form. date: the time the text says, ISO 8601 and as exact as it
    is said; None where it says none, and the page then uses the date of the document and marks it as such. score: how
    probable it is to be right, 0..1.
    """

    person: str
    office: str
    status: Status
    evidence: Evidence
    organisation: str | None = None
    place: str | None = None
    date: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity.

    text: as it is written. value: the exact number (a total, not in thousands); low, high: bounds of a range. unit:
    code of ISO 4217 or UCUM, ``percent``, ``percentage_point`` or None for counts. kind: count, money, percent, measure
    or fraction. approx: about, over, under, at_least, at_most or None. counted: what is counted or measured. subject:
    id of the organisation or place it is said of. date: as of `Holding`.
    """

    text: str
    evidence: Evidence
    kind: str = "count"
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    approx: str | None = None
    counted: str | None = None
    subject: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That two entities belong together.

    kind: ``located`` (organisation – place), ``part`` (organisation – the one it is a part of) or ``together`` (named
    in one sentence). source, target: ids of entities of any kind. Holdings are links of their own and need not be given
    again.
    """

    kind: str
    source: str
    target: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Birth or death of a person. date: as the text says it, or None."""

    event: LifeEventKind
    person: str
    evidence: Evidence
    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All that the page shows.

    Entities are told apart by their ids, which are unique over people, organisations and places together. totals: how
    many there are of each field (``documents``, ``people``, …) where the caller gives only a part of them; the page
    then says so.
    """

    title: str
    documents: tuple[Document, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    holdings: tuple[Holding, ...] = ()
    amounts: tuple[Amount, ...] = ()
    links: tuple[Link, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
