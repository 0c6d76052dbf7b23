"""Words that say of what kind a place is: `ауданы` after a name, and at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.facts.tables import words_of
from atau.tables import Row, Table

#: A river, a mountain: the gazetteer does not have them.
NATURE: Final = "nature"
#: A street, a station: named after something, and not in the gazetteer either.
NONE: Final = "none"
NOT_LISTED: Final = frozenset({NATURE, NONE})

KIND_WORDS: Final = Table(
    Path(__file__).parent / "data" / "kind_words.tsv",
    ("word", "kind", "many"),
    required=("word", "kind"),
    unique=("word",),
    values={"kind": ("region", "district", "city", "village", "country", NATURE, NONE), "many": ("", "1")},
)
# After the possessive a case ending begins with one of these: көлінде, but not көлік.
_CASES: Final = ("н", "м", "д")
_SIGNS: Final = frozenset({",", "–", "-"})
_CLOSING: Final = frozenset({"»", "”", '"', "“", ")", "’"})
_LINE_BREAK: Final = "\n"
_MARKS: Final = _CLOSING | {"«", "„", _LINE_BREAK}
_MOST_LISTED: Final = 12


class KindWord(NamedTuple):
    """kind: as in the table. word: in the nominative. length: how many tokens it covers."""

    kind: str
    word: str
    length: int


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    many: bool


class KindWords:
    """Finds kind words among tokens, which are given as their norms in lower case."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_start: dict[str, list[_Entry]] = {}
        for word, kind, many in rows:
            entry = _Entry(tuple(word.split()), kind, many == "1")
            self._by_start.setdefault(entry.words[0][:2], []).append(entry)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def at(self, norms: Sequence[str], index: int, *, many: bool = False) -> KindWord | None:
        """The kind word that begins at `index`, in any case; with `many`, a plural one only. The longest wins."""
        if index >= len(norms):
            return None
        for entry in self._by_start.get(norms[index][:2], ()):
            last = index + len(entry.words) - 1
            if last >= len(norms) or (many and not entry.many):
                continue
            if tuple(norms[index:last]) == entry.words[:-1] and _is_form(norms[last], entry.words[-1]):
                return KindWord(entry.kind, " ".join(entry.words), len(entry.words))
        return None

    def after(self, norms: Sequence[str], end: int, names: frozenset[int], *, listed: bool = True) -> KindWord | None:
        """The kind word at `end`, or the plural one at the end of the list of names that goes on there.

        names: indices of the tokens that are part of names; the plural may be one of them (Абай, Жамбыл облыстары).
        listed: whether the name may stand in a list at all.

        >>> kind_words().after(["абай", "және", "жарма", "аудандарында"], 1, frozenset({0, 2}))
        KindWord(kind='district', word='аудандары', length=1)
        """
        index = end
        while index < len(norms) and (norms[index] in _CLOSING or norms[index] == _LINE_BREAK):
            index += 1
        found = self.at(norms, index)
        if found or not listed or index >= len(norms) or not _joins(norms[index]):
            return found
        for place in range(index + 1, min(len(norms), index + _MOST_LISTED)):
            found = self.at(norms, place, many=True)
            if found:
                return found
            if place not in names and not (_joins(norms[place]) or norms[place] in _MARKS):
                return None
        return None

    def of_name(self, name: str) -> KindWord | None:
        """The kind word at the end of a name in dictionary form.

        >>> kind_words().of_name("Ақмола облысы")
        KindWord(kind='region', word='облысы', length=1)
        """
        words = name.lower().split()
        for index in range(1, len(words)):
            found = self.at(words, index)
            if found and index + found.length == len(words):
                return found
        return None


def _joins(norm: str) -> bool:
    return norm in _SIGNS or norm in words_of()["listing"]


def _is_form(norm: str, word: str) -> bool:
    if not norm.startswith(word):
        return False
    rest = norm[len(word) :]
    return not rest or (rest.startswith(_CASES) and len(word) > 2) or rest == "."


@lru_cache(maxsize=1)
def kind_words() -> KindWords:
    """Those of the package. Raises TableError."""
    return KindWords(KIND_WORDS.read())
