"""A row per mention, as csv and parquet write it.

Numbers that are not known are empty. The values that a cell cannot hold (`exact`, `sides`) are in the JSONL output.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from atau.annotate.annotation import Annotated, Entity

TEXTS: Final = (
    "id", "layer", "label", "text", "normal", "cluster", "unit", "kind", "approx", "counted", "source", "explanation",
)  # fmt: skip
#: Exact decimals.
DECIMALS: Final = ("value", "low", "high")
COLUMNS: Final = (
    "id", "layer", "start", "end", "label", "text", "normal", "cluster", "value", "low", "high", "unit", "kind",
    "approx", "counted", "score", "source",
)  # fmt: skip
_OF_QUANTITY: Final = ("value", "low", "high", "unit", "kind", "approx", "counted")


def columns(*, explain: bool) -> tuple[str, ...]:
    """The columns of the table; the explanation in words is the last one where it was asked for."""
    return (*COLUMNS, "explanation") if explain else COLUMNS


def rows_of(item: Annotated, *, explain: bool = False) -> Iterator[dict[str, Any]]:
    """The mentions of a record, outermost first, as dictionaries of `columns`. layer: flat or nested."""
    identity = item.record.id
    name = identity if isinstance(identity, str) else str(identity)
    for layer, ents in (("flat", item.annotation.ents), ("nested", item.annotation.nested)):
        for ent in ents:
            yield {"id": name, "layer": layer, **_row(ent, explain)}


def _row(ent: Entity, explain: bool) -> dict[str, Any]:
    quantity = ent["quantity"] if isinstance(ent["quantity"], dict) else {}
    row = {name: ent.get(name) for name in COLUMNS[2:] if name not in _OF_QUANTITY}
    row.update({name: quantity.get(name) for name in _OF_QUANTITY})
    if explain:
        row["explanation"] = in_words(ent)
    return row


def in_words(ent: Entity) -> str | None:
    """The explanation of an entity as one text; None where there is none."""
    explanation = ent.get("explanation")
    return None if explanation is None else str(explanation["words"])
