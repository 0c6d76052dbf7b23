"""What was found in one document, as rows of the tables `raw.…`; the number of the document is added when they are
written.

Rows are plain data: they outlive the spaCy objects and can be sent between processes.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.plain import dumps, plain
from atau.facts.records import Amount, Fact, Mention
from atau.facts.store.columns import OF_DOCUMENT, schema
from atau.facts.store.documents import ReadDocument
from atau.facts.store.places import PlaceIds
from atau.labels import AMOUNTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from atau.facts.people.profile import OrganisationProfile, PersonProfile

Row = tuple[Any, ...]
_KNOWN: Final = ("url", "title", "author", "site")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document without its text: its row of `raw.documents` from the column `id` on, its rows of the other tables
    without the number of the document, and the places that it names."""

    id: str
    document: Row
    tables: Mapping[str, list[Row]] = field(default_factory=dict)
    places: tuple[Row, ...] = ()


def row(table: str, /, **values: Any) -> Row:
    """A row of `table` without the number of the document, its values in the order of the columns.

    Raises TypeError where one is missing or unknown.
    """
    names = _names(table)
    if values.keys() != set(names):
        raise TypeError(f"{table}: {sorted(values.keys() ^ set(names))}")
    return tuple(values[name] for name in names)


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in schema()[table] if column.name != "document")


def rows_of(doc: Doc, read: ReadDocument) -> DocumentRows:
    """The rows of a document that the pipeline has gone over, and of the facts it states."""
    from atau.facts.extract import facts_of
    from atau.facts.people.of_doc import organisation_profiles, person_profiles
    from atau.facts.store.fact_rows import fact_rows
    from atau.lang.language import foreign_language

    sentences = Sentences(doc)
    places = PlaceIds(doc)
    tables: dict[str, list[Row]] = {name: [] for name in OF_DOCUMENT}
    for layer, spans in (("flat", doc.ents), ("nested", doc.spans.get("nested", ()))):
        tables["raw.mentions"] += [_mention(span, layer, sentences, places) for span in spans]
    published = published_of(read)
    facts = facts_of(doc, _day(published))
    for table, found in fact_rows([*facts, *_other_amounts(doc, facts, sentences)], doc.text, places):
        tables[table].append(found)
    if doc._.has("people"):  # of another pipeline, nobody is told apart
        about: dict[str, Any] = {"published": published, "facts": facts}
        tables["raw.people"] = list(_people(doc, person_profiles(doc, read.id, **about), sentences))
        organisations = organisation_profiles(doc, read.id, **about)
        tables["raw.organisations"] = list(_organisations(doc, organisations, sentences))
    document = _document(read, published, foreign_language(doc))
    return DocumentRows(read.id, document, tables, tuple(places.rows()))


def _other_amounts(doc: Doc, facts: Iterable[Fact], sentences: Sentences) -> Iterator[Amount]:
    """The quantities with a value of which the text does not say what they are of: they, too, are looked for."""
    stated = {(fact.quantity.start, fact.quantity.end) for fact in facts if isinstance(fact, Amount)}
    for span in doc.ents:
        start, end = span.start_char, span.end_char
        if span.label_ in AMOUNTS and (start, end) not in stated and span._.has("quantity") and span._.quantity:
            quantity = Mention(start=start, end=end, text=span.text, label=span.label_)
            yield Amount(
                start=start, end=end, sentence=sentences.bounds(start), score=span._.score, source=span._.source,
                quantity=quantity, value=span._.quantity,
            )  # fmt: skip


def published_of(read: ReadDocument) -> str | None:
    """The date of publication, as exact as it is known and without the time of day: that of the metadata, else the one
    that the text bears."""
    from atau.dates import published_date

    known = read.meta.get("date")
    found = _DATE.match(str(known)) if known is not None else None
    return found[0] if found else published_date(read.text)


def _day(published: str | None) -> datetime.date | None:
    """A date that is said to the day; None for others, and for one that no calendar has."""
    try:
        return None if published is None else datetime.date.fromisoformat(published)
    except ValueError:
        return None


