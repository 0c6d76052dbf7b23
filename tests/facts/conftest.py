"""Facts of marked text: the mentions are given, so that only the patterns are tested."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

import atau
from atau.corpus.align import RecordTokenizer
from atau.corpus.marked import parse
from atau.corpus.records import from_marked
from atau.facts.extract import facts_of
from atau.facts.records import Amount, Fact, Holding, LifeEvent, Location, Membership, Mention
from atau.facts.scoring import with_gold_mentions

FactsOf = Callable[[str], list[Fact]]
Lines = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of rules."""
    return atau.load("rules")


@pytest.fixture(scope="session")
def facts_in(nlp: Language) -> FactsOf:
    """The facts of a marked text."""
    tokens, normalizer = RecordTokenizer(), nlp.get_pipe("kk_normalizer")

    def find(source: str) -> list[Fact]:
        record = from_marked(parse(source), identity="test")
        return facts_of(normalizer(with_gold_mentions(record, tokens.doc(record))))

    return find


@pytest.fixture(scope="session")
def lines(facts_in: FactsOf) -> Lines:
    """The facts of a marked text as lines such as `holds | Д. Мәжит | әкім | status=former`."""
    return lambda source: [line_of(fact) for fact in facts_in(source)]


def line_of(fact: Fact) -> str:
    """A fact as the fact lines of the gold have it, mentions by their dictionary forms."""
    head: list[Mention | None]
    if isinstance(fact, Holding):
        kind, head = "holds", [fact.person, fact.office]
        more = {"org": fact.organisation, "place": fact.place}
    elif isinstance(fact, Location):
        kind, head, more = "located", [fact.organisation, fact.place], {}
    elif isinstance(fact, Membership):
        kind, head, more = "part", [fact.part, fact.whole], {}
    elif isinstance(fact, Amount):
        kind, head, more = "amount", [fact.quantity], {"subject": fact.subject}
    else:
        assert isinstance(fact, LifeEvent)
        kind, head, more = fact.event.value, [fact.person], {"place": fact.place}
    cells = [kind, *(mention.normal or mention.text for mention in head if mention)]
    if isinstance(fact, Amount) and fact.counted:
        cells.append(f"counted={fact.counted}")
    cells += [f"{name}={mention.normal or mention.text}" for name, mention in more.items() if mention]
    if isinstance(fact, Holding) and fact.status.value != "holds":
        cells.append(f"status={fact.status.value}")
    if fact.date:
        cells.append(f"date={fact.date}")
    return " | ".join(cells)
