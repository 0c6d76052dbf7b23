"""The parts that names outside the lists are made of: beginnings, ends, the endings of surnames and patronymics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atau.lexicon.name_tables import NAME_PARTS, ROLES
from atau.tables import Row, TableError


@dataclass(frozen=True, slots=True)
class Endings:
    """rows: (ending, fewest letters before it), longest ending first; texts: the endings alone."""

    rows: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """By their roles in `NAME_PARTS`; ends: the last two letters of `last`."""

    first: frozenset[str]
    last: frozenset[str]
    ends: frozenset[str]
    patronymic: Endings
    surname: Endings
    patronymic_of_name: tuple[str, ...]
    surname_of_name: tuple[str, ...]
    possessive: tuple[str, ...]
    nickname: Endings
    not_given: frozenset[str]
    not_nickname: frozenset[str]
    not_surname: frozenset[str]


def read_parts(rows: Iterable[Row], ordinary: Iterable[str]) -> Parts:
    """rows: of `NAME_PARTS`; ordinary: more words that are no surnames. Raises TableError where a role has no part."""
    by_role: dict[str, list[tuple[str, int]]] = {role: [] for role in ROLES}
    for part, role, shortest, _ in rows:
        by_role[role].append((part, int(shortest or 0)))
    for role, parts in by_role.items():
        if not parts and not role.startswith("not_"):
            raise TableError(NAME_PARTS.path, 0, f"no part with the role {role!r}", "Add some")
        parts.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    texts = {role: tuple(part for part, _ in parts) for role, parts in by_role.items()}
    return Parts(
        first=frozenset(texts["first"]),
        last=frozenset(texts["last"]),
        ends=frozenset(part[-2:] for part in texts["last"]),
        patronymic=Endings(tuple(by_role["patronymic"]), texts["patronymic"]),
        surname=Endings(tuple(by_role["surname"]), texts["surname"]),
        patronymic_of_name=texts["patronymic_of_name"],
        surname_of_name=texts["surname_of_name"],
        possessive=texts["possessive"],
        nickname=Endings(tuple(by_role["nickname"]), texts["nickname"]),
        not_given=frozenset(texts["not_given"]),
        not_nickname=frozenset(texts["not_nickname"]),
        not_surname=frozenset(texts["not_surname"]).union(ordinary),
    )


def ends_like(norm: str, endings: Endings) -> bool:
    """Whether a word ends in one of `endings`, with enough letters before it."""
    return (
        norm.endswith(endings.texts)
        and norm.isalpha()
        and any(norm.endswith(ending) and len(norm) - len(ending) >= shortest for ending, shortest in endings.rows)
    )
