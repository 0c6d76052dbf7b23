"""The span group in which all matchers leave their candidates."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

RULES = "rules"
NESTED = "nested"
MODEL = "model"


def add_candidates(doc: Doc, found: Iterable[tuple[int, int, str, str]]) -> None:
    """Append (start token, end token, label, rule id) candidates to ``doc.spans["rules"]``."""
    spans = [Span(doc, start, end, label=label, span_id=rule) for start, end, label, rule in found]
    if RULES in doc.spans:
        doc.spans[RULES].extend(spans)
    else:
        doc.spans[RULES] = spans


def candidates(doc: Doc, label: str | None = None) -> list[tuple[int, int, str, str]]:
    """(start, end, label, rule id) of the candidates so far, of one label or of all."""
    if RULES not in doc.spans:
        return []
    return [
        (span.start, span.end, span.label_, span.id_)
        for span in doc.spans[RULES]
        if label is None or span.label_ == label
    ]
