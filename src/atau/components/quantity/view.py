"""What stands at a place of a text, in elements: units, approximators of two words, endings written apart."""

from __future__ import annotations

from typing import Final

from atau.components.quantity.currency_rows import CurrencyRows
from atau.components.quantity.elements import Element, Elements
from atau.components.quantity.endings import ending_of
from atau.components.quantity.lexicon import QuantityLexicon
from atau.components.quantity.units import Unit
from atau.morphology.numerals_words import SUFFIXES, NumCase

DASHES: Final = frozenset("-–—‑")
# м/с, ш.м, кВт*сағ, кВт·сағ
_INSIDE_UNITS: Final = frozenset("/.*·")
_END: Final = Element("", "break")


class ElementView:
    """The elements of one text, read with the words of `lexicon`.

    nums: per element, its numeral or None.
    """

    def __init__(self, elements: Elements, lexicon: QuantityLexicon) -> None:
        self.elements = elements
        self.items = elements.items
        self.nums = [item.num for item in elements.items]
        self.lexicon = lexicon
        self._units = lexicon.units
        self._rows = CurrencyRows(self._number_at, self._sign_at, elements.glued.__getitem__, self.starts_line)

    def at(self, i: int) -> Element:
        """The element at i, or one of form "break" outside the text."""
        return self.items[i] if 0 <= i < len(self.items) else _END

    def two(self, i: int) -> str:
        """The texts of the elements at i and after it, with a space between them."""
        return f"{self.at(i).text} {self.at(i + 1).text}"

    def ending(self, i: int) -> tuple[NumCase, int] | None:
        """The case ending written apart at i (`-тан`, `- ын`), and where it ends."""
        glued = self.elements.glued
        if i >= len(self.items):
            return None
        if not glued[i] and not (i + 1 < len(glued) and glued[i + 1]):
            return None
        if self.items[i].form == "ending":
            return self.items[i].case, i + 1
        if i + 1 < len(self.items) and self.items[i].text == "-" and self.items[i + 1].text in SUFFIXES:
            return SUFFIXES[self.at(i + 1).text][1], i + 2
        return None

    def is_apart(self, sign: int) -> bool:
        """Whether a dash has a space on one side only: a list or a new clause, not a range."""
        glued = self.elements.glued
        return sign + 1 >= len(glued) or glued[sign] != glued[sign + 1]

    def unit_at(self, i: int) -> tuple[Unit, str, int] | None:
        """The unit that begins at i, its case, and where it ends."""
        word = self.at(i)
        if word.form == "break":
            return None
        if self.has_country(i + 1) and not self._leads_to_number(i + 1):
            return self._units.currency_of(word.text, self.items[i + 1].text), "nom", i + 2
        if len(word.text) == 1 and word.form == "word" and self.elements.capital[i]:
            return None  # М is not a metre
        if word.text in self._units.prefixes and self.is_prefix(i):
            return None
        found = self._long_unit_at(i, word)
        if found is not None:
            return found
        sign = self.at(i + 1).text
        if sign in _INSIDE_UNITS and i + 2 < len(self.items) and self.elements.glued[i + 2]:
            composed = self._units.find(f"{word.text}{sign}{self.at(i + 2).text}")
            if composed is not None:
                return *composed, i + 3
        single = self._units.find(word.text)
        return None if single is None else (*single, i + 1)

    def is_prefix(self, i: int) -> bool:
        """Whether the currency sign at i belongs to the number after it: `$5 €6`, not `5$ 6€`."""
        return self._rows.owner(i) == "after"

    def has_country(self, sign: int) -> bool:
        """Whether `sign` is the place of a currency sign with a country before it: `US$ 300`."""
        if sign < 1 or not self._sign_at(sign):
            return False
        country, elements = self.items[sign - 1], self.elements
        return elements.capital[sign - 1] and self._units.is_country(country.text, elements.glued[sign])

    def _leads_to_number(self, sign: int) -> bool:
        """Whether the number after a sign with a country is its own: `3 US$ 300`, `3 US$300`, not `3US$ 300`."""
        number = self._number_at(sign + 1) and not self.elements.first[sign + 1]
        return number and (self.elements.glued[sign + 1] or not self.elements.glued[sign - 1])

    def _sign_at(self, i: int) -> bool:
        return 0 <= i < len(self.items) and self.items[i].text in self._units.prefixes

    def starts_line(self, i: int) -> bool:
        """Whether element i is the first of its line."""
        return 0 <= i < len(self.items) and self.elements.first[i]

    def _number_at(self, i: int) -> bool:
        return 0 <= i < len(self.items) and self.items[i].num is not None

    def _long_unit_at(self, i: int, word: Element) -> tuple[Unit, str, int] | None:
        """The unit of several words at i: `АҚШ долларын`, `шаршы метр`."""
        several = self._units.several
        for words, unit in several.get(word.text.rstrip("."), several.get(word.text, ())):
            last = i + len(words) - 1
            if last >= len(self.items):
                continue
            if any(self.at(i + k).text.rstrip(".") != words[k].rstrip(".") for k in range(len(words) - 1)):
                continue
            text = self.at(last).text
            head = self._units.find(text)
            if head is not None and head[0] is self._units.single.get(words[-1]):
                return unit, head[1], last + 1
            case = ending_of(text[len(words[-1]) :]) if text.startswith(words[-1]) else None
            if case is not None:
                return unit, case, last + 1
        return None

    def pair(self, i: int) -> str | None:
        """The sense of an approximator of two words (кем дегенде) that begins at i."""
        cues = self.lexicon.cues
        if self.at(i).text not in cues.pairs:
            return None
        return cues.exact.get(f"{self.at(i).text} {self.at(i + 1).text}", {}).get("left")
