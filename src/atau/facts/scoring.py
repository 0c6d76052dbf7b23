"""Precision and recall of facts against the fact lines of gold texts.

Mentions are compared by what they name: a fact is right though it was found at another mention of the same person,
organisation or place; offices count as the same where their dictionary forms are. What the text says more than once is
one fact on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED
from atau.corpus.fact_lines import GoldFact, gold_facts
from atau.corpus.marked import Mark
from atau.corpus.records import FACTS, GoldRecord
from atau.facts.records import Amount, Fact, Holding, LifeEvent, Location, Membership, Mention

#: Key of the front matter of texts that have been read for facts.
READ: Final = "facts-read"
#: The parts that must be right for a fact to be right; `core` for the looser count.
_CORE: Final[Mapping[str, tuple[str, ...]]] = {
    "holds": ("person", "office", "status"),
    "located": ("org", "place"),
    "part": ("part", "whole"),
    "amount": ("quantity", "counted"),
    "born": ("person",),
    "died": ("person",),
}
_MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "holds": ("org", "place"),
    "amount": ("subject",),
    "born": ("place",),
    "died": ("place",),
}
KINDS: Final = tuple(_CORE)


@dataclass(frozen=True, slots=True)
class Item:
    """A fact for comparison: its parts as ids of what they name. date: compared for its own sake. source: pattern."""

    kind: str
    parts: Mapping[str, str]
    date: str | None
    source: str
    shown: str

    def key(self, *, core: bool) -> tuple[str, ...]:
        """What a fact of the same meaning has too; core: without what is only told of it."""
        names = _CORE[self.kind] + (() if core else _MORE.get(self.kind, ()))
        return (self.kind, *(self.parts.get(name, "") for name in names))

    def agrees(self, other: Item) -> bool:
        """Whether nothing that it says beyond its core is otherwise in `other`."""
        said = [name for name in _MORE.get(self.kind, ()) if name in self.parts]
        return all(self.parts[name] == other.parts.get(name) for name in said)


@dataclass(slots=True)
class FactCounts:
    """Facts of one kind.

    right: in all parts but the date. sound: nothing that they say is wrong, though an organisation, a place or a
    subject may be left out. core: right but for these. dates: of the right ones, those with the right date.
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    sound: int = 0
    core: int = 0
    dates: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the facts found that are right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the facts of the gold that were found."""
        return self.right / self.gold if self.gold else None


@dataclass(slots=True)
class FactScores:
    """Counts by kind and by pattern, and what went wrong, in the order of the texts."""

    kinds: dict[str, FactCounts] = field(default_factory=lambda: {kind: FactCounts() for kind in KINDS})
    patterns: dict[str, FactCounts] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    texts: int = 0

    def add(self, identity: str, gold: Iterable[Item], found: Iterable[Item]) -> None:
        """Count the facts of one text."""
        self.texts += 1
        expected = {item.key(core=False): item for item in gold}
        given = {item.key(core=False): item for item in found}
        by_core: dict[tuple[str, ...], list[Item]] = {}
        for item in expected.values():
            by_core.setdefault(item.key(core=True), []).append(item)
        for key, item in expected.items():
            self.kinds[item.kind].gold += 1
            if key not in given:
                self.missed.append((identity, item.shown))
        for key, item in given.items():
            counts = (self.kinds[item.kind], self.patterns.setdefault(item.source, FactCounts()))
            same = expected.get(key)
            for count in counts:
                count.found += 1
                count.right += same is not None
                count.sound += any(item.agrees(other) for other in by_core.get(item.key(core=True), ()))
                count.dates += same is not None and same.date == item.date
            if same is None:
                self.wrong.append((identity, f"{item.shown}  [{item.source}]"))
        cores = Counter({item.key(core=True) for item in expected.values()})
        for core in {item.key(core=True) for item in given.values()}:
            self.kinds[core[0]].core += core in cores


def was_read(record: GoldRecord) -> bool:
    """Whether somebody has read the text for facts."""
    return record.meta.get(READ) == "yes" or FACTS in record.meta


class Identities:
    """What the mentions of a text name: an id for characters start..end. doc: with the mentions of the gold."""

    def __init__(self, record: GoldRecord, doc: Doc) -> None:
        self._ids: dict[tuple[int, int, str], str] = {}
        given = {(mark.start, mark.end): mark for mark in record.marks if mark.label == "PERSON"}
        for span in (*doc.ents, *doc.spans.get(NESTED, ())):
            mark = given.get((span.start_char, span.end_char))
            cluster = dict(mark.attributes).get("cluster") if mark else None
            name = cluster or span._.cluster or (span._.normal or span.text).lower()
            if span.label_ == "QUANTITY":
                name = f"{span.start_char}"
            self._ids[span.start_char, span.end_char, span.label_] = f"{span.label_}:{name}"

    def of(self, start: int, end: int, label: str) -> str:
        """The id of a mention; its place where the gold has no such mention."""
        return self._ids.get((start, end, label), f"{label}@{start}-{end}")


def gold_items(record: GoldRecord, identities: Identities) -> list[Item]:
    """The facts of the gold. Raises GoldError for a line that cannot be read."""
    return [_gold_item(fact, record, identities) for fact in gold_facts(record)]


def _gold_item(fact: GoldFact, record: GoldRecord, identities: Identities) -> Item:
    def name(mark: Mark) -> str:
        return identities.of(mark.start, mark.end, mark.label)

    parts = {role: name(mark) for role, mark in fact.marks.items()}
    if "status" in fact.values:
        parts["status"] = fact.values["status"]
    if fact.words is not None:
        parts["counted"] = _head(record.text[slice(*fact.words)])
    texts = {role: " ".join(record.text[mark.start : mark.end].split()) for role, mark in fact.marks.items()}
    shown = _shown(fact.kind, {**texts, **fact.values})
    return Item(fact.kind, parts, fact.values.get("date"), "", shown)


def item_of(fact: Fact, identities: Identities) -> Item:
    """A fact that was found."""
    kind, mentions, values = _fields(fact)
    given = {role: mention for role, mention in mentions.items() if mention is not None}
    parts = {role: identities.of(mention.start, mention.end, mention.label) for role, mention in given.items()}
    parts |= {name: _head(value) if name == "counted" else value for name, value in values.items()}
    texts = {role: " ".join(mention.text.split()) for role, mention in given.items()}
    date = {"date": fact.date} if fact.date else {}
    return Item(kind, parts, fact.date, fact.source, _shown(kind, {**texts, **values, **date}))


def _fields(fact: Fact) -> tuple[str, dict[str, Mention | None], dict[str, str]]:
    if isinstance(fact, Holding):
        mentions = {"person": fact.person, "office": fact.office, "org": fact.organisation, "place": fact.place}
        return "holds", mentions, {"status": fact.status.value}
    if isinstance(fact, Location):
        return "located", {"org": fact.organisation, "place": fact.place}, {}
    if isinstance(fact, Membership):
        return "part", {"part": fact.part, "whole": fact.whole}, {}
    if isinstance(fact, Amount):
        counted = {"counted": fact.counted} if fact.counted else {}
        return "amount", {"quantity": fact.quantity, "subject": fact.subject}, counted
    if isinstance(fact, LifeEvent):
        return fact.event.value, {"person": fact.person, "place": fact.place}, {}
    raise TypeError(f"{type(fact).__name__} is no kind of fact")


def _head(words: str) -> str:
    """The last of the words for what is counted: how far they reach to the left is a matter of taste."""
    return words.lower().split()[-1] if words.split() else ""


def _shown(kind: str, parts: Mapping[str, str]) -> str:
    return " | ".join([kind, *(f"{name}={value}" for name, value in parts.items() if value != "holds")])


def with_gold_mentions(record: GoldRecord, doc: Doc) -> Doc:
    """`doc`, the tokenized text of `record`, with the mentions of the gold; those that cut a token are left out."""
    doc.ents = tuple(span for mark in record.flat if (span := _span(doc, mark)) is not None)
    doc.spans[NESTED] = [span for mark in record.nested if mark.depth == 1 and (span := _span(doc, mark)) is not None]
    return doc


def _span(doc: Doc, mark: Mark) -> Span | None:
    span: Span | None = doc.char_span(mark.start, mark.end, label=mark.label)
    return span
