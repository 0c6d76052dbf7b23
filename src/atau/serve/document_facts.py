"""The facts of one text, and what of it is joined with other texts."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from atau.annotate.annotation import Annotation, WriterRequirements, describe
from atau.annotate.batches import memory_zone
from atau.annotate.plain import plain
from atau.annotate.records import InputRecord
from atau.facts.store.documents import ReadDocument
from atau.facts.store.places import PlaceIds
from atau.facts.store.rows import published_of
from atau.serve.tasks import DocumentFacts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from atau.facts.records import Fact


def annotate_with_facts(
    nlp: Language, record: InputRecord, needs: WriterRequirements
) -> tuple[Annotation | str, DocumentFacts | None]:
    """The annotation of a record with its facts, and what is joined; an error message where the pipeline raised."""
    from atau.facts import facts_of, to_dict

    meta = record.fields.get("meta")
    about = meta if isinstance(meta, Mapping) else {}
    published = published_of(ReadDocument("", record.text, "", about))
    with memory_zone(nlp):
        # Exceptions must not leave the zone: one that passes through spaCy's memory zone leaves the vocabulary in it.
        try:
            doc = nlp(record.text)
            annotation = describe(doc, dataclasses.replace(needs, facts=False))
            facts = facts_of(doc, _day(published))
            found = [plain(to_dict(fact)) for fact in facts]
            return dataclasses.replace(annotation, facts=found), _document_facts(doc, facts, found, published)
        except Exception as error:
            return f"the pipeline failed: {type(error).__name__}: {' '.join(str(error).split())}", None


def _day(published: str | None) -> datetime.date | None:
    try:
        return None if published is None else datetime.date.fromisoformat(published)
    except ValueError:  # said to the month, or no day of the calendar
        return None


def _document_facts(doc: Doc, facts: list[Fact], found: list[dict[str, Any]], published: str | None) -> DocumentFacts:
    from atau.facts.people.of_doc import organisation_profiles, person_profiles

    if not doc._.has("people"):  # of another pipeline, nobody is told apart
        return DocumentFacts(facts=found)
    ids = PlaceIds(doc)
    places: list[tuple[str, dict[str, Any]]] = []
    known: dict[str, Mapping[str, Any]] = {}
    for span in sorted((*doc.ents, *doc.spans.get("nested", ())), key=lambda span: (span.start, -span.end)):
        place = ids.of_span(span)
        if place is None:
            continue
        places.append((place, {"start": span.start_char, "end": span.end_char, "name": span._.normal or span.text}))
        if span._.has("place") and (about := span._.get("place")):
            known[place] = plain(about)
    return DocumentFacts(
        people=[dataclasses.asdict(profile) for profile in person_profiles(doc, "", published=published, facts=facts)],
        organisations=[
            dataclasses.asdict(profile) for profile in organisation_profiles(doc, "", published=published, facts=facts)
        ],
        places=places,
        facts=found,
        known=known,
    )
