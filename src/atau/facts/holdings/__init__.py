"""Who holds which office: from names with offices beside them, from verbs, from offices without a name."""

from __future__ import annotations

from collections.abc import Container

from atau.facts.evidence import common
from atau.facts.holdings.again import again
from atau.facts.holdings.apposition import beside
from atau.facts.holdings.carried import Subjects, carried
from atau.facts.holdings.entrusted import entrusted, is_glued
from atau.facts.holdings.events import EventFinder
from atau.facts.holdings.joints import dated_behind
from atau.facts.holdings.owners import OwnerFinder
from atau.facts.holdings.pairs import Pair, wording
from atau.facts.holdings.status import status_of
from atau.facts.holdings.successors import successors
from atau.facts.records import Holding, Status
from atau.facts.times import Times
from atau.facts.view import FactDoc

__all__ = ["find_holdings"]


def find_holdings(
    view: FactDoc,
    times: Times,
    dead: Container[str] = (),
    told: Container[str] = (),
    scenes: Container[int] = (),
) -> list[Holding]:
    """The holdings of a document; the same person, office and status once, where the text says most of them.

    dead: clusters of the persons of whom the text says that they have died; told: also of those who were born.
    scenes: first characters of the places where.
    """
    near = beside(view)
    subjects = Subjects(view, told)
    first = {pair.office.index: pair.person for pair in reversed(near)}
    events = list(EventFinder(view, first, subjects).pairs())
    told_by_verb = {(pair.office.index, pair.person.cluster) for pair in events}
    pairs = [pair for pair in near if (pair.office.index, pair.person.cluster) not in told_by_verb] + events
    pairs += entrusted(view)
    pairs += carried(view, {pair.office.index for pair in pairs}, subjects)
    pairs += successors(view, [pair for pair in pairs if status_of(view, pair, dead) is Status.DISMISSED])
    pairs += again(view, pairs)
    holders: dict[int, set[str]] = {}
    for pair in pairs:
        holders.setdefault(pair.office.index, set()).add(pair.person.cluster)
    owners = OwnerFinder(view, holders, scenes)
    found: dict[tuple[str, str, Status], Holding] = {}
    for pair in (pair for pair in pairs if not is_glued(view, pair.office)):
        status = status_of(view, pair, dead)
        record = _record(view, pair, status, owners, times)
        key = (pair.person.cluster, wording(pair.office), status)
        known = found.get(key)
        if known is None or _told(record) > _told(known):
            found[key] = record
    return sorted(found.values(), key=lambda fact: (fact.office.start, fact.start))


def _record(view: FactDoc, pair: Pair, status: Status, owners: OwnerFinder, times: Times) -> Holding:
    organisation, place = owners.owners(pair)
    if pair.source == "facts.office_again":
        organisation = place = None
    dated = pair.verb >= 0 or pair.source == "facts.carried"
    date = times.near(*_anchor(pair)) if dated else None
    year = dated_behind(view, pair.office) if date is None else -1
    if year >= 0 and pair.person.end <= pair.office.start:
        date = view.norms[year]
    return Holding(
        **common(view, pair.start, pair.end, pair.source, date),
        person=pair.person.record(),
        office=pair.office.record(),
        status=status,
        organisation=organisation.record() if organisation else None,
        place=place.record() if place else None,
    )


def _anchor(pair: Pair) -> tuple[int, int]:
    """The tokens before which the date of a holding stands: the office and its verb."""
    first = min(pair.office.start, pair.verb) if pair.verb >= 0 else pair.office.start
    return first, max(pair.office.end, pair.verb + 1)


def _told(fact: Holding) -> int:
    """How much a fact says."""
    return sum(part is not None for part in (fact.organisation, fact.place, fact.date))
