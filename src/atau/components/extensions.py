"""The attributes atau adds to spaCy's Span; importing the module registers them."""

from __future__ import annotations

from spacy.tokens import Span


def register() -> None:
    """Register ``span._.normal``, ``.quantity``, ``.score`` and ``.source``; safe to call again.

    normal: dictionary form (str or None). quantity: dict with value or low/high, unit, kind (or None).
    score: confidence in 0..1 (or None). source: rule id or "model" (or None).
    """
    for name in ("normal", "quantity", "score", "source"):
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


register()
