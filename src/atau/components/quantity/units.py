"""Units as they are written: `теңгеден`, `км/сағ`, `АҚШ доллары`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from atau.components.quantity.endings import ending_of, lengths_by_letter
from atau.components.quantity.tables import CURRENCIES, QUANTITY_PAIRS, UNITS
from atau.morphology.numerals_words import NumCase
from atau.tables import TableSet

_MAX_CACHED = 16384


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of units.tsv: its canonical name and its kind (money, percent, measure)."""

    name: str
    kind: str


def _is_currency_sign(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text) == "Sc"


class Units:
    """The tables units.tsv, currencies_cldr.tsv and quantity_pairs.tsv.

    single: units of one word. several: units of several words by the first one, longest first. factors: how many of
    the second unit make one of the first, by canonical names.
    """

    def __init__(self, tables: TableSet) -> None:
        self.single: dict[str, Unit] = {}
        self.several: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
        rows = tables.rows(UNITS)
        own = {name for name, _, _ in rows}
        money = [(name, unit, "money") for name, unit, _ in tables.rows(CURRENCIES) if name not in own]
        self._add((*rows, *money))
        self.factors = {(first, second): int(factor) for first, second, factor in tables.rows(QUANTITY_PAIRS)}
        #: Currency signs, which stand before the number: `$5`.
        self.prefixes = {sign: unit for sign, unit in self.single.items() if _is_currency_sign(sign)}
        self._lengths = lengths_by_letter(list(self.single))
        #: The unit that one word is, and its case (`теңгеден`: теңге, abl).
        self.find: Callable[[str], tuple[Unit, NumCase] | None] = lru_cache(_MAX_CACHED)(self._find)

    def _add(self, rows: Iterable[tuple[str, ...]]) -> None:
        for name, unit, kind in rows:
            words = tuple(name.split())
            if len(words) == 1:
                self.single[name] = Unit(unit, kind)
            else:
                self.several.setdefault(words[0], []).append((words, Unit(unit, kind)))
        for entries in self.several.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _find(self, text: str) -> tuple[Unit, NumCase] | None:
        found = self.single.get(text) or self.single.get(text.rstrip("."))
        if found is not None:
            return found, "nom"
        for length in self._lengths.get(text[:1], ()):
            if length > len(text):
                continue
            found = self.single.get(text[:length])
            if found is None:
                continue
            rest = text[length:]
            # Endings follow symbols with a hyphen only: км-ге, %-ды; `мен` is not a metre.
            symbol = length < 3 or not text[:length].isalpha()
            if symbol and rest[0] not in "-–‑" and text[0] != "%":
                continue
            case = ending_of(rest)
            if case is not None:
                return found, case
        return None
