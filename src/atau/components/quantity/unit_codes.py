"""The codes of units: ISO 4217 for money, UCUM for measures, `percent` and `percentage_point`.

Sources: unit_codes.tsv (written for the project; a test holds it against Pint and UCUM) and currencies_cldr.tsv
(Unicode CLDR, through scripts/build_units.py).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from atau.components.quantity.endings import ending_of
from atau.components.quantity.tables import CURRENCIES, UNIT_CODES
from atau.tables import TableSet

_MAX_CACHED = 4096
#: The canonical name of a currency whose country nobody can tell: `C$`.
UNKNOWN_CURRENCY: Final = "валюта"


class UnitCode(NamedTuple):
    """The code, None for a currency whose country is not said (динар), and how many of it make the unit named."""

    code: str | None
    factor: Fraction


class UnitCodes:
    """The tables unit_codes.tsv and currencies_cldr.tsv."""

    def __init__(self, tables: TableSet) -> None:
        #: Canonical unit name to code.
        self.by_name = {unit: UnitCode(code, Fraction(1)) for _, unit, code in tables.rows(CURRENCIES)}
        rows = tables.rows(UNIT_CODES)
        self.by_name.update({unit: UnitCode(code or None, Fraction(factor)) for unit, code, factor in rows})
        self.by_name[UNKNOWN_CURRENCY] = UnitCode(None, Fraction(1))
        #: The code of a canonical name; a slash separates it from the unit it is counted by (километр/сағат: km/h).
        #: None where the tables do not know a part of it: then nothing should be said of the amount.
        self.find: Callable[[str], UnitCode | None] = lru_cache(_MAX_CACHED)(self._find)

    def _find(self, name: str) -> UnitCode | None:
        found = self.by_name.get(name)
        if found is not None:
            return found
        first, *others = name.split("/")
        found = self.by_name.get(first) if first else UnitCode("", Fraction(1))
        if found is None or not others:
            return None
        code, factor = found
        for other in others:
            under = self._inflected(other)
            if under is None or not under.code:
                return None
            code = None if code is None else f"{code}/{under.code}"
            factor /= under.factor
        return UnitCode(code, factor)

    def _inflected(self, name: str) -> UnitCode | None:
        """The code of a unit that may bear an ending (км/сағатпен)."""
        for length in range(len(name), 0, -1):
            found = self.by_name.get(name[:length])
            if found is not None and (length == len(name) or (length > 2 and ending_of(name[length:]) is not None)):
                return found
        return None
