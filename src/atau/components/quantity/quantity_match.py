"""The record of a quantity that the grammar has found."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity: elements start..end (end excluded), and what it says.

    kind: money, percent, measure or count. unit: canonical name, "" for counts; a slash separates it from the unit it
    is counted by (километр/сағат). case: of the last word; "dat+" after дейін. joined: a range of two quantities.
    sides: length by width (44 х 32 мм), in low and high. fraction: a part named as one (үштен бір, жарты). scale: the
    value of the last scale word (мың), 1 without one. mixed: bounds that cannot be told: two units that cannot be
    converted into each other, 5-6 мыңнан бес. owned: the numeral bears a possessive (екеуі). exact: not "tens of"
    (ондаған). noun: the form of the counted noun inside it (40 ұяға жуық), "" without one. signed: low and high bear
    the signs of their numbers (−3…+2).
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    kind: str
    unit: str
    case: str
    approx: str = ""
    exact: bool = True
    joined: bool = False
    sides: bool = False
    fraction: bool = False
    scale: int = 1
    mixed: bool = False
    owned: bool = False
    noun: str = ""
    signed: bool = False