class Sentences:
    """The sentence of each character of a doc; without sentence boundaries the whole doc is one."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        spans = doc.sents if doc.has_annotation("SENT_START") else ([doc[:]] if len(doc) else [])
        bounds = [(span.start_char, span.end_char) for span in spans]
        self._starts = [start for start, _ in bounds]
        self._bounds = bounds

    def bounds(self, start: int) -> tuple[int, int]:
        """Where the sentence of the character `start` begins and ends."""
        return self._bounds[max(0, bisect_right(self._starts, start) - 1)]

    def at(self, start: int) -> dict[str, Any]:
        """The values of the columns sentence_start and sentence for what begins at character `start`."""
        begin, end = self.bounds(start)
        return {"sentence_start": begin, "sentence": self._text[begin:end].rstrip()}


def _document(read: ReadDocument, published: str | None, language: str | None) -> Row:
    known = [_as_text(read.meta.get(name)) for name in _KNOWN]
    return (
        read.id, read.checksum, *known, published, language, len(read.text), read.pages,
        dumps(plain(read.meta)),
    )  # fmt: skip


def _as_text(value: Any) -> str | None:
    """What a document says of itself, for a column: of several authors all; objects are in the column meta only."""
    if isinstance(value, (list, tuple)):
        return "; ".join(text for item in value if (text := _as_text(item)) is not None) or None
    return None if value is None or isinstance(value, (dict, bool)) else str(value)


def _mention(span: Span, layer: str, sentences: Sentences, places: PlaceIds) -> Row:
    of = span._
    return row(
        "raw.mentions",
        layer=layer,
        label=span.label_,
        start_char=span.start_char,
        end_char=span.end_char,
        **sentences.at(span.start_char),
        text=span.text,
        normal=of.get("normal") if of.has("normal") else None,
        cluster=of.get("cluster") if of.has("cluster") else None,
        place=places.of_span(span),
        score=of.get("score") if of.has("score") else None,
        source=of.get("source") if of.has("source") else None,
    )


def _people(doc: Doc, profiles: Iterable[PersonProfile], sentences: Sentences) -> Iterator[Row]:
    found = {person["cluster"]: person for person in doc._.people or ()}
    for profile in profiles:
        person = found[profile.cluster]
        start, end = person["mentions"][0]
        yield row(
            "raw.people",
            cluster=profile.cluster,
            name=person["name"],
            names=list(profile.names),
            offices=list(profile.offices),
            organisations=list(profile.organisations),
            places=list(profile.places),
            dates=list(profile.dates),
            born=profile.born,
            died=profile.died,
            mentions=len(person["mentions"]),
            start_char=start,
            end_char=end,
            **sentences.at(start),
        )


def _organisations(doc: Doc, profiles: Iterable[OrganisationProfile], sentences: Sentences) -> Iterator[Row]:
    firsts = _first_mentions(doc, "ORG")
    for profile in profiles:
        first, count = firsts[profile.cluster]
        yield row(
            "raw.organisations",
            cluster=profile.cluster,
            # An abbreviation that the document explains is known by the name in full.
            name=max(profile.names, key=len),
            names=list(profile.names),
            places=list(profile.places),
            mentions=count,
            start_char=first.start_char,
            end_char=first.end_char,
            **sentences.at(first.start_char),
        )


def _first_mentions(doc: Doc, label: str) -> dict[str, tuple[Span, int]]:
    """Cluster -> its first mention, and the number of mentions."""
    found: dict[str, tuple[Span, int]] = {}
    spans = (*doc.ents, *doc.spans.get("nested", ()))
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        of = span._
        if span.label_ == label and of.has("cluster") and (cluster := of.get("cluster")):
            first, count = found.get(cluster, (span, 0))
            found[cluster] = (first, count + 1)
    return found


def name_of(mention: Mention) -> str:
    """What a mention is called in a table: its dictionary form, else the text as written."""
    return mention.normal or " ".join(mention.text.split())
