"""Finds the names of a list in running text, in every case form, through the morphology."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from atau.components.common.token_facts import Word
from atau.lang.text import normalize
from atau.lexicon import Place, places, places_of
from atau.morphology import Analysis, match
from atau.tables import TableSet

T = TypeVar("T")
_MAX_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Tokens `start:end` are the name `entry`; `analysis` says in which form its last word stands."""

    start: int
    end: int
    entry: T
    analysis: Analysis


class Gazetteer(Generic[T]):
    """Names of one or more words; the last word may carry any inflection, the others stand as listed.

    names: (name, inflection class, entry) triples; a name may be given with several entries.
    """

    def __init__(self, names: Iterable[tuple[str, str, T]]) -> None:
        self._single: dict[str, str] = {}
        self._entries: dict[tuple[str, ...], list[T]] = {}
        self._lasts: dict[str, str] = {}
        self._first: dict[str, int] = {}
        for name, cls, entry in names:
            key = tuple(normalize(word) for word in name.split())
            self._entries.setdefault(key, []).append(entry)
            if len(key) == 1:
                self._single[key[0]] = cls
            else:
                self._lasts[key[-1]] = cls
                self._first[key[0]] = max(self._first.get(key[0], 0), len(key))
        self._single_cache: dict[str, tuple[Analysis, ...]] = {}
        self._last_cache: dict[str, tuple[Analysis, ...]] = {}
        self._start_cache: dict[str, bool] = {}

    def forms(self, norm: str) -> tuple[Analysis, ...]:
        """Every way `norm` is a form of a one-word name."""
        found = self._single_cache.get(norm)
        if found is None:
            if len(self._single_cache) > _MAX_CACHED:
                self._single_cache.clear()
            found = self._single_cache[norm] = match(norm, self._single)
        return found

    def _last_forms(self, norm: str) -> tuple[Analysis, ...]:
        found = self._last_cache.get(norm)
        if found is None:
            if len(self._last_cache) > _MAX_CACHED:
                self._last_cache.clear()
            found = self._last_cache[norm] = match(norm, self._lasts)
        return found

    def entries(self, norm: str) -> list[T]:
        """The one-word entries that `norm` is a form of, those of the longest stem first."""
        return [entry for analysis in self.forms(norm) for entry in self._entries[(analysis.stem,)]]

    def starts(self, words: Sequence[Word]) -> list[int]:
        """The tokens at which a name may start, by their NORM alone: what `at` need not be asked of is left out.

        >>> from atau.components.common.token_facts import make_word
        >>> names = Gazetteer([("Атырау", "", "city"), ("Каспий теңізі", "poss", "sea")])
        >>> names.starts([make_word(word) for word in "Бүгін Атырауда Каспий толқыды".split()])
        [1, 2]
        """
        known = self._start_cache
        try:
            return [i for i, word in enumerate(words) if known[word.norm]]
        except KeyError:
            pass
        if len(known) > _MAX_CACHED:
            known.clear()
        found: list[int] = []
        for i, word in enumerate(words):
            may_start = known.get(word.norm)
            if may_start is None:
                may_start = known[word.norm] = word.norm in self._first or bool(self.forms(word.norm))
            if may_start:
                found.append(i)
        return found

    def at(self, words: Sequence[Word], i: int) -> list[Hit[T]]:
        """Every name that starts at token `i`, longest first; white-space tokens inside a name are skipped.

        >>> from atau.components.common.token_facts import make_word
        >>> names = Gazetteer([("Атырау", "", "city"), ("Атырау облысы", "poss", "region")])
        >>> [hit.entry for hit in names.at([make_word("Атырау"), make_word("облысының")], 0)]
        ['region', 'city']
        """
        norm = words[i].norm
        hits: list[Hit[T]] = []
        longest = self._first.get(norm)
        if longest is not None:
            key = [norm]
            j = i + 1
            while j < len(words) and len(key) < longest:
                if words[j].space:
                    j += 1
                    continue
                for analysis in self._last_forms(words[j].norm):
                    for entry in self._entries.get((*key, analysis.stem), ()):
                        hits.append(Hit(i, j + 1, entry, analysis))
                key.append(words[j].norm)
                j += 1
            hits.reverse()
        for analysis in self.forms(norm):
            for entry in self._entries[(analysis.stem,)]:
                hits.append(Hit(i, i + 1, entry, analysis))
        return hits


def _gazetteer(places: Iterable[Place]) -> Gazetteer[Place]:
    return Gazetteer((place.name, place.cls, place) for place in places)


@lru_cache(maxsize=1)
def place_names() -> Gazetteer[Place]:
    """The places of the package; built once for all that look places up."""
    return _gazetteer(places())


def place_names_of(tables: TableSet) -> Gazetteer[Place]:
    """The places of a component with these tables; components without places of the user share one gazetteer."""
    found = places_of(tables)
    return place_names() if found is places() else _gazetteer(found)
