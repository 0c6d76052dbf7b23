"""A tiny pipeline, so that the tests of the command do not hang on the quality of the rules."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

PATTERNS = [
    {"label": "PERSON", "pattern": "Арман Сейітов"},
    {"label": "LOC", "pattern": "Көкбұлақта"},
    {"label": "QUANTITY", "pattern": "12"},
]
TEXT = "Арман Сейітов Көкбұлақта 12 үй салды. Ауа райы жақсы. Арман Сейітов қайтты."


@Language.component("test_breaks")
def breaks(doc: Doc) -> Doc:
    """Raises for some texts, as a bug in a component would."""
    if "БҰЗЫЛҒАН" in doc.text:
        raise RuntimeError("сынды\nекі жолмен")
    return doc


@Language.component("test_hangs")
def hangs(doc: Doc) -> Doc:
    """Loops in C, where no signal interrupts it, for some texts."""
    if "ІЛІНГЕН" in doc.text:
        sum(range(10**13))
    return doc


def hanging_pipeline() -> Language:
    """As `pipeline`, with components that hang and raise."""
    nlp = pipeline()
    nlp.add_pipe("test_breaks")
    nlp.add_pipe("test_hangs")
    return nlp


def pipeline() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    return nlp
