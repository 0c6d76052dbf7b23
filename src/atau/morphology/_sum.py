"""The value of a numeral while its words are read one by one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from atau.morphology.numerals_words import Kind, NumWord, Role

_VULGAR: Final = frozenset("½¼¾")
# Words that go on with a number, unlike digits, which begin another one.
_SPELLED: Final = frozenset(("zero", "unit", "ten", "hundred", "scale", "half", "andhalf", "quarter", "whole"))
_TEN: Final = 10


class RunningSum:
    """The running value: finished scales, and the group that a scale may still multiply."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group: Fraction | None = None
        # The upper bound, finished scales included, where a word was a range.
        self.high: Fraction | None = None
        self.doubtful = False
        # What was added last to the group; smaller numbers may still be added.
        self.floor = 0
        self.scale = 0
        self.scales = 0
        self.in_digits = False
        self.kind: Kind = "cardinal"

    def add(self, word: NumWord) -> bool:
        """Take in one word; False, changing nothing, where it cannot go on with the number.

        After a range, a number word that fits only one bound or neither is taken in too, and the bounds are in doubt.
        """
        if self.high is not None and (self.doubtful or not self._fits_range(word)):
            self.doubtful = self.doubtful or word.role in _SPELLED or word.text in _VULGAR
            return self.doubtful and (word.role in _SPELLED or word.text in _VULGAR)
        step = _STEPS.get(word.role)
        return step is not None and step(self, word)

    def _fits_range(self, word: NumWord) -> bool:
        """A scale or `жүз` multiplies both bounds (екі-үш жүз мың); a unit ends the upper one (он-он бес)."""
        if self.group is None:
            return False
        if word.role == "unit":
            return self.floor >= 10
        return word.role == "scale" or (word.role == "hundred" and self.floor == 1)

    def _add_digits(self, word: NumWord) -> bool:
        """`13`, `5-6`, `екі-үш`: nothing but a larger scale may stand before it."""
        value = word.value
        if word.text in _VULGAR and self.in_digits and self.group is not None and self.group.denominator == 1:
            self.group, self.floor, self.in_digits = self.group + value, 0, False  # 1½
            return True
        if self.group is not None and word.role == "range" and not word.text:
            return self._add_words_of_range(self.group, word)
        if self.group is not None or (self.scale and value >= self.scale):
            return False
        self.group, self.high = value, None if word.high is None else self.total + word.high
        self.in_digits = word.role == "digits" and word.text not in _VULGAR
        self.floor = 1 if value.denominator == 1 else 0
        if word.role == "range" and not word.text and value % 10 == 0:
            self.floor = 10
        return True

    def _add_words_of_range(self, group: Fraction, word: NumWord) -> bool:
        """`он екі-үш` and `жиырма бес-отыз`: the low word ends the lower bound. `екі жүз-үш жүз` is in doubt."""
        low, high = word.value, word.high or Fraction(0)
        if self.high is not None or group.denominator > 1 or self.kind != "cardinal" or self.floor == 0:
            return False
        fits = self.floor >= 10 and low < 10
        self.group = group + low
        if fits and low < high < 10:
            self.high, self.floor = self.total + group + high, 1
        elif fits and self.group < high < 100:
            self.high, self.floor = self.total + high, 10
        else:
            self.high, self.doubtful = self.total + high, True
        return True

    def _add_unit(self, word: NumWord) -> bool:
        """`бес`, `бесеу`: after tens, hundreds and scales."""
        if self.group is not None and self.floor < 10:
            return False
        if self.high is not None:  # он-он бес: only the upper bound grows
            self.high += word.value
        else:
            self.group = (self.group or 0) + word.value
        self.floor = 1
        return True

    def _add_one_of(self, word: NumWord) -> bool:
        """`бірі` after tens and hundreds: `жиырма бірі` are twenty-one of them. Alone it is one of them."""
        return self.group is not None and self.floor >= _TEN and self._add_unit(word)

    def _add_ten(self, word: NumWord) -> bool:
        """`жиырма`: after hundreds and scales."""
        if self.group is not None and self.floor < 100:
            return False
        self.group, self.floor = (self.group or 0) + word.value, 10
        return True

    def _add_hundred(self, word: NumWord) -> bool:
        """`жүз`, `бес жүз`."""
        if self.group is not None and not (self.floor == 1 and 1 <= self.group < 10):
            return False
        if self.high is not None:
            self.high = self.total + (self.high - self.total) * word.value
        self.group, self.floor = (self.group or 1) * word.value, 100 if self.high is None else 0
        return True

    def _add_scale(self, word: NumWord) -> bool:
        """`бес мың`, `млн`: each one smaller than the one before, but for a greater one right after the first."""
        value = word.value
        if self.scales == 1 and self.group is None and self.high is None and value > self.scale:
            self.total, self.scale, self.scales = self.total * value, int(value), 2  # жүз мың миллион
            return True
        if self.scale and value >= self.scale:
            return False
        self.scales += 1 if self.group is not None else 2  # мың миллион alone is none
        if self.high is not None:
            self.high = self.total + (self.high - self.total) * value
        self.total += (1 if self.group is None else self.group) * value
        self.group, self.scale, self.floor = None, int(value), 0
        return True

    def _add_part(self, word: NumWord) -> bool:
        """`жарты`, `ширек`: alone or before a scale."""
        if self.group is not None or self.total:
            return False
        self.group, self.floor = word.value, 0
        return True

    def _add_half(self, word: NumWord) -> bool:
        """`бес жарым`, `бес мың жарым`."""
        if self.group is not None and self.group.denominator == 1:
            self.group, self.floor = self.group + word.value, 0
        elif self.group is None and self.scale:
            self.total += word.value * self.scale
        else:
            return False
        return True

    def _add_many(self, word: NumWord) -> bool:
        """`ондаған`, `бірнеше жүздеген`."""
        if self.kind == "many":
            return False
        self.group, self.floor, self.kind = (self.group or 1) * word.value, 0, "many"
        return True

    @property
    def value(self) -> Fraction:
        return self.total + (self.group or 0)


_STEPS: Final[dict[Role, Callable[[RunningSum, NumWord], bool]]] = {
    "digits": RunningSum._add_digits,
    "range": RunningSum._add_digits,
    "unit": RunningSum._add_unit,
    "part": RunningSum._add_one_of,
    "collective": RunningSum._add_unit,
    "zero": RunningSum._add_unit,
    "ten": RunningSum._add_ten,
    "hundred": RunningSum._add_hundred,
    "scale": RunningSum._add_scale,
    "half": RunningSum._add_part,
    "quarter": RunningSum._add_part,
    "andhalf": RunningSum._add_half,
    "many": RunningSum._add_many,
}
