"""Cue words: what the words around a number say about it (quantity_words.tsv, quantity_context.tsv)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from atau.components.quantity.endings import PLURAL, ending_of, lengths_by_letter
from atau.components.quantity.tables import (
    BOUND_CLASSES,
    CONTEXT_CLASSES,
    NAME_CLASSES,
    QUANTITY_BOUNDS,
    QUANTITY_CONTEXT,
    QUANTITY_NAMES,
    QUANTITY_WORDS,
)
from atau.morphology.numerals_words import SUFFIXES
from atau.tables import Table, TableSet

# What a possessive may be followed by: тракторымен, ұшағынан
_CASES = "(?:мен|н(?:[ыі]ң|д[ае](?:ғы|гі)?|[ае]н?)?)?"
#: Word to the classes it is of, each with its sense ("" where it has none).
Classes = dict[str, dict[str, str]]


class ContextWords(NamedTuple):
    """The words of each class of quantity_context.tsv, where the classes are explained; tuples are their beginnings."""

    aged: frozenset[str]
    ageof: frozenset[str]
    clause: frozenset[str]
    daypart: frozenset[str]
    headed: frozenset[str]
    heading: frozenset[str]
    hour: frozenset[str]
    ignored: frozenset[str]
    life: tuple[str, ...]
    listed: frozenset[str]
    medal: frozenset[str]
    person: frozenset[str]
    russian: frozenset[str]
    scale: frozenset[str]
    score: frozenset[str]
    victim: tuple[str, ...]
    viewed: frozenset[str]
    views: frozenset[str]


def context_words(tables: TableSet) -> ContextWords:
    """The table quantity_context.tsv. Raises TableError."""
    found = _classes(tables, QUANTITY_CONTEXT, CONTEXT_CLASSES)
    beginnings = {name: tuple(sorted(found.pop(name))) for name in ("life", "victim")}
    return ContextWords(**found, **beginnings)


class BoundWords(NamedTuple):
    """The words of each class of quantity_bounds.tsv, where the classes are explained; tuples are their beginnings."""

    adverb: frozenset[str]
    after: frozenset[str]
    falling: tuple[str, ...]
    level: tuple[str, ...]
    other: tuple[str, ...]
    otherword: frozenset[str]
    rate: tuple[str, ...]


def bound_words(tables: TableSet) -> BoundWords:
    """The table quantity_bounds.tsv. Raises TableError."""
    found = _classes(tables, QUANTITY_BOUNDS, BOUND_CLASSES)
    beginnings = {name: tuple(sorted(found.pop(name))) for name in ("falling", "level", "other", "rate")}
    return BoundWords(**found, **beginnings)


class NameWords(NamedTuple):
    """The words of each class of quantity_names.tsv, where the classes are explained.

    amountverb: beginnings of words. lightverb: pairs of a noun and the beginning of its verb. machine: matches a word
    for a machine with a possessive, in any case.
    """

    amountverb: tuple[str, ...]
    code: frozenset[str]
    lightverb: frozenset[tuple[str, str]]
    machine: re.Pattern[str]
    make: frozenset[str]
    paper: frozenset[str]
    postposition: frozenset[str]
    standard: frozenset[str]


def name_words(tables: TableSet) -> NameWords:
    """The table quantity_names.tsv. Raises TableError."""
    found = _classes(tables, QUANTITY_NAMES, NAME_CLASSES)
    stems = "|".join(map(re.escape, sorted(found.pop("machine"))))
    pairs = (word.partition(" ") for word in found.pop("lightverb"))
    return NameWords(
        amountverb=tuple(sorted(found.pop("amountverb"))),
        lightverb=frozenset((noun, verb) for noun, _, verb in pairs),
        machine=re.compile(f"(?:{stems})(?:[лтд][ае]р)?с?[ыі]{_CASES}"),
        **found,
    )


def _classes(tables: TableSet, table: Table, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """The words of each class."""
    rows = tables.rows(table)
    return {name: frozenset(word for word, of in rows if of == name) for name in names}


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
