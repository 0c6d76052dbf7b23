"""The value of a quantity as users see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

QuantityKind = Literal["count", "money", "percent", "measure", "fraction"]
#: int where it is whole, Decimal where the decimals end, else Fraction (үштен бір).
NumericValue = int | Decimal | Fraction


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
        """The fields that are not None. Numbers are Decimal, as they were written.

        Where the decimals of the value do not end (one third) there is no `value`, and `exact` holds the fraction as
        text (1/3); such a bound is left out.
        """
        found: dict[str, Any] = {}
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if isinstance(number, int | Decimal):
                found[name] = Decimal(number)
        if isinstance(self.value, Fraction):
            found["exact"] = str(self.value)
        if self.sides is not None and not any(isinstance(side, Fraction) for side in self.sides):
            found["sides"] = [Decimal(side) for side in self.sides]  # type: ignore[arg-type]
        for name in ("unit", "kind", "approx", "counted"):
            text = getattr(self, name)
            if text is not None:
                found[name] = text
        return found


def numeric_value(value: Fraction) -> NumericValue:
    """`value` as an int or Decimal; it stays a Fraction where its decimals do not end."""
    if value.denominator == 1:
        return value.numerator
    rest, powers = value.denominator, [0, 0]
    for i, prime in enumerate((2, 5)):
        while rest % prime == 0:
            rest //= prime
            powers[i] += 1
    if rest != 1:
        return value
    places = max(powers)
    # Of digits, so that no context rounds it.
    digits = Decimal(value.numerator * (10**places // value.denominator)).as_tuple()
    return Decimal((digits.sign, digits.digits, -places))
