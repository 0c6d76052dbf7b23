"""The codes of units: ISO 4217 for money, UCUM for measures, `percent` and `percentage_point`.

Sources: unit_codes.tsv (written for the project; a test holds it against Pint and UCUM) and currencies_cldr.tsv
(Unicode CLDR, through scripts/build_units.py).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from atau.components.quantity.elements import ending_of
from atau.components.quantity.tables import CURRENCIES, UNIT_CODES


class UnitCode(NamedTuple):
    """The code, None for a currency whose country is not said (динар), and how many of it make the unit named."""

    code: str | None
    factor: Fraction


@lru_cache(maxsize=1)
def unit_codes() -> dict[str, UnitCode]:
    """Canonical unit name to code. Raises TableError on a faulty table."""
    codes = {unit: UnitCode(code, Fraction(1)) for _, unit, code in CURRENCIES.read()}
    codes.update({unit: UnitCode(code or None, Fraction(factor)) for unit, code, factor in UNIT_CODES.read()})
    return codes


def _bare(name: str) -> UnitCode | None:
    """The code of a unit that may bear an ending (км/сағатпен)."""
    codes = unit_codes()
    for length in range(len(name), 0, -1):
        found = codes.get(name[:length])
        if found is not None and (length == len(name) or (length > 2 and ending_of(name[length:]) is not None)):
            return found
    return None


@lru_cache(maxsize=4096)
def unit_code(name: str) -> UnitCode | None:
    """The code of a canonical name; a stroke parts it from the unit it is counted by.

    None where the table does not know a part of it: then nothing should be said of the amount.

    >>> unit_code("километр/сағат").code
    'km/h'
    """
    codes = unit_codes()
    found = codes.get(name)
    if found is not None:
        return found
    first, *others = name.split("/")
    found = codes.get(first) if first else UnitCode("", Fraction(1))
    if found is None or not others:
        return None
    code, factor = found
    for other in others:
        under = _bare(other)
        if under is None or not under.code:
            return None
        code = None if code is None else f"{code}/{under.code}"
        factor /= under.factor
    return UnitCode(code, factor)
