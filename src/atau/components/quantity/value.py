"""The value of a quantity as users see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Literal

QuantityKind = Literal["count", "money", "percent", "measure", "fraction"]
#: int where it is whole, Decimal where the decimals end, else Fraction (үштен бір).
NumericValue = int | Decimal | Fraction

_EXACT = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The value of a quantity.

    kind: count, money, percent, measure or fraction. unit: code of ISO 4217 or UCUM, "percent" or "percentage_point";
    None for counts, fractions and currencies of which only the name is known. value: the number; None
    for ranges, for "tens of" and for length by width. low, high: the bounds of a range, or the one that a comparison
    sets (астам: low, дейін: high); of "tens of", low. approx: about, over, under, at_least, at_most; None where the
    number is exact. sides: length, width (44 х 32 мм). counted: the noun counted, where it is known.
    """

    kind: QuantityKind
    unit: str | None = None
    value: NumericValue | None = None
    low: NumericValue | None = None
    high: NumericValue | None = None
    approx: str | None = None
    sides: tuple[NumericValue, ...] | None = None
    counted: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The fields that are not None, fit for JSON.

        A Decimal becomes the float that is written like it. Where there is no such float (one third, very long
        decimals) `exact` holds it in full, as a fraction or a decimal in text.
        """
        found: dict[str, Any] = {}
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is not None:
                found[name] = _json(number)
        if self.value is not None and not _is_json(self.value):
            found["exact"] = str(self.value)
        if self.sides is not None:
            found["sides"] = [_json(side) for side in self.sides]
        for name in ("unit", "kind", "approx", "counted"):
            text = getattr(self, name)
            if text is not None:
                found[name] = text
        return found


def _json(number: NumericValue) -> int | float:
    return number if isinstance(number, int) else float(number)


def _is_json(number: NumericValue) -> bool:
    if isinstance(number, int):
        return True
    return isinstance(number, Decimal) and Decimal(repr(float(number))) == number


def numeric_value(value: Fraction) -> NumericValue:
    """`value` as an int or Decimal; it stays a Fraction where its decimals do not end."""
    if value.denominator == 1:
        return value.numerator
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return value
    found = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return found.normalize(_EXACT)
