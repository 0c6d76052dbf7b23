"""Cue words: what the words around a number say about it (quantity_words.tsv, quantity_context.tsv)."""

from __future__ import annotations

from typing import NamedTuple

from atau.components.quantity.endings import PLURAL, ending_of, lengths_by_letter
from atau.components.quantity.tables import CONTEXT_CLASSES, QUANTITY_CONTEXT, QUANTITY_WORDS
from atau.morphology.numerals_words import SUFFIXES
from atau.tables import TableSet

#: Word to the classes it is of, each with its sense ("" where it has none).
Classes = dict[str, dict[str, str]]


class ContextWords(NamedTuple):
    """The words of each class of quantity_context.tsv, where the classes are explained."""

    aged: frozenset[str]
    ageof: frozenset[str]
    clause: frozenset[str]
    daypart: frozenset[str]
    falling: frozenset[str]
    headed: frozenset[str]
    heading: frozenset[str]
    hour: frozenset[str]
    ignored: frozenset[str]
    listed: frozenset[str]
    medal: frozenset[str]
    russian: frozenset[str]
    scale: frozenset[str]
    score: frozenset[str]
    viewed: frozenset[str]
    views: frozenset[str]


def context_words(tables: TableSet) -> ContextWords:
    """The table quantity_context.tsv. Raises TableError."""
    rows = tables.rows(QUANTITY_CONTEXT)
    return ContextWords(**{name: frozenset(word for word, of in rows if of == name) for name in CONTEXT_CLASSES})


class CueWords:
    """The table quantity_words.tsv.

    exact: words that stand as they are, some of them of two words. pairs: first words of approximators of two words.
    titles: names that begin with a number, word by word. idioms: fixed expressions that do so.
    """

    def __init__(self, tables: TableSet) -> None:
        self.exact: Classes = {}
        self.pairs: set[str] = set()
        self.titles: list[tuple[str, ...]] = []
        self.idioms: list[tuple[str, ...]] = []
        self._inflected: Classes = {}
        for word, kind, endings, value in tables.rows(QUANTITY_WORDS):
            table = self._inflected if endings == "+" else self.exact
            table.setdefault(word, {})[kind] = value.strip("-")
            if " " in word and kind == "left":
                self.pairs.add(word.split()[0])
            if kind == "title":
                self.titles.append(tuple(word.split()))
            if kind == "idiom":
                self.idioms.append(tuple(word.split()))
        self._lengths = lengths_by_letter(list(self._inflected))

    def classes(self, text: str) -> dict[str, str]:
        """The classes of a word in lower case, with or without an ending, each with its sense."""
        bare = text.rstrip(".")
        found = dict(self.exact.get(text) or self.exact.get(bare) or {})
        for length in self._lengths.get(bare[:1], ()):
            if length > len(bare):
                continue
            entry = self._inflected.get(bare[:length])
            rest = bare[length:]
            if entry and ending_of(rest) is not None:
                if "month" in entry and rest not in SUFFIXES and not PLURAL.fullmatch(rest):
                    continue  # қазандық is a boiler, not of October
                found = {**entry, **found}
                break
        return found
