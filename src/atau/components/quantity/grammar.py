"""The grammar of quantities, over elements: number, approximator, unit, range.

    quantity  = [left] [per] amount {("-" | "х") amount} [approximator] [unit] [approximator]
    range     = quantity in the ablative, quantity in the dative      (10-нан 15-ке дейін)

joined.py reads numbers that signs join, amount.py a number up to its unit, ranges.py decides which two amounts are
one, and edges.py takes in the words on either side. exclusions.py leaves out the numbers that are not amounts: dates,
ages, ids, numbering.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atau.components.quantity.amount import part_in_digits, said_again, with_unit
from atau.components.quantity.edges import before, behind
from atau.components.quantity.elements import Elements
from atau.components.quantity.joined import JoinedNumbers
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.ranges import (
    are_from_and_to,
    ends_range,
    join,
    join_degrees,
    joins_between,
    may_join_between,
    with_hyphenated_bound,
)
from atau.components.quantity.signs import DEGREES, JOINTS_OF_DEGREES, sign_at, sign_before, with_signs
from atau.morphology.numerals import Numeral, read

_VULGAR = frozenset("½¼¾")

#: Whether the numeral in elements start..end (end excluded) is not an amount: see exclusions.py.
Excluded = Callable[["Grammar", Numeral, int, int], bool]


class Grammar(JoinedNumbers):
    """Reads quantities off the elements of one text.

    mentions: looks for mentions, not for the value of one; a change (10 пайыздан 12 пайызға) is two mentions, and in
    them `балл` is no unit. `excluded` sees the numbers from left to right and keeps here what it saw: code_end and
    date_end, where the last code and the last date ended; listed, the last number of a list; no_amounts, (start, end)
    of numbers that are certainly not amounts.
    """

    def __init__(
        self, elements: Elements, lexicon: QuantityLexicon, excluded: Excluded, mentions: bool = False
    ) -> None:
        super().__init__(elements, lexicon)
        self.mentions = mentions
        self.excluded = excluded
        self.code_end = self.date_end = -1
        self.listed = 0
        self.no_amounts: list[tuple[int, int]] = []

    def all(self) -> list[QuantityMatch]:
        """The quantities, left to right, none overlapping another."""
        found: list[QuantityMatch] = []
        i, size = 0, len(self.items)
        while i < size:
            if self.nums[i] is None:
                i += 1
                continue
            match, i = self.quantity(i, found[-1].end if found else 0)
            if match is not None:
                found.append(match)
        return found

    def quantity(self, i: int, left: int = 0) -> tuple[QuantityMatch | None, int]:
        """The quantity whose number begins at i (None where it is none), and where to go on.

        left: the first element that words in front of the number may take.
        """
        first, end = self._single(i)
        if first is None:
            return None, end
        hyphenated = with_hyphenated_bound(self, first, end)
        if hyphenated is not None:
            first = hyphenated
        elif (first.case == "abl" or "from" in self.at(end).classes) and end < len(self.items):
            sign, start = sign_at(self, end + 1 if self.at(end).classes & {"per", "left", "from"} else end)
            if start < len(self.items) and self.nums[start] is not None:
                second, after = self._single(start)
                if second is None and ends_range(self, start, after):
                    return None, after  # 3-тен 6 жасқа дейін
                if second is not None and are_from_and_to(self, first, second, mentions=self.mentions):
                    joined = with_signs(join(self, first, second), sign_before(self, first.start), sign)
                    first = replace(joined, mixed=joined.mixed or first.signed or second.signed)
        elif first.unit in DEGREES and first.case == "nom" and self.at(end).text in JOINTS_OF_DEGREES:
            sign, start = sign_at(self, end + 1)
            second = self._single(start)[0] if sign and self.elements.glued[end] else None
            if second is not None:
                first = join_degrees(self, first, end, sign, second)
        elif self.nums[end + 1 : end + 2] not in ([], [None]) and may_join_between(self, end):
            second, _ = self._single(end + 1)
            if second is not None and joins_between(self, first, end, second):
                first = join(self, first, second)
        first = before(self, behind(self, first), left)
        return first, first.end

    def _single(self, i: int) -> tuple[QuantityMatch | None, int]:
        """The single amount whose number begins at i (None where it is none), and where to go on."""
        found = part_in_digits(self, i) or read(self.nums, i)
        if found is None:
            return None, i + 1
        numeral, low, high, end, sides, second_sign = self.joined(i, *found)
        joined = end > found[1]
        if numeral.kind == "ordinal" or self.excluded(self, numeral, i, end):
            return None, end
        end, spelled = said_again(self, numeral, end)
        if spelled > 1:
            numeral = replace(numeral, scale=spelled)
            low, high = low * spelled, high * spelled
        match = QuantityMatch(
            i,
            end,
            low,
            high,
            kind="count",
            unit="",
            case=numeral.case,
            exact=numeral.kind != "many",
            joined=joined,
            sides=sides,
            fraction=numeral.kind == "fraction" or self.items[i].text[0] in _VULGAR,
            scale=numeral.scale,
            mixed=numeral.doubtful,
            owned=bool(numeral.possessive),
        )
        match = with_unit(self, match, mentions=self.mentions)
        if joined and second_sign:
            match = with_signs(match, sign_before(self, i), second_sign)
        return match, match.end
