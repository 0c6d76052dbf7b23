"""A part of a doc as a doc of its own, with the mentions inside others."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span

from atau.components.common.candidates import NESTED


def as_doc(span: Span) -> Doc:
    """As ``span.as_doc(copy_user_data=True)``, which keeps no span groups: here ``doc.spans["nested"]`` comes along.

    ``ent._.normal``, ``ent._.quantity`` and the rest are kept; ``doc._.people`` belongs to the whole text and is not.
    """
    doc = span.as_doc(copy_user_data=True)
    data: dict[Any, Any] = doc.user_data
    data.pop(("._.", "people", None, None), None)
    inside = [s for s in span.doc.spans.get(NESTED, ()) if span.start <= s.start and s.end <= span.end]
    doc.spans[NESTED] = [
        Span(doc, s.start - span.start, s.end - span.start, label=s.label, span_id=s.id) for s in inside
    ]
    return doc
