"""The grammar of quantities, over elements: number, approximator, unit, range.

    quantity  = [left] [per] amount {("-" | "х") amount} [approximator] [unit] [approximator]
    range     = quantity in the ablative, quantity in the dative      (10-нан 15-ке дейін)

Numbers that are not amounts (dates, ages, ids, numbering) are left out by exclusions.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from atau.components.quantity.edges import before, behind, joins_between, may_join_between
from atau.components.quantity.elements import Elements
from atau.components.quantity.joined import JoinedNumbers
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.signs import (
    DEGREES,
    JOINTS_OF_DEGREES,
    SPOKEN,
    are_bounds,
    leads_to_degrees,
    sign_at,
    sign_before,
    with_signs,
)
from atau.morphology.numerals import Numeral, read

_VULGAR = frozenset("½¼¾")
POINTS = "балл"
# кг, тг, км: longer units are words and bear endings.
_SYMBOL = 3
# 25-метрге, 2,5-метрге
_HYPHENATED = re.compile(r"(\d+(?:[.,]\d+)?)-([^\W\d_]{4,})")

#: Whether the numeral in elements start..end (end excluded) is not an amount: see exclusions.py.
Excluded = Callable[["Grammar", Numeral, int, int], bool]


class Grammar(JoinedNumbers):
    """Reads quantities off the elements of one text.

    code_end, date_end: where the last number that was a code or a date ended. listed: the last number of a list.
    no_amounts: (start, end) of numbers that surely are no amounts. They are kept for `excluded`, which sees the numbers
    from left to right. mentions: looks for mentions, not for the value of one: a change (10 пайыздан 12 пайызға) is two
    of them, and `балл` is no unit of theirs.
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
        first, end = self._one(i)
        if first is None:
            return None, end
        hyphenated = self._hyphenated(first, end)
        if hyphenated is not None:
            first = hyphenated
        elif (first.case == "abl" or "from" in self.at(end).classes) and end < len(self.items):
            sign, start = sign_at(self, end + 1 if self.at(end).classes & {"per", "left", "from"} else end)
            if start < len(self.items) and self.nums[start] is not None:
                second, after = self._one(start)
                if second is None and self._is_range_end(start, after):
                    return None, after  # 3-тен 6 жасқа дейін
                if second is not None and self._joins(first, second):
                    joined = with_signs(self._join(first, second), sign_before(self, first.start), sign)
                    first = replace(joined, mixed=joined.mixed or first.signed or second.signed)
        elif first.unit in DEGREES and first.case == "nom" and self.at(end).text in JOINTS_OF_DEGREES:
            first = self._in_degrees(first, end)
        elif self.nums[end + 1 : end + 2] not in ([], [None]) and may_join_between(self, end):
            second, _ = self._one(end + 1)
            if second is not None and joins_between(self, first, end, second):
                first = self._join(first, second)
        first = before(self, behind(self, first), left)
        first = self._to_the_left(first, left)
        return first, first.end

    def _joins(self, first: QuantityMatch, second: QuantityMatch) -> bool:
        """Whether a quantity in the ablative and the one after it make a range."""
        if first.case != "abl":  # 10 бастап 30 % дейін
            return first.case == "nom" and not first.unit and second.case == "dat+"
        if second.case == "dat" and self.mentions:
            return False  # 10 пайыздан 12 пайызға өсті: two amounts, but 10 пайыздан 12 пайызға дейін
        if second.case in ("dat", "dat+"):
            return True
        # 64 теңгеден 86 теңге; not "of 100 теңге, 86 теңгесі", "from a гектар 50 центнер"
        same = bool(second.unit) and first.unit in ("", second.unit)
        whole = self.at(second.end - 1).text.rstrip(".") in self._units.single
        return same and whole and second.case == "nom" and not first.approx

    def _hyphenated(self, first: QuantityMatch, end: int) -> QuantityMatch | None:
        """20 метрден 25-метрге дейін: the second number is joined to the same unit by a hyphen."""
        found = _HYPHENATED.fullmatch(self.at(end).text) if first.case == "abl" and first.unit else None
        unit = self._units.find(found[2]) if found else None
        if found is None or unit is None or unit[0].name != first.unit or unit[1] != "dat":
            return None
        after = self.at(end + 1)
        until = "dat" in after.classes
        high = Fraction(found[1].replace(",", "."))
        case = "dat+" if until else "dat"
        return replace(first, end=end + 1 + until, high=high, case=case, approx="", joined=True)

    def _in_degrees(self, first: QuantityMatch, joint: int) -> QuantityMatch:
        """`-5°C/-7°C`, `-5°…-7°C`: `first` with the temperature after the sign at `joint`."""
        sign, start = sign_at(self, joint + 1)
        second = self._one(start)[0] if sign and self.elements.glued[joint] else None
        if second is None or second.unit not in DEGREES or first.joined or second.joined:
            return first
        found = with_signs(self._join(replace(first, unit=second.unit), second), sign_before(self, first.start), sign)
        sure = self.at(joint).text != "/" or are_bounds(sign_before(self, first.start), first.low, sign, second.low)
        return replace(found, mixed=found.mixed or not sure)

    def _is_range_end(self, start: int, after: int) -> bool:
        """Whether the excluded number from start on ends a range: `3-тен 6 жасқа дейін`."""
        return any("dat" in self.at(j).classes for j in range(start, after + 3))

    def _join(self, first: QuantityMatch, second: QuantityMatch) -> QuantityMatch:
        kind, unit = (second.kind, second.unit) if not first.unit else (first.kind, first.unit)
        low, high, mixed = first.low, second.high, first.mixed or second.mixed
        if first.unit and second.unit and first.unit != second.unit:
            if (second.unit, first.unit) in self._units.factors:  # 500 метрден 2 километрге дейін
                high *= self._units.factors[second.unit, first.unit]
            elif (first.unit, second.unit) in self._units.factors:
                high /= self._units.factors[first.unit, second.unit]
            else:
                mixed = True
        if first.scale == 1 < second.scale and not first.unit:
            # 2-ден 5 миллионға дейін; 10-нан 5 миллионға дейін: from ten, or from ten million
            mixed = mixed or low >= high / second.scale
            low *= second.scale
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
        found = self._part(i) or read(self.nums, i)
        if found is None:
            return None, i + 1
        numeral, low, high, end, sides, second_sign = self.joined(i, *found)
        joined = end > found[1]
        if numeral.kind == "ordinal":
            return None, end
        if self.excluded(self, numeral, i, end):
            return None, end
        exact = numeral.kind != "many"
        end, spelled = self._in_words(numeral, end)
        if spelled > 1:
            numeral = replace(numeral, scale=spelled)
            low, high = low * spelled, high * spelled
        part = numeral.kind == "fraction" or self.items[i].text[0] in _VULGAR
        match = QuantityMatch(i, end, low, high, "count", "", numeral.case, "", exact, joined, sides)
        match = replace(match, fraction=part, scale=numeral.scale, owned=bool(numeral.possessive))
        match = replace(match, mixed=numeral.doubtful)
        match = self._abbreviation(match)
        match = self._approximator(match)
        match = self._unit(match)
        match = self._smaller_unit(match)
        ending = self.ending(match.end)
        if ending is not None and match.unit:
            match = replace(match, case=ending[0], end=ending[1])
        match = self._approximator(match)
        return with_signs(match, sign_before(self, i), second_sign) if joined and second_sign else match, match.end

    def _part(self, i: int) -> tuple[Numeral, int] | None:
        """3/4 бөлігі: a part as a fraction in digits."""
        glued = self.elements.glued
        if (
            self.at(i + 1).text != "/"
            or not self.at(i + 3).text.startswith("бөліг")
            or not (glued[i + 1] and glued[i + 2])
        ):
            return None
        first, second = self.nums[i], self.nums[i + 2]
        if first is None or second is None or not (first.text.isdecimal() and second.text.isdecimal()):
            return None
        if not 0 < first.value < second.value:
            return None
        return Numeral(first.value / second.value, "fraction"), i + 3

    def _in_words(self, numeral: Numeral, end: int) -> tuple[int, int]:
        """Where `(екі жүз)` ends, the number at `end` in words again, and the scale after it (1 without one)."""
        if self.at(end).text != "(" or numeral.case != "nom" or numeral.high is not None:
            return end, 1
        found = read(self.nums, end + 1) if end + 1 < len(self.items) else None
        if (
            found is None
            or found[0].high is not None
            or found[0].value != numeral.value
            or self.at(found[1]).text != ")"
        ):
            return end, 1
        scale = self.at(found[1] + 1).num
        if scale is not None and scale.role == "scale" and scale.bare:
            return found[1] + 2, int(scale.value)
        return found[1] + 1, 1

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
        mixed = match.mixed or low != high or found[0].high is not None or found[0].doubtful
        return replace(match, end=unit[2], low=low, high=high, case=unit[1], mixed=mixed)

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
            symbol = self.at(match.end - 1).text
            hidden = symbol == "%" or (word.text.startswith("дейін") and self._hides_case(match))
            hidden = hidden and kind == "dat"
            if match.case.removesuffix("+") not in (kind, "equ") and not hidden:
                continue
            # 2-ге дейін ends what it says; a case on top of it ends the phrase.
            case = "dat+" if hidden else match.case + "+" if kind == "dat" else "nom"
            return replace(match, end=match.end + 1, approx=word.sense(kind), case=case.replace("++", "+"))
        return match

    def _hides_case(self, match: QuantityMatch) -> bool:
        """The last word is a symbol, which bears no ending: %, кг, м/с."""
        text = self.at(match.end - 1).text.rstrip(".")
        return bool(match.unit) and match.case == "nom" and (not text.isalpha() or len(text) <= _SYMBOL)

    def _unit(self, match: QuantityMatch) -> QuantityMatch:
        if match.case not in ("nom", "equ", "abl", "dat", "dat+", "gen") or (
            match.case in ("abl", "dat", "gen") and not match.approx
        ):
            return match
        found = self.unit_at(match.end)
        if found is None or (self.mentions and found[0].name == POINTS and self._are_points(match, found[2])):
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

    def _are_points(self, match: QuantityMatch, end: int) -> bool:
        """`98 балл`: points that are counted; not 2.0 балл, which measures, nor 3 балл шамасында."""
        return not self.at(end).senses and set(self.at(match.end - 1).text).isdisjoint(".,")

    def _sign(self, match: QuantityMatch, left: int) -> QuantityMatch:
        """Takes in the sign before the number (-5 градус, +81 кг), which is no bullet, dash or hyphen."""
        i = match.start - 1
        sign = self.at(i).text
        if i < left or sign in SPOKEN or not sign_before(self, match.start):
            return match  # a spoken one is taken in by `before`
        written = match.signed or sign in "+−" or match.unit in DEGREES
        measured = sign == "-" and match.unit != "" and not self.elements.first[i]
        in_row = not match.unit and leads_to_degrees(self, match.end)
        return replace(match, start=i) if written or measured or in_row else match

    def _per_area(self, start: int) -> str:
        """The unit of `шаршы метріне` before `start`; an empty string without it, and after `әр`."""
        if self.at(start - 3).text == "әр":
            return ""
        return self.lexicon.cues.exact.get(f"{self.at(start - 2).text} {self.at(start - 1).text}", {}).get("per", "")

    def _to_the_left(self, match: QuantityMatch, left: int) -> QuantityMatch:
        """Adds `$`, `жылына`, `шамамен` in front."""
        match = self._sign(match, left)
        start = match.start
        unit = self._units.prefixes.get(self.at(start - 1).text)
        if start > left and unit is not None and not match.unit and self.is_prefix(start - 1):
            start -= 1
            if start > left and self.has_country(start):
                start -= 1
                unit = self._units.currency_of(self.at(start).text, self.at(start + 1).text)
            match = replace(match, start=start, unit=unit.name, kind=unit.kind)
        for _ in range(2):  # шамамен жылына 5 тонна, жылына шамамен 5 тонна
            word = self.at(start - 1)
            if start > left and "left" in word.classes:
                start -= 1
                match = replace(match, start=start, approx=match.approx or word.sense("left"))
            elif start > left and "per" in word.classes and match.unit and self.at(start - 2).text != "әр":
                start -= 1
                match = replace(match, start=start, unit=f"{match.unit}/{word.sense('per')}")
            elif start - 1 > left and match.unit and (area := self._per_area(start)):
                start -= 2
                match = replace(match, start=start, unit=f"{match.unit}/{area}")
            elif start - 1 > left and word.form == "word":
                pair = self.pair(start - 2)
                if pair is None:
                    break
                start -= 2
                match = replace(match, start=start, approx=match.approx or pair)
        return match
