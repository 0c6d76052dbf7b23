"""The facts of one annotated document."""

from __future__ import annotations

import datetime

from spacy.tokens import Doc

from atau.facts.amounts import find_amounts
from atau.facts.holdings import find_holdings
from atau.facts.life import find_life_events
from atau.facts.located import find_locations
from atau.facts.parts import find_parts
from atau.facts.records import Fact
from atau.facts.times import Times
from atau.facts.view import FactDoc


def facts_of(doc: Doc, published: datetime.date | None = None) -> list[Fact]:
    """The facts that `doc` states, in the order of their evidence.

    It reads ``doc.ents``, ``doc.spans["nested"]`` and what kk_normalizer has set, whoever found the mentions; without
    a normalizer a person is known by the form of the name alone. Each fact stands once, however often it is said.
    published: the day of publication, for dates such as `кеше` and `5 мамырда`.

    Found anew at every call: keep the list where it is needed more than once.
    """
    view = FactDoc(doc)
    if not view.flat:
        return []
    times = Times(view, published)
    life, dead, told = find_life_events(view, times)
    scenes = {event.place.start for event in life if event.place is not None}
    facts: list[Fact] = [
        *find_holdings(view, times, dead, told, scenes),
        *find_locations(view),
        *find_parts(view),
        *find_amounts(view),
        *life,
    ]
    return sorted(facts, key=lambda fact: (fact.start, fact.end, fact.source))
