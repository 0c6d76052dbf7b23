"""Names of persons: lists, and the shapes by which names outside the lists are known.

Every function takes the NORM (lower case) of the uninflected word; take suffixes off with
`atau.morphology` first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from atau.lexicon.places import places
from atau.tables import Table, TableError

_DATA = Path(__file__).parent / "data"
_GENDERS = ("m", "f", "mf")
_ROLES = (
    "first",
    "last",
    "patronymic",
    "patronymic_of_name",
    "surname",
    "surname_of_name",
    "not_given",
    "not_surname",
)
_MAX_CACHED = 65_536
# Shorter words that fall into two parts by chance are more often ordinary words.
_SHORTEST_COMPOUND = 6


GIVEN_NAMES: Final = Table(
    _DATA / "given_names.tsv",
    ("name", "gender", "origin", "weak"),
    unique=("name",),
    values={"gender": _GENDERS, "origin": ("kazakh", "russian", "foreign", "historic"), "weak": ("", "1")},
)
SURNAMES: Final = Table(
    _DATA / "surnames.tsv",
    ("name", "kind", "weak"),
    unique=("name",),
    values={"kind": ("statesman", "cultural", "sports", "foreign", "historic"), "weak": ("", "1")},
)
NAME_PARTS: Final = Table(
    _DATA / "name_parts.tsv",
    ("part", "role", "shortest", "gender"),
    unique=("part", "role"),
    values={"role": _ROLES, "gender": ("", *_GENDERS)},
    checks={"shortest": lambda cell: not cell or cell.isdecimal()},
)


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


@dataclass(frozen=True, slots=True)
class _Endings:
    """rows: (ending, fewest letters before it, gender), longest ending first; texts: the endings alone."""

    rows: tuple[tuple[str, int, str], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    first: frozenset[str]
    last: frozenset[str]
    # the last two letters of those
    ends: frozenset[str]
    patronymic: _Endings
    surname: _Endings
    patronymic_of_name: tuple[str, ...]
    surname_of_name: tuple[str, ...]
    not_given: frozenset[str]
    not_surname: frozenset[str]


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, GivenName]:
    """Given names by their lower-cased form. Raises TableError on a faulty table."""
    rows = GIVEN_NAMES.read()
    return MappingProxyType(
        {name.lower(): GivenName(name, gender, origin, weak == "1") for name, gender, origin, weak in rows}
    )


@lru_cache(maxsize=1)
def surnames() -> Mapping[str, Surname]:
    """Surnames by their lower-cased form. Raises TableError on a faulty table."""
    return MappingProxyType({name.lower(): Surname(name, kind, weak == "1") for name, kind, weak in SURNAMES.read()})


def _endings(rows: list[tuple[str, int, str]]) -> _Endings:
    return _Endings(tuple(rows), tuple(ending for ending, _, _ in rows))


@lru_cache(maxsize=1)
def _parts() -> _Parts:
    by_role: dict[str, list[tuple[str, int, str]]] = {role: [] for role in _ROLES}
    for part, role, shortest, gender in NAME_PARTS.read():
        by_role[role].append((part, int(shortest or 0), gender))
    for role, parts in by_role.items():
        if not parts and not role.startswith("not_"):
            raise TableError(NAME_PARTS.path, 0, f"no part with the role {role!r}", "Add some")
        parts.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    ordinary = {place.name.lower() for place in places() if not place.weak and " " not in place.name}
    ordinary -= surnames().keys()
    return _Parts(
        first=frozenset(part for part, _, _ in by_role["first"]),
        last=frozenset(part for part, _, _ in by_role["last"]),
        ends=frozenset(part[-2:] for part, _, _ in by_role["last"]),
        patronymic=_endings(by_role["patronymic"]),
        surname=_endings(by_role["surname"]),
        patronymic_of_name=tuple(part for part, _, _ in by_role["patronymic_of_name"]),
        surname_of_name=tuple(part for part, _, _ in by_role["surname_of_name"]),
        not_given=frozenset(part for part, _, _ in by_role["not_given"]),
        not_surname=frozenset(part for part, _, _ in by_role["not_surname"]) | ordinary,
    )


@lru_cache(maxsize=_MAX_CACHED)
def is_given_name(norm: str) -> bool:
    """Is it a listed given name, or a compound of parts of Kazakh names (`нұр` + `болат`)?"""
    if norm in given_names():
        return True
    parts = _parts()
    if len(norm) < _SHORTEST_COMPOUND or norm in parts.not_given:
        return False
    # Nearly every word falls out here: few end as names do.
    if norm[-2:] not in parts.ends:
        return False
    return any(
        norm[:cut] in parts.first and norm[cut:] in parts.last and norm[:cut] != norm[cut:]
        for cut in range(2, len(norm) - 1)
    )


def _ends_like(norm: str, endings: _Endings) -> bool:
    return (
        norm.endswith(endings.texts)
        and norm.isalpha()
        and any(norm.endswith(ending) and len(norm) - len(ending) >= shortest for ending, shortest, _ in endings.rows)
    )


def _after_name(norm: str, endings: tuple[str, ...]) -> bool:
    return norm.endswith(endings) and any(
        norm.endswith(ending) and is_given_name(norm[: -len(ending)]) for ending in endings
    )


@lru_cache(maxsize=_MAX_CACHED)
def surname_like(norm: str) -> bool:
    """Is it a listed surname, or does it end as surnames do (-ов, -ева, -ский, -енко, -швили)?

    A hyphened surname is one if its last part is.
    """
    if norm in surnames():
        return True
    parts = _parts()
    if norm in parts.not_surname:
        return False
    last = norm.rpartition("-")[2]
    return _ends_like(last, parts.surname) or _after_name(last, parts.surname_of_name)


@lru_cache(maxsize=_MAX_CACHED)
def patronymic_like(norm: str) -> bool:
    """Does it end as patronymics do (-ұлы, -қызы, -ович, -евна)?"""
    parts = _parts()
    return norm not in parts.not_surname and (
        _ends_like(norm, parts.patronymic) or _after_name(norm, parts.patronymic_of_name)
    )


def name_class(norm: str) -> str:
    """Inflection class of a person's name: `poss` for -ұлы, -қызы, -тегі, else "".

    So Момышұлы gives Момышұлына, not Момышұлыға.
    """
    return "poss" if norm.endswith(("ұлы", "қызы", "тегі")) else ""
