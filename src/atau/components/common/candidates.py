"""The span groups: candidates of the rules, of the model, vetoes, nested mentions, entities set by other components."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from atau.components.common.edges import own_edges

RULES = "rules"
NESTED = "nested"
MODEL = "model"
#: Where a rule knows that there is no mention of a label: no candidate of that label may touch these tokens.
VETOES = "vetoes"
#: Entities that a component of another package had set before atau's.
PRESET = "preset"


def add_candidates(doc: Doc, found: Iterable[tuple[int, int, str, str]]) -> None:
    """Append (start token, end token, label, rule id) candidates to ``doc.spans["rules"]``.

    White space and punctuation at an edge that is not the mention's own are left out: see `own_edges`.
    """
    spans = []
    for first, last, label, rule in found:
        start, end = own_edges(doc, first, last)
        if start < end:
            spans.append(Span(doc, start, end, label=label, span_id=rule))
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


def add_vetoes(doc: Doc, found: Iterable[tuple[int, int, str]]) -> None:
    """Append (start token, end token, label) to ``doc.spans["vetoes"]``: there is no mention of `label` here.

    Candidates of that label that share a token with it are ignored, those of rules and of the model alike. Only for
    what is certain whatever the context: an ordinal is no QUANTITY, a counted office no POSITION.
    """
    spans = [Span(doc, start, end, label=label) for start, end, label in found]
    if VETOES in doc.spans:
        doc.spans[VETOES].extend(spans)
    elif spans:
        doc.spans[VETOES] = spans


def vetoed(doc: Doc) -> dict[str, set[int]]:
    """Label to the tokens that no mention of it may touch."""
    tokens: dict[str, set[int]] = {}
    for span in doc.spans.get(VETOES, ()):
        tokens.setdefault(span.label_, set()).update(range(span.start, span.end))
    return tokens


def keep_preset(doc: Doc) -> list[Span]:
    """The entities that components of other packages have set, now also in ``doc.spans["preset"]``.

    What atau's own components set bears a source; a second pass over a doc finds nothing new. An entity that another
    component has replaced since the last pass is gone from the group.
    """
    known = {(span.start, span.end, span.label) for span in doc.spans.get(PRESET, ())}
    found = [ent for ent in doc.ents if ent._.source is None or (ent.start, ent.end, ent.label) in known]
    if found or PRESET in doc.spans:
        doc.spans[PRESET] = found
    return found
