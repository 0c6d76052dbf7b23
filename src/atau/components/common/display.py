"""Entities for displaCy: the colours, and a tooltip with the dictionary form, the value, the cluster, the source.

>>> from spacy import displacy
>>> page = displacy.render(displacy_data(doc), style="ent", manual=True, options=OPTIONS)  # doctest: +SKIP
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from spacy.tokens import Doc

from atau.components.common.extensions import SPAN_ATTRIBUTES
from atau.labels import COLORS

TEMPLATE: Final = (
    '<mark class="entity" title="{title}" style="background: {bg}; padding: 0.25em 0.4em; '
    'margin: 0 0.15em; line-height: 1; border-radius: 0.35em;">{text} '
    '<span style="font-size: 0.7em; font-weight: bold; vertical-align: middle;">'
    "{label}{kb_link}</span></mark>"
)
#: What ``displacy.render`` takes as `options`.
OPTIONS: Final[dict[str, Any]] = {"colors": COLORS, "template": TEMPLATE}
_APPROX: Final = {"about": "≈", "over": ">", "at_least": "≥", "under": "<", "at_most": "≤"}


def displacy_data(doc: Doc) -> dict[str, Any]:
    """`doc` as displaCy takes it with ``style="ent", manual=True``; everything that comes from outside escaped."""
    ents = []
    for ent in doc.ents:
        known = {name: ent._.get(name) for name in SPAN_ATTRIBUTES if ent._.has(name)}
        ents.append(displacy_entity(ent.start_char, ent.end_char, ent.label_, known))
    return {"text": doc.text, "ents": ents, "title": None}


def displacy_entity(start: int, end: int, label: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """One entity as displaCy takes it; attributes: normal, quantity, cluster, score, source, where they are known."""
    title = html.escape(tooltip(attributes))
    return {"start": start, "end": end, "label": html.escape(label), "params": {"title": title}}


def tooltip(attributes: Mapping[str, Any]) -> str:
    """What is known of a mention, in one line."""
    score, quantity = attributes.get("score"), attributes.get("quantity")
    parts = [
        attributes.get("normal"),
        amount(quantity) if isinstance(quantity, Mapping) else None,
        attributes.get("cluster"),
        None if score is None else f"{score:.2f}",
        attributes.get("source"),
    ]
    return " · ".join(str(part) for part in parts if part)


def amount(quantity: Mapping[str, Any]) -> str:
    """A quantity for the eye: `≈ 4 500 000 000 KZT`, `5–6 адам`, an empty string where there is no number.

    Numbers as Kazakh writes them: thousands apart, a decimal comma.
    """
    sides = quantity.get("sides") or ()
    numbers = [quantity.get(name) for name in ("value", "low", "high")]
    shown = " × ".join(map(_number, sides)) if sides else quantity.get("exact", "")
    shown = shown or "–".join(_number(n) for n in dict.fromkeys(numbers) if n is not None)
    if not shown:
        return ""
    unit = (quantity.get("unit") or "").replace("percentage_point", "pp").replace("percent", "%").strip("{}")
    words = (_APPROX.get(quantity.get("approx") or ""), shown, unit, quantity.get("counted"))
    return " ".join(word for word in words if word)


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}".translate(str.maketrans(",.", " ,"))
    return f"{value:,}".translate(str.maketrans(",.", " ,")) if isinstance(value, int | float) else str(value)
