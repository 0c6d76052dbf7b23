"""What the page writes once and refers to by number: documents, sentences, entities."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from atau.facts.page.data import Document, Entity, Evidence, Organisation, PageData, Person, Place

_DATE: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """How much the page holds at most; it says what it leaves out.

    entities: of each kind, the most connected. offices: rows of a person and an office, those with the most sentences.
    evidence: sentences of one fact or entity. amounts: of one unit, the biggest. units: groups of amounts. links: edges
    of the network. documents: those that state something come first, then the newest.
    """

    entities: int = 2000
    offices: int = 3000
    evidence: int = 5
    amounts: int = 100
    units: int = 40
    links: int = 6000
    documents: int = 5000


class Registry:
    """Numbers of documents, sentences and entities, in the order in which they are asked for."""

    def __init__(self, data: PageData, limits: PageLimits) -> None:
        self.limits = limits
        #: What is wrong with the data, each fault once.
        self.remarks: dict[str, None] = {}
        self._documents = {document.id: document for document in data.documents}
        self._document_numbers: dict[str, int] = {}
        self._sentences: dict[tuple[str, int, str], int] = {}
        self._evidence: dict[tuple[int, int, int, tuple[tuple[int, int, str], ...]], int] = {}
        self._known: set[str] = set()
        self._kept: dict[str, Entity] = {}
        self._numbers: dict[str, int] = {}

    def keep(self, entities: Iterable[Entity], weights: Mapping[str, int]) -> int:
        """Take in the entities of one kind, those of the greatest weight up to the limit. How many were left out."""
        listed = list(entities)
        self._known.update(entity.id for entity in listed)
        listed.sort(key=lambda entity: (-weights.get(entity.id, 0), -entity.mentions, entity.name, entity.id))
        for entity in listed[: self.limits.entities]:
            if entity.id in self._kept:
                self.remarks[f"two entities have the id {entity.id!r}"] = None
                continue
            self._numbers[entity.id] = len(self._numbers)
            self._kept[entity.id] = entity
        return max(0, len(listed) - self.limits.entities)

    def entity(self, identifier: str | None) -> int | None:
        """The number of an entity; None if there is none of that id, or it was left out."""
        if identifier is None:
            return None
        if identifier not in self._known:
            self.remarks[f"no entity has the id {identifier!r}"] = None
        return self._numbers.get(identifier)

    def evidence(self, evidence: Evidence) -> int:
        """The number of a sentence with its marks."""
        if evidence.document not in self._documents:
            self.remarks[f"no document has the id {evidence.document!r}"] = None
        self._document(evidence.document)
        key = (evidence.document, evidence.offset, evidence.sentence)
        sentence = self._sentences.setdefault(key, len(self._sentences))
        length = len(evidence.sentence)
        marks = {(mark.start, mark.end, mark.label) for mark in evidence.marks if 0 <= mark.start < mark.end <= length}
        if len(marks) < len(set(evidence.marks)):
            self.remarks["a mark lies outside of its sentence"] = None
        start, end = evidence.span or (0, length)
        key_of_marks = (sentence, max(0, start), min(end, length), tuple(sorted(marks)))
        return self._evidence.setdefault(key_of_marks, len(self._evidence))

    def date_of(self, evidence: Evidence) -> str | None:
        """The date of the document that a sentence stands in."""
        document = self._documents.get(evidence.document)
        return self.date(document.date) if document else None

    def date(self, text: str | None) -> str | None:
        """`text` if it is a date in ISO form."""
        if text is None or _DATE.fullmatch(text):
            return text
        self.remarks[f"{text!r} is not a date in ISO form"] = None
        return None

    def _document(self, identifier: str) -> int:
        return self._document_numbers.setdefault(identifier, len(self._document_numbers))

    def entities_json(self) -> list[dict[str, Any]]:
        return [self._entity_json(entity) for entity in self._kept.values()]

    def _entity_json(self, entity: Entity) -> dict[str, Any]:
        found: dict[str, Any] = {
            "kind": _kind(entity),
            "name": entity.name,
            "mentions": entity.mentions,
            "documents": entity.documents,
            "evidence": [self.evidence(evidence) for evidence in entity.evidence[: self.limits.evidence]],
        }
        if entity.aliases:
            found["aliases"] = [alias for alias in entity.aliases if alias != entity.name]
        if isinstance(entity, Organisation):
            found["what"] = entity.kind
        if isinstance(entity, Place):
            found |= {"what": entity.kind, "region": entity.region, "country": entity.country, "source": entity.source}
            found["at"] = self._coordinates(entity)
        return {name: value for name, value in found.items() if value is not None}

    def _coordinates(self, place: Place) -> tuple[float, float] | None:
        if place.lat is None or place.lon is None:
            return None
        if math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180:
            return round(place.lon, 4), round(place.lat, 4)
        self.remarks[f"{place.lat}, {place.lon} are no coordinates ({place.id!r})"] = None
        return None

    def documents_json(self) -> tuple[list[dict[str, Any]], int]:
        """The documents with the number of their sentences that are on the page, and how many documents were left out.

        To be called when all evidence has been taken.
        """
        rest = [
            document for identifier, document in self._documents.items() if identifier not in self._document_numbers
        ]
        rest.sort(key=lambda document: (document.date or "", document.id), reverse=True)
        room = max(0, self.limits.documents - len(self._document_numbers))
        for document in rest[:room]:
            self._document(document.id)
        sentences = Counter(document for document, _, _ in self._sentences)
        listed = [self._document_json(identifier, sentences[identifier]) for identifier in self._document_numbers]
        return listed, len(rest[room:])

    def _document_json(self, identifier: str, sentences: int) -> dict[str, Any]:
        document = self._documents.get(identifier) or Document(id=identifier, title=identifier)
        found = {
            "title": document.title.strip() or document.id,
            "date": self.date(document.date),
            "url": safe_url(document.url),
            "site": document.site,
            "id": document.id,
            "sentences": sentences,
        }
        return {name: value for name, value in found.items() if value is not None}

    def sentences_json(self) -> list[list[Any]]:
        """Of each sentence: number of the document, offset, text."""
        return [[self._document(document), offset, text] for document, offset, text in self._sentences]

    def evidence_json(self) -> list[list[Any]]:
        """Of each evidence in one flat list: number of the sentence, its span, then start, end, label of each mark."""
        return [
            [sentence, start, end, *(value for mark in marks for value in mark)]
            for sentence, start, end, marks in self._evidence
        ]


def safe_url(url: str | None) -> str | None:
    """`url` if a browser may open it from the page: http or https, with a host; never javascript: or file:."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _kind(entity: Entity) -> str:
    if isinstance(entity, Person):
        return "person"
    return "place" if isinstance(entity, Place) else "organisation"
