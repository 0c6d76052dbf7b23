"""Numbers joined by a sign into one amount: `5 – 6 мың`, `44 х 32`, `-3...-5`, `−15 – −20`, `+12/+15 °C`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from atau.components.quantity.signs import DEGREES, are_bounds, sign_at, sign_before
from atau.components.quantity.view import DASHES, ElementView
from atau.morphology.numerals import Numeral, read
from atau.morphology.numerals_words import SPELLED

_SPELLED: Final = frozenset(SPELLED.values())
_TIMES: Final = frozenset("хx×*")
_ELLIPSES: Final = frozenset(("...", "…", ".."))


class Joined(NamedTuple):
    """What numbers joined by signs say.

    numeral: the last one. low, high: the bounds, without signs. end: where they end. sides: they are length and width.
    second_sign: the sign of the upper bound, an empty string without one.
    """

    numeral: Numeral
    low: Fraction
    high: Fraction
    end: int
    sides: bool = False
    second_sign: str = ""


class JoinedNumbers(ElementView):
    """Reads numbers that signs join."""

    def joined(self, start: int, numeral: Numeral, end: int) -> Joined:
        """The numeral in elements start..end and those joined to it by a dash, an ellipsis or a times sign."""
        low = Fraction(numeral.value)
        high = Fraction(numeral.value if numeral.high is None else numeral.high)
        sides, doubtful = False, numeral.doubtful
        while True:
            sign = self.at(end).text
            if low == high and numeral.case == "nom" and (signed := self._signed(start, numeral, end)) is not None:
                return signed
            if not (sign in DASHES or sign in _TIMES) or self.is_apart(end):
                break
            after = read(self.nums, end + 1) if end + 1 < len(self.items) else None
            if after is None or numeral.case != "nom" or after[0].kind == "ordinal":
                break
            upper = Fraction(after[0].value)
            doubtful = doubtful or sides or low != high or self._is_doubtful(start, numeral, end, after)
            if sign in DASHES:
                if self._is_rate(start, after[1]):
                    break
                if numeral.scale == 1 < after[0].scale and low < upper / after[0].scale:
                    low *= after[0].scale
                if low > upper or high > low:
                    break
                high, doubtful = upper, doubtful or low == upper  # елу – елу
            else:
                high, sides = upper, True
            numeral, end = replace(after[0], high=after[0].value), after[1]
        return Joined(replace(numeral, doubtful=doubtful), low, high, end, sides)

    def _signed(self, start: int, numeral: Numeral, end: int) -> Joined | None:
        """`-3...-5`, `+6…+8`, `−15 – −20`: the second number bears a sign; without signs an ellipsis joins nothing."""
        joint, glued = self.at(end).text, self.elements.glued
        ellipsis, slash = joint in _ELLIPSES, joint == "/"
        if not (ellipsis or slash) and (joint not in DASHES or self.is_apart(end)):
            return None
        sign, i = sign_at(self, end + 1)
        if not (sign or slash) or i >= len(self.items) or (ellipsis and not (glued[end] and glued[end + 1])):
            return None
        after = read(self.nums, i)
        if after is None or after[0].kind == "ordinal" or after[0].high is not None or after[0].scale != numeral.scale:
            return None
        low, high = Fraction(numeral.value), Fraction(after[0].value)
        found = Joined(replace(after[0], high=after[0].value), low, high, after[1], second_sign=sign)
        return self._slashed(start, end, found) if slash else found

    def _slashed(self, start: int, slash: int, found: Joined) -> Joined | None:
        """`-5/-7 градус`, `+12/+15`: `found` where a slash joins temperatures, in doubt where they may be no bounds."""
        first, unit, glued = sign_before(self, start), self.unit_at(found.end), self.elements.glued
        in_degrees = unit is not None and unit[0].name in DEGREES
        if self.is_apart(slash) or not (in_degrees or (first and found.second_sign and glued[slash])):
            return None
        doubtful = (unit is not None and not in_degrees) or not are_bounds(
            first, found.low, found.second_sign, found.high
        )
        numeral = replace(found.numeral, doubtful=found.numeral.doubtful or doubtful)
        return found._replace(numeral=numeral)

    def _is_rate(self, start: int, end: int) -> bool:
        """$1 – 470 теңге: either number has a currency, so they are no range. start, end: of both together."""
        unit = self.unit_at(end)
        signed = self.at(start - 1).text in self._units.prefixes and self.is_prefix(start - 1)
        return signed and unit is not None and unit[0].kind == "money"

    def _is_doubtful(self, start: int, numeral: Numeral, end: int, after: tuple[Numeral, int]) -> bool:
        """Whether the bounds of `numeral` – `after` cannot be told: млн – млрд, 5 – мың, ондаған – 50, 5 – 6-7."""
        second, stop = after
        if numeral.kind == "many" or second.kind == "many" or second.high is not None or second.doubtful:
            return True
        return self._is_bare_scale(end + 1, stop) or (
            self._is_bare_scale(start, end) and self.at(start).text not in _SPELLED
        )

    def _is_bare_scale(self, start: int, end: int) -> bool:
        """A scale without a number before it, with the point of its abbreviation or without."""
        num = self.at(start).num
        return num is not None and num.role == "scale" and self.at(end - 1).num is num
