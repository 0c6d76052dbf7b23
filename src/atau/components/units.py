"""The codes of units: ISO 4217 for money, UCUM for measures, `percent` and `percentage_point`.

Sources: unit_codes.tsv (written for the project; a test holds it against Pint and UCUM) and currencies_cldr.tsv
(Unicode CLDR, through scripts/build_units.py).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from atau.components.quantity_elements import currencies, ending_of
from atau.lexicon.table import read_table

_DATA = Path(__file__).parent / "data"


class UnitCode(NamedTuple):
    """The code, None for a currency whose country is not said (динар), and how many of it make the unit named."""

    code: str | None
    factor: Fraction


def _is_factor(cell: str) -> bool:
    first, _, second = cell.partition("/")
    return first.isdecimal() and (not second or second.isdecimal()) and int(first) > 0 and second != "0"


@lru_cache(maxsize=1)
def unit_codes() -> dict[str, UnitCode]:
    """Canonical unit name to code. Raises LexiconError on a faulty table."""
    columns = ("unit", "code", "factor")
    rows = read_table(
        _DATA / "unit_codes.tsv", columns, required=("unit", "factor"), unique=("unit",), checks={"factor": _is_factor}
    )
    codes = {unit: UnitCode(code, Fraction(1)) for _, unit, code in currencies()}
    codes.update({unit: UnitCode(code or None, Fraction(factor)) for unit, code, factor in rows})
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
