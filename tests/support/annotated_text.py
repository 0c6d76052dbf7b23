"""Texts annotated as the writers get them."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from atau.annotate.annotation import Annotated, Annotation, WriterRequirements
from atau.annotate.batches import annotate_tasks
from atau.annotate.records import InputRecord

EVERYTHING = WriterRequirements(sentences=True, tokens=True, docbin=True)


def annotated(text: str, nlp: Language, identity: Any = "n", needs: WriterRequirements = EVERYTHING) -> Annotated:
    """`text` as a record of a text file, annotated by `nlp`."""
    [result] = annotate_tasks(nlp, [(text, {})], needs)
    assert isinstance(result, Annotation)
    return Annotated(InputRecord(identity, text, "f"), result)
