"""The grammar of quantities, over elements: number, approximator, unit, range.

    quantity  = [left] [per] amount {("-" | "х") amount} [approximator] [unit] [approximator]
    range     = quantity in the ablative, quantity in the dative      (10-нан 15-ке дейін)

Numbers that are not amounts (dates, ages, ids, numbering) are left out by exclusions.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from atau.components.quantity.elements import Elements
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.view import DASHES, ElementView
from atau.morphology.numerals import Numeral, read

_TIMES = frozenset("хx×*")
_VULGAR = frozenset("½¼¾")

#: Whether the numeral in elements start..end (end excluded) is not an amount: see exclusions.py.
Excluded = Callable[["Grammar", Numeral, int, int], bool]


class Grammar(ElementView):
    """Reads quantities off the elements of one text.

    code_end, date_end: where the last number that was a code or a date ended. listed: the last number of a list. They
    are kept for `excluded`, which sees the numbers from left to right.
    """

    def __init__(self, elements: Elements, lexicon: QuantityLexicon, excluded: Excluded) -> None:
        super().__init__(elements, lexicon)
        self.excluded = excluded
        self.code_end = self.date_end = -1
        self.listed = 0

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
        first, end = self._one(i)
        if first is None:
            return None, end
        if first.case == "abl" and end < len(self.items):
            start = end + 1 if self.at(end).classes & {"per", "left"} else end
            if start < len(self.items) and self.nums[start] is not None:
                second, after = self._one(start)
                if second is None and self._is_range_end(start, after):
                    return None, after  # 3-тен 6 жасқа дейін
                if second is not None and self._joins(first, second):
                    first = self._join(first, second)
        first = self._to_the_left(first, left)
        return first, first.end

    def _joins(self, first: QuantityMatch, second: QuantityMatch) -> bool:
        """Whether a quantity in the ablative and the one after it make a range."""
        if second.case in ("dat", "dat+"):
            return True
        # 64 теңгеден 86 теңге; not "of 100 теңге, 86 теңгесі", "from a гектар 50 центнер"
        same = bool(second.unit) and first.unit in ("", second.unit)
        whole = self.at(second.end - 1).text.rstrip(".") in self._units.single
        return same and whole and second.case == "nom" and not first.approx

    def _is_range_end(self, start: int, after: int) -> bool:
        """Whether the excluded number from start on ends a range: `3-тен 6 жасқа дейін`."""
        return any("dat" in self.at(j).classes for j in range(start, after + 3))

    def _join(self, first: QuantityMatch, second: QuantityMatch) -> QuantityMatch:
        kind, unit = (second.kind, second.unit) if not first.unit else (first.kind, first.unit)
        low, high, mixed = first.low, second.high, False
        if first.unit and second.unit and first.unit != second.unit:
            if (second.unit, first.unit) in self._units.factors:  # 500 метрден 2 километрге дейін
                high *= self._units.factors[second.unit, first.unit]
            elif (first.unit, second.unit) in self._units.factors:
                high /= self._units.factors[first.unit, second.unit]
            else:
                mixed = True
        if first.scale == 1 < second.scale and not first.unit and low < high / second.scale:
            low *= second.scale  # 2-ден 5 миллионға дейін
        return replace(
            first,
            end=second.end,
            low=low,
            high=high,
            kind=kind,
            unit=unit,
            case=second.case,
            approx="",
            joined=True,
            mixed=mixed,
        )

    def _one(self, i: int) -> tuple[QuantityMatch | None, int]:
        """The single quantity whose number begins at i (None where it is none), and where to go on."""
        found = read(self.nums, i)
        if found is None:
            return None, i + 1
        numeral, low, high, end, sides = self._amount(*found)
        joined = end > found[1]
        if numeral.kind == "ordinal":
            return None, end
        if self.excluded(self, numeral, i, end):
            return None, end
        exact = numeral.kind != "many"
        part = numeral.kind == "fraction" or self.items[i].text[0] in _VULGAR
        match = QuantityMatch(i, end, low, high, "count", "", numeral.case, "", exact, joined, sides)
        match = replace(match, fraction=part, scale=numeral.scale, owned=bool(numeral.possessive))
        match = self._abbreviation(match)
        match = self._approximator(match)
        match = self._unit(match)
        match = self._smaller_unit(match)
        ending = self.ending(match.end)
        if ending is not None and match.unit:
            match = replace(match, case=ending[0], end=ending[1])
        match = self._approximator(match)
        return match, match.end

    def _amount(self, numeral: Numeral, end: int) -> tuple[Numeral, Fraction, Fraction, int, bool]:
        """The numeral and those joined to it by a dash or a times sign (5 – 6 мың, 44 х 32).

        Returns the last numeral, the lower and the upper bound, where it ends, and whether they are length and width.
        """
        low = Fraction(numeral.value)
        high = Fraction(numeral.value if numeral.high is None else numeral.high)
        if numeral.high is not None and numeral.scale > 1:
            low = low if low >= numeral.scale else low * numeral.scale
        sides = False
        while True:
            sign = self.at(end).text
            if not (sign in DASHES or sign in _TIMES) or self.is_apart(end):
                break
            after = read(self.nums, end + 1) if end + 1 < len(self.items) else None
            if after is None or numeral.case != "nom" or after[0].kind == "ordinal":
                break
            upper = Fraction(after[0].value)
            if sign in DASHES:
                if numeral.scale == 1 < after[0].scale and low < upper / after[0].scale:
                    low *= after[0].scale
                if low > upper or high > low:
                    break
                high = upper
            else:
                high, sides = upper, True
            numeral, end = replace(after[0], high=after[0].value), after[1]
        return numeral, low, high, end, sides

    def _smaller_unit(self, match: QuantityMatch) -> QuantityMatch:
        """42 шақырым 195 метр: the second number and unit."""
        i = match.end
        if match.case != "nom" or not match.unit or self.at(i).num is None:
            return match
        found = read(self.nums, i)
        unit = self.unit_at(found[1]) if found else None
        if found is None or unit is None or (match.unit, unit[0].name) not in self._units.factors:
            return match
        part = Fraction(found[0].value) / self._units.factors[match.unit, unit[0].name]
        low, high = match.low + part, match.high + part
        return replace(match, end=unit[2], low=low, high=high, case=unit[1])

    def _abbreviation(self, match: QuantityMatch) -> QuantityMatch:
        """Steps over the point of `млн.` and the ending of `млрд.-тан` where they stand apart."""
        end, case = match.end, match.case
        last = self.at(end - 1)
        if (
            self.at(end).text == "."
            and last.num is not None
            and last.num.role == "scale"
            and last.text in self.lexicon.context.scale
        ):
            after = self.at(end + 1)
            if self.ending(end + 1) or self.unit_at(end + 1) or after.senses:
                end += 1
        ending = self.ending(end)
        if ending is not None:
            case, end = ending
        return replace(match, end=end, case=case) if end != match.end else match

    def _approximator(self, match: QuantityMatch) -> QuantityMatch:
        word = self.at(match.end)
        if not word.senses:
            return match
        for kind in ("nom", "abl", "dat"):
            if kind not in word.classes:
                continue
            # 70 % дейін: the sign hides the case
            hidden = kind == "dat" and self.at(match.end - 1).text == "%"
            if match.case.removesuffix("+") not in (kind, "equ") and not hidden:
                continue
            # 2-ге дейін ends what it says; a case on top of it ends the phrase.
            case = match.case + "+" if kind == "dat" else "nom"
            return replace(match, end=match.end + 1, approx=word.sense(kind), case=case.replace("++", "+"))
        return match

    def _unit(self, match: QuantityMatch) -> QuantityMatch:
        if match.case not in ("nom", "equ", "abl", "dat", "dat+", "gen") or (
            match.case in ("abl", "dat", "gen") and not match.approx
        ):
            return match
        found = self.unit_at(match.end)
        if found is None:
            return match
        unit, case, end = found
        name = unit.name
        # ц/га, км/сағ: the unit after the stroke
        if self.at(end).text == "/" and end + 1 < len(self.items):
            under = self._units.find(self.at(end + 1).text)
            if under is not None or "time" in self.at(end + 1).classes:
                name += "/" + (under[0].name if under else self.at(end + 1).text.rstrip("."))
                end += 2
        return replace(match, end=end, kind=unit.kind, unit=name, case=case)

    def _to_the_left(self, match: QuantityMatch, left: int) -> QuantityMatch:
        """Adds `$`, `жылына`, `шамамен` in front."""
        start = match.start
        unit = self._units.prefixes.get(self.at(start - 1).text)
        if start > left and unit is not None and not match.unit:
            start -= 1
            match = replace(match, start=start, unit=unit.name, kind=unit.kind)
        for _ in range(2):  # шамамен жылына 5 тонна, жылына шамамен 5 тонна
            word = self.at(start - 1)
            if start > left and "left" in word.classes:
                start -= 1
                match = replace(match, start=start, approx=match.approx or word.sense("left"))
            elif start > left and "per" in word.classes and match.unit:
                start -= 1
                match = replace(match, start=start, unit=f"{match.unit}/{word.sense('per')}")
            elif start - 1 > left and word.form == "word":
                pair = self.pair(start - 2)
                if pair is None:
                    break
                start -= 2
                match = replace(match, start=start, approx=match.approx or pair)
        return match
