"""The attributes atau adds to spaCy's Span and Doc; importing the module registers them.

They hold plain values (text, numbers, lists, dicts), so that they go through ``DocBin(store_user_data=True)``,
``Doc.to_json(underscore=[...])`` and the processes of ``nlp.pipe(n_process=...)``.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Span

SPAN_ATTRIBUTES: Final = ("normal", "quantity", "cluster", "score", "source")
DOC_ATTRIBUTES: Final = ("people",)


def register() -> None:
    """Register the attributes; safe to call again.

    span._.normal: dictionary form (str or None). span._.quantity: dict as `Quantity.as_dict` gives it (or None).
    span._.cluster: id of what the mention names, the same for all its mentions in the document (or None).
    span._.score: confidence in 0..1 (or None). span._.source: rule id or "model" (or None).
    doc._.people: list of dicts, see `atau.components.normalizer.clusters.people` (or None).
    """
    for name in SPAN_ATTRIBUTES:
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)
    for name in DOC_ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register()
