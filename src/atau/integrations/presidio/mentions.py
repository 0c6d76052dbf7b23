"""What atau finds in a text, under Presidio's names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import atau

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

LANGUAGE: Final = "kk"
#: Label of atau to entity of Presidio.
ENTITIES: Final = {
    "PERSON": "PERSON",
    "LOC": "LOCATION",
    "ORG": "ORGANIZATION",
    "POSITION": "POSITION",
    "QUANTITY": "QUANTITY",
}
#: What is recognised unless more is asked for.
DEFAULT_ENTITIES: Final = ("PERSON", "LOCATION", "ORGANIZATION")
#: Keys of a result's ``recognition_metadata``, None where atau does not know: dictionary form; what the mention names,
#: the same for all its mentions in the text; rule id or "model".
NORMAL, CLUSTER, SOURCE = "atau_normal", "atau_cluster", "atau_source"
# Of an entity that another component set, without a score: what Presidio itself gives the entities of spaCy.
_UNKNOWN_SCORE: Final = 0.85


class Mention(NamedTuple):
    """A mention under its name in Presidio, and the score."""

    span: Span
    entity: str
    score: float


def mentions(doc: Doc) -> list[Mention]:
    """Entities and nested mentions of `doc` in the order of the text, the outer ones first."""
    spans = sorted([*doc.ents, *doc.spans.get("nested", ())], key=lambda span: (span.start, -span.end))
    return [
        Mention(span, ENTITIES[span.label_], _UNKNOWN_SCORE if span._.score is None else span._.score)
        for span in spans
        if span.label_ in ENTITIES
    ]


def loaded(nlp: Language | str | Path | None) -> Language:
    """The pipeline, loaded unless it is one. Raises what `atau.load` does."""
    return atau.load(nlp) if nlp is None or isinstance(nlp, (str, Path)) else nlp
