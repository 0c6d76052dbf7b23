"""What the unit of an amount says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from atau.facts.cases import case_by_ending
from atau.facts.view import FactDoc, Named

#: Codes of units of weight and volume.
_WEIGHTS: Final = frozenset(("t", "kt", "Mt", "kg", "g", "mg", "dt", "L", "mL", "daL", "m3", "[bbl_us]", "{pood}"))
_PER_UNIT: Final = re.compile(r".{3,}[ыі]н[ае]$")


def is_per_unit(view: FactDoc, amount: Named) -> bool:
    """Whether an amount begins with the unit that it is paid for: тоннасына 95 мың теңге."""
    return amount.end - amount.start > 1 and _PER_UNIT.match(view.norms[amount.start]) is not None


def is_price(view: FactDoc, amount: Named) -> bool:
    """Whether an amount is the price of a unit of something that is traded: тоннасына 95 мың теңгеден."""
    return is_per_unit(view, amount) and case_by_ending(view.norms[amount.end - 1]) == "abl"


def is_weight(value: Mapping[str, Any] | None) -> bool:
    """Whether an amount has a unit of weight or volume, so that it is one of goods; not one in a ton of ore."""
    unit, _, under = str((value or {}).get("unit")).partition("/")
    return unit in _WEIGHTS and under not in _WEIGHTS
