"""Quantities in ``doc.user_data``: their Decimals are stored as text, for msgpack (DocBin, ``to_bytes``) knows none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

_NUMBERS: Final = ("value", "low", "high")


def packed(quantity: Mapping[str, Any]) -> dict[str, Any]:
    """A quantity as `Quantity.as_dict` gives it, its numbers as text: for storage that knows no Decimal (msgpack)."""
    found = dict(quantity)
    for name in _NUMBERS:
        if name in found:
            found[name] = _text(found[name])
    if "sides" in found:
        found["sides"] = [_text(side) for side in found["sides"]]
    return found


def unpacked(quantity: Mapping[str, Any]) -> dict[str, Any]:
    """What `packed` was given."""
    found = dict(quantity)
    for name in _NUMBERS:
        if name in found:
            found[name] = Decimal(str(found[name]))
    if "sides" in found:
        found["sides"] = [Decimal(str(side)) for side in found["sides"]]
    return found


def _text(number: Any) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else str(number)
