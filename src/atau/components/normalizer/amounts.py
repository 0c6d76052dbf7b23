"""The values of amounts where they stand: signs, rows of currencies and headings of tables outside of the mention.

In doubt there is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from atau.components.common.token_facts import Word
from atau.components.normalizer.columns import Columns
from atau.components.normalizer.headings import UnitWords
from atau.components.quantity.bound import Fall, fall
from atau.components.quantity.currency_rows import CurrencyRows
from atau.components.quantity.damage import may_go_on
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.value import Quantity
from atau.morphology.numerals_words import word_class

_MAX_AFTER = 6
_MAX_BEFORE = 10
_DECIMAL_SIGNS = frozenset(".,")
_SENTENCE_ENDS = frozenset(".!?;")
_MINUS = frozenset("-−–—")
_TRUE_MINUS = ("минус", "−")
_TEMPERATURES = ("{degree}", "Cel")
_OPENING = frozenset('(«"“[')
_MINUS_WORD = "минус"

#: Reads an amount: its words, whether a space follows each, the words after it and before it.
Parse = Callable[[tuple[str, ...], tuple[bool, ...], tuple[str, ...], tuple[str, ...]], Quantity | None]


class Amounts:
    """The amounts of one text. Takes linear time for all of them together."""

    def __init__(self, words: Sequence[Word], spaced: Sequence[bool], parse: Parse, lexicon: QuantityLexicon) -> None:
        self._words = words
        self._spaced = spaced
        self._parse = parse
        self._lexicon = lexicon
        self._signs = lexicon.units.prefixes
        self._bounds = lexicon.bounds

    def value(self, start: int, end: int) -> Quantity | None:
        """The value of the amount in tokens start..end (end excluded); None where it is in doubt."""
        columns, words = self._columns, self._words
        limit = len(words)
        if columns is not None and columns.in_row(start):
            cell_end = columns.cell_end(start, end)
            if cell_end is None:
                return None  # figures of two cells
            limit = cell_end
        if self._takes_from_a_row(start, end) or self._goes_on_damaged(start, end):
            return None
        if self._lacks_country(start, end):
            return None
        if self._is_cut(start, end) or self._lacks_whole(start):
            return None
        forms = tuple(word.form for word in words[start:end])
        spaced = tuple(self._spaced[start:end])
        after = self._after(end, limit)
        # Few amounts need the words before them; the others are found again by what they are.
        before = () if fall(after, self._bounds) is Fall.NO else self._before(start)
        found = self._parse(forms, spaced, after, before)
        sign = self._minus(start) if found is not None else ""
        if found is not None and sign:
            found = self._signed(found, sign, start, forms, spaced, after)
        if found is None or columns is None:
            return found
        return columns.valued(start, end, found)

    def _signed(
        self,
        found: Quantity,
        sign: str,
        start: int,
        forms: tuple[str, ...],
        spaced: tuple[bool, ...],
        after: tuple[str, ...],
    ) -> Quantity | None:
        """The value with the sign before it. Where a dash may be a bullet, only what is counted (`-5 адам`) has one."""
        first = start == 1 or "\n" in self._words[start - 2].form
        percentage = sign == "-" and found.unit == "percent" and not first
        if sign in _TRUE_MINUS or found.unit in _TEMPERATURES or percentage:
            return self._parse((sign, *forms), (False, *spaced), after, ())
        return found if found.kind == "count" and found.counted is not None else None

    def _minus(self, start: int) -> str:
        """The minus that stands before a number outside of its mention, or an empty string."""
        if not start or not self._words[start].digit:
            return ""
        form = self._words[start - 1].form
        if self._words[start - 1].norm == _MINUS_WORD:
            return "" if self._ends_amount(start - 2) else _MINUS_WORD
        if form not in _MINUS or self._spaced[start - 1]:
            return ""
        if start == 1:
            return form
        # 20-35, 20 -35: a range, a telephone
        outside, apart = self._words[start - 2], self._spaced[start - 2]
        fresh = apart or outside.space or outside.form in _OPENING
        return form if fresh and not outside.form[-1:].isdigit() else ""

    def _ends_amount(self, i: int) -> bool:
        """Whether the word at `i` is a number or a unit without an ending: `5 минус 3` takes 3 away from it."""
        if i < 0:
            return False
        word = self._words[i]
        unit = self._lexicon.units.find(word.norm)
        if unit is not None:
            return unit[1] == "nom"
        number = word_class(word.norm)
        return word.digit if number is None else number.case == "nom"

    def _after(self, end: int, limit: int) -> tuple[str, ...]:
        """The words that follow in the sentence, in lower case, up to a sign, a number or a capital."""
        found: list[str] = []
        for word in self._words[end : min(end + _MAX_AFTER, limit)]:
            if word.space:
                if word.form.count("\n") > 1:
                    break
                continue
            if not word.alpha or word.digit or word.title:
                break
            found.append(word.norm)
        return tuple(found)

    def _before(self, start: int) -> tuple[str, ...]:
        """The words before the amount in its sentence, in lower case, those at a distance left out."""
        found: list[str] = []
        for word in reversed(self._words[max(0, start - _MAX_BEFORE) : start]):
            if word.form in _SENTENCE_ENDS or word.form.count("\n") > 1:
                break
            found.append(word.norm)
        return tuple(found)

    def _goes_on_damaged(self, start: int, end: int) -> bool:
        """Whether the word before or after the amount may be a damaged part of its number: `екі` of `екі жүз̅ кітап`."""
        return any(
            may_go_on(self._words[i - 1].form, self._words[i].form, self._lexicon, glued=self._is_glued(i))
            for i in (start, end)
            if 0 < i < len(self._words) and not (self._words[i - 1].space or self._words[i].space)
        )

    def _lacks_whole(self, start: int) -> bool:
        """Whether the number may be the decimals of one whose whole is left out: `.75 млн`, `,5 литр`."""
        sign = start - 1
        if sign < 0 or self._words[sign].form not in _DECIMAL_SIGNS or not self._is_glued(start):
            return False
        return self._words[start].digit and not self._is_glued(sign)

    def _is_cut(self, start: int, end: int) -> bool:
        """Whether the amount may be half of a sum that a point cuts: `5 млн. 300 теңге`, one sum or two sentences."""
        words, after = self._words, end
        while after < len(words) and (words[after].space or words[after].form == "."):
            after += 1
        return self._goes_on_after_point(start) or (after < len(words) and self._goes_on_after_point(after))

    def _goes_on_after_point(self, i: int) -> bool:
        """Whether the number at `i` is one of a currency, right after a scale with a point."""
        words = self._words
        if i + 1 >= len(words) or not words[i].digit or not self._is_currency(words[i + 1].norm):
            return False
        scale = i - 1
        while scale > 0 and (words[scale].space or words[scale].form == "."):
            scale -= 1
        pointed = words[scale].form.endswith(".") or (scale + 1 < i and words[scale + 1].form == ".")
        return scale >= 0 and pointed and self._is_scale(words[scale].norm)

    # Rows of currencies: 512 $ 598 €

    def _takes_from_a_row(self, start: int, end: int) -> bool:
        """Whether a currency sign at an edge is not surely its own, or one beside it may be: `1 $` of `1 $ 2 € 3`."""
        rows = self._rows
        if self._is_sign(start) and rows.owner(start) not in ("after", "none"):
            return True
        if end - 1 > start and self._is_sign(end - 1) and rows.owner(end - 1) not in ("before", "none"):
            return True
        if self._is_sign(start - 1) and self._is_number(start) and rows.owner(start - 1) != "before":
            return True
        return self._is_sign(end) and self._is_number(end - 1) and rows.owner(end) != "after"

    def _lacks_country(self, start: int, end: int) -> bool:
        """Whether the country of a currency sign is left out of the amount: `HK|$ 300`, `300| HK$`."""
        sign = start if self._is_sign(start) else start - 1
        return self._has_country(sign) or (self._has_country(end + 1) and not self._is_number(end + 2))

    def _has_country(self, sign: int) -> bool:
        """Whether a currency sign at `sign` has a country before it."""
        if sign < 1 or not self._is_sign(sign):
            return False
        country = self._words[sign - 1]
        return country.title and self._lexicon.units.is_country(country.form, self._is_glued(sign))

    def _is_sign(self, i: int) -> bool:
        return 0 <= i < len(self._words) and self._words[i].form in self._signs

    def _is_number(self, i: int) -> bool:
        return 0 <= i < len(self._words) and (self._words[i].digit or self._is_numeral(self._words[i].norm))

    def _is_numeral(self, norm: str) -> bool:
        return any(element.num is not None for element in self._lexicon.elements(norm))

    def _is_glued(self, i: int) -> bool:
        return i > 0 and not self._spaced[i - 1] and not self._words[i - 1].space

    def _starts_line(self, i: int) -> bool:
        return i == 0 or (0 < i <= len(self._words) and "\n" in self._words[i - 1].form)

    @cached_property
    def _rows(self) -> CurrencyRows:
        return CurrencyRows(self._is_number, self._is_sign, self._is_glued, self._starts_line)

    # Tables

    @cached_property
    def _columns(self) -> Columns | None:
        """The tables of the text, None where it has neither lines nor cells."""
        if not any(word.space or word.form == "|" for word in self._words):
            return None
        return Columns(
            self._words, self._spaced, UnitWords(self._one, self._is_scale, self._is_currency, self._is_unit)
        )

    def _one(self, unit: Sequence[str]) -> Quantity | None:
        """What one of the unit is: 1,000 KZT for `мың теңге`. None where the words hold a number or are no unit."""
        elements = [element for word in unit for element in self._lexicon.elements(word)]
        if any(element.num is not None and element.num.role != "scale" for element in elements):
            return None
        found = self._parse(("1", *unit), (True,) * (len(unit) + 1), (), ())
        exact = found is not None and found.approx is None and found.value is not None
        return replace(found, low=None, high=None) if found is not None and exact else None

    def _is_scale(self, norm: str) -> bool:
        elements = self._lexicon.elements(norm)
        return any(element.num is not None and element.num.role == "scale" for element in elements)

    def _is_currency(self, norm: str) -> bool:
        unit = self._lexicon.units.find(norm)
        return unit is not None and unit[0].kind != "measure"

    def _is_unit(self, norm: str) -> bool:
        return self._is_scale(norm) or self._lexicon.units.find(norm) is not None
