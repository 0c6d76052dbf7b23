"""The facts that a document states, as typed records.

All offsets count characters of ``doc.text``. A record names what it is about by `Mention`s: entities of ``doc.ents`` or
nested mentions of ``doc.spans["nested"]``.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Version of the form in which facts are written. It changes whenever a field changes its meaning or goes.
FORMAT: Final = 1


class Status(str, enum.Enum):
    """How a person stands to an office at the time of the text."""

    HOLDS = "holds"
    ACTING = "acting"
    FORMER = "former"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    ELECTED = "elected"
    CANDIDATE = "candidate"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters `start:end`, read `text`.

    normal: the dictionary form, or None. cluster: what it names, the same for all its mentions in the document, as
    ``ent._.cluster`` has it; None for offices and quantities.
    """

    start: int
    end: int
    text: str
    label: str
    normal: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has.

    start, end: the evidence, the shortest stretch that holds all mentions and the words that join them. sentence: start
    and end of the sentence (or sentences) it stands in. score: how probable the fact is to be right, 0..1. source: id
    of the pattern that found it, such as ``facts.apposition``; `atau explain` says what it means. date: the time the
    text says, in ISO 8601 and as exact as it is said (``2020``, ``2020-10``, ``2020-10-12``); None where it says none,
    or where it is in doubt.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    source: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Fact):
    """A person and an office. organisation, place: of the office, where the text says them (nested ones included)."""

    person: Mention
    office: Mention
    status: Status
    organisation: Mention | None = None
    place: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Fact):
    """An organisation and the place where it is."""

    organisation: Mention
    place: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """An organisation that is a part of another: a department of its ministry, a branch of its company."""

    part: Mention
    whole: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    """A quantity, and what it is said of.

    value: as ``ent._.quantity`` gives it (numbers are Decimal), or None where the value is in doubt. counted: the words
    for what is counted or measured, as the text has them, or None. subject: the organisation or place it is said of.
    """

    quantity: Mention
    value: Mapping[str, Any] | None = None
    counted: str | None = None
    subject: Mention | None = None


class LifeEventKind(str, enum.Enum):
    BORN = "born"
    DIED = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent(Fact):
    """Birth or death of a person."""

    event: LifeEventKind
    person: Mention
    place: Mention | None = None


KINDS: Final[Mapping[str, type[Fact]]] = {
    "holds": Holding,
    "located": Location,
    "part": Membership,
    "amount": Amount,
    "life": LifeEvent,
}
