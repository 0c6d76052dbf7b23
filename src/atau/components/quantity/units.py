"""Units as they are written: `теңгеден`, `км/сағ`, `АҚШ доллары`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from atau.components.quantity.endings import ending_of, lengths_by_letter
from atau.components.quantity.tables import CURRENCIES, CURRENCY_COUNTRIES, QUANTITY_PAIRS, UNITS
from atau.components.quantity.unit_codes import UNKNOWN_CURRENCY
from atau.morphology.numerals_words import NumCase
from atau.tables import TableSet

_MAX_CACHED = 16384
_COUNTRY = re.compile(r"[a-zа-яқ]{1,3}")
# What the countries before `$` are typed with: Cyrillic letters stand for the Latin ones that they look like.
_LATIN = str.maketrans("асехкнт", "acexkht")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of units.tsv: its canonical name and its kind (money, percent, measure)."""

    name: str
    kind: str


def _is_currency_sign(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text) == "Sc"


class Units:
    """The tables units.tsv, currencies_cldr.tsv, currency_countries.tsv and quantity_pairs.tsv.

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
        countries = tables.rows(CURRENCY_COUNTRIES)
        self._currencies = {(country, sign): Unit(unit, "money") for country, sign, unit, _ in countries}
        # Words of no other meaning
        self._only_countries = frozenset(country for country, _, _, apart in countries if apart == "+")
        self._lengths = lengths_by_letter(list(self.single))
        #: The unit that one word is, and its case (`теңгеден`: теңге, abl).
        self.find: Callable[[str], tuple[Unit, NumCase] | None] = lru_cache(_MAX_CACHED)(self._find)

    def is_country(self, text: str, glued: bool) -> bool:
        """Whether letters with a capital before a currency sign may say of which country it is: `US$`, `HK $`, `АҚШ$`.

        glued: nothing stands between them; what has a space behind it may be a word of its own (`АҚШ $300 млн берді`).
        """
        country = text.lower()
        return _COUNTRY.fullmatch(country) is not None if glued else country in self._only_countries

    def currency_of(self, country: str, sign: str) -> Unit:
        """The currency that a sign with a country before it is; one without a code where that is in doubt.

        country: in lower case.

        >>> from atau.components.quantity.lexicon import shared_lexicon
        >>> [shared_lexicon().units.currency_of(country, "$").name for country in ("us", "hk", "c")]
        ['АҚШ доллары', 'Гонконг доллары', 'валюта']
        """
        known = self._currencies.get((country, sign)) or self._currencies.get((country.translate(_LATIN), sign))
        return known or Unit(UNKNOWN_CURRENCY, "money")

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
