"""Names of persons: lists, and the shapes that unlisted names have.

Every function takes the NORM (lower case) of the uninflected word; strip suffixes with `atau.morphology` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from atau.lexicon.name_parts import ends_like, read_parts
from atau.lexicon.name_tables import GIVEN_NAMES, NAME_PARTS, NAME_TABLES, SURNAMES
from atau.lexicon.places import Place, places, places_of
from atau.tables import Row, TableSet

_MAX_CACHED = 16_384
# Shorter words that fall into two parts by chance are more often ordinary words.
_SHORTEST_COMPOUND = 6
# How much of a given name stands before the ending of a respectful short name: Нұр-екең, Сер-ағаң.
_LONGEST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name; gender: m, f or mf; origin: kazakh, russian, foreign or historic.

    weak: also a common word, a place or a people: a name only beside other evidence.
    """

    name: str
    gender: str
    origin: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname or the one name of a well-known person; kind: where one meets it."""

    name: str
    kind: str
    weak: bool


class NameLexicon:
    """Given names and surnames, and the parts that names outside the lists are made of.

    given, surnames, parts: rows of `GIVEN_NAMES`, `SURNAMES` and `NAME_PARTS`. places: places, which are no surnames.
    Raises TableError where `parts` lacks a role.
    """

    def __init__(
        self, given: Iterable[Row], surnames: Iterable[Row], parts: Iterable[Row], places: Iterable[Place]
    ) -> None:
        #: By the lower-cased form.
        self.given_names: Mapping[str, GivenName] = MappingProxyType(
            {name.lower(): GivenName(name, gender, origin, weak == "1") for name, gender, origin, weak in given}
        )
        #: By the lower-cased form.
        self.surnames: Mapping[str, Surname] = MappingProxyType(
            {name.lower(): Surname(name, kind, weak == "1") for name, kind, weak in surnames}
        )
        ordinary = {place.name.lower() for place in places if not place.weak and " " not in place.name}
        self._parts = read_parts(parts, ordinary - self.surnames.keys())
        self._longest_compound = sum(max(map(len, words), default=0) for words in (self._parts.first, self._parts.last))
        self._beginnings = frozenset(name[:n] for name in self.given_names for n in range(1, _LONGEST_BEGINNING + 1))
        self.is_given_name = lru_cache(maxsize=_MAX_CACHED)(self._is_given_name)
        self.surname_like = lru_cache(maxsize=_MAX_CACHED)(self._surname_like)
        self.patronymic_like = lru_cache(maxsize=_MAX_CACHED)(self._patronymic_like)

    def name_class(self, norm: str) -> str:
        """Inflection class of a person's name: `poss` for -ұлы, -қызы, -тегі, else "".

        So Момышұлы gives Момышұлына, not Момышұлыға.
        """
        return "poss" if norm.endswith(self._parts.possessive) else ""

    def _is_given_name(self, norm: str) -> bool:
        """Is it a listed given name, or a compound of parts of Kazakh names (`нұр` + `болат`)?"""
        if norm in self.given_names:
            return True
        parts = self._parts
        # Of a longer word all cuts would take the square of its length.
        if not _SHORTEST_COMPOUND <= len(norm) <= self._longest_compound or norm in parts.not_given:
            return False
        # Nearly every word falls out here: few end as names do.
        if norm[-2:] not in parts.ends:
            return False
        return any(
            norm[:cut] in parts.first and norm[cut:] in parts.last and norm[:cut] != norm[cut:]
            for cut in range(2, len(norm) - 1)
        )

    def _surname_like(self, norm: str) -> bool:
        """Is it a listed surname, or does it end as surnames do (-ов, -ева, -ский, -енко, -швили)?

        A hyphenated surname is one if its last part is.
        """
        if norm in self.surnames:
            return True
        if norm in self._parts.not_surname:
            return False
        last = norm.rpartition("-")[2]
        return ends_like(last, self._parts.surname) or self._after_name(last, self._parts.surname_of_name)

    def _patronymic_like(self, norm: str) -> bool:
        """Does it end as patronymics do (-ұлы, -қызы, -ович, -евна)?"""
        parts = self._parts
        return norm not in parts.not_surname and (
            ends_like(norm, parts.patronymic) or self._after_name(norm, parts.patronymic_of_name)
        )

    def is_not_surname(self, norm: str) -> bool:
        """Is it listed as what only looks like a surname, or a place?"""
        return norm in self._parts.not_surname

    def ends_like_surname(self, norm: str) -> bool:
        """Does it end as surnames do (-ов, -ева), listed or not?"""
        return ends_like(norm, self._parts.surname)

    def nickname_like(self, norm: str) -> bool:
        """Is it a respectful short name: the beginning of a given name, and -екең, -еке, -ағаң?

        >>> shared_names().nickname_like("нұрекең"), shared_names().nickname_like("мереке")
        (True, False)
        """
        parts = self._parts
        if not norm.endswith(parts.nickname.texts) or norm in parts.not_nickname or norm in self.given_names:
            return False
        return any(
            norm.endswith(ending) and shortest <= len(norm) - len(ending) and norm[: -len(ending)] in self._beginnings
            for ending, shortest in parts.nickname.rows
        )

    def is_dative_of_nickname(self, norm: str) -> bool:
        """Is it a respectful short name in the dative, which is that of a possessive: Сәкеңе, not Сәкеңге?

        >>> shared_names().is_dative_of_nickname("нұрекеңе"), shared_names().is_dative_of_nickname("жеңеңе")
        (True, False)
        """
        return norm.endswith(("ңа", "ңе")) and self.nickname_like(norm[:-1])

    def _after_name(self, norm: str, endings: tuple[str, ...]) -> bool:
        return norm.endswith(endings) and any(
            norm.endswith(ending) and self.is_given_name(norm[: -len(ending)]) for ending in endings
        )


@lru_cache(maxsize=1)
def shared_names() -> NameLexicon:
    """The names of the package, read once. Raises TableError on a faulty table."""
    return NameLexicon(GIVEN_NAMES.read(), SURNAMES.read(), NAME_PARTS.read(), places())


def names_of(tables: TableSet) -> NameLexicon:
    """The names of a component with these tables; components without rows of the user share one lexicon."""
    if not tables.is_custom(*NAME_TABLES):
        return shared_names()
    return NameLexicon(tables.rows(GIVEN_NAMES), tables.rows(SURNAMES), tables.rows(NAME_PARTS), places_of(tables))


def given_names() -> Mapping[str, GivenName]:
    """The given names of the package by their lower-cased form. Raises TableError on a faulty table."""
    return shared_names().given_names


def surnames() -> Mapping[str, Surname]:
    """The surnames of the package by their lower-cased form. Raises TableError on a faulty table."""
    return shared_names().surnames


def is_given_name(norm: str) -> bool:
    """Is it a listed given name, or a compound of parts of Kazakh names?

    >>> is_given_name("нұрболат"), is_given_name("мектеп")
    (True, False)
    """
    return shared_names().is_given_name(norm)


def surname_like(norm: str) -> bool:
    """Is it a listed surname, or does it end as surnames do?

    >>> surname_like("назарбаев"), surname_like("магазин")
    (True, False)
    """
    return shared_names().surname_like(norm)


def patronymic_like(norm: str) -> bool:
    """Does it end as patronymics do?

    >>> patronymic_like("жандосұлы"), patronymic_like("арнаулы")
    (True, False)
    """
    return shared_names().patronymic_like(norm)


def name_class(norm: str) -> str:
    """Inflection class of a person's name: `poss` or "".

    >>> name_class("момышұлы"), name_class("назарбаев")
    ('poss', '')
    """
    return shared_names().name_class(norm)
