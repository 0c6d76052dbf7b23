"""The facts of a document, as the store asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from atau.facts.records import Fact, Holding, Mention, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


def facts_of(doc: Doc) -> Iterator[Fact]:
    """The offices that stand beside the persons of `doc`, as ``doc._.people`` has them."""
    positions = [span for span in doc.ents if span.label_ == "POSITION"]
    persons = {span.start_char: span for span in doc.ents if span.label_ == "PERSON"}
    for person in (doc._.get("people") or ()) if doc._.has("people") else ():
        spans = [persons[start] for start, _ in person["mentions"] if start in persons]
        for name in person["offices"]:
            offices = [span for span in positions if span._.normal == name]
            pairs = ((abs(office.start - span.start), span, office) for office in offices for span in spans)
            nearest = min(pairs, key=lambda pair: pair[0], default=None)
            if nearest is not None:
                yield _holding(nearest[1], nearest[2])


def _holding(person: Span, office: Span) -> Holding:
    doc = person.doc
    sentence = doc[min(person.start, office.start) : max(person.end, office.end)]
    begin, end = sentence[0].sent.start_char, sentence[-1].sent.end_char
    return Holding(
        start=sentence.start_char, end=sentence.end_char, sentence=(begin, end),
        score=(person._.score or 0.0) * (office._.score or 0.0), source="facts.beside",
        person=_mention(person), office=_mention(office), status=Status.HOLDS,
    )  # fmt: skip


def _mention(span: Span) -> Mention:
    of: Any = span._
    return Mention(
        start=span.start_char, end=span.end_char, text=span.text, label=span.label_, normal=of.normal,
        cluster=of.cluster,
    )  # fmt: skip
