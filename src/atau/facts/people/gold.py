"""Gold of people over documents: profiles in families, and who of a family is who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from atau.facts.people.profile import PersonProfile
from atau.tables import Table

TRAIN: Final = "train"
MEASURED: Final = "measured"
PARTS: Final = (TRAIN, MEASURED)
KINDS: Final = (
    "case-forms",
    "common-name",
    "corpus",
    "foreign",
    "initials",
    "kin",
    "latin-cyrillic",
    "marriage",
    "one-document",
    "patronymic-only",
    "same-name-fields",
    "same-office",
    "spelling",
    "surname-only",
    "title-change",
    "uly-forms",
)
_COLUMNS: Final = (
    "family",
    "part",
    "kind",
    "person",
    "document",
    "cluster",
    "names",
    "offices",
    "organisations",
    "places",
    "dates",
    "companions",
    "published",
)
_OR: Final = "~"
_SEPARATOR: Final = ";"


@dataclass(frozen=True, slots=True)
class GoldProfile:
    """A profile and who it is. persons: more than one where a reader cannot tell which."""

    family: str
    part: str
    kind: str
    persons: frozenset[str]
    profile: PersonProfile


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two profiles of one family, and whether they are one person."""

    one: GoldProfile
    other: GoldProfile
    same: bool


def read_profiles(path: Path) -> list[GoldProfile]:
    """The profiles of a table of the form of corpus/people/profiles.tsv. Raises TableError."""
    table = Table(
        path,
        _COLUMNS,
        required=_COLUMNS[:7],
        unique=("family", "document", "cluster"),
        values={"part": PARTS, "kind": KINDS},
        checks={"published": _is_date, "dates": _each(_is_date), "person": _is_person},
        allow_mixed=True,
    )
    return [_profile(dict(zip(_COLUMNS, row, strict=True))) for row in table.read()]


def gold_pairs(profiles: Iterable[GoldProfile]) -> Iterator[GoldPair]:
    """All pairs inside of the families, without those of which a reader cannot tell whether they are one person."""
    families: dict[str, list[GoldProfile]] = {}
    for profile in profiles:
        families.setdefault(profile.family, []).append(profile)
    for members in families.values():
        for one, other in combinations(members, 2):
            shared = one.persons & other.persons
            certain = len(one.persons) == len(other.persons) == 1
            if certain or not shared:
                yield GoldPair(one, other, bool(shared))


def _profile(row: dict[str, str]) -> GoldProfile:
    return GoldProfile(
        family=row["family"],
        part=row["part"],
        kind=row["kind"],
        persons=frozenset(row["person"].split(_OR)),
        profile=PersonProfile(
            document=row["document"],
            cluster=row["cluster"],
            names=_texts(row["names"]),
            offices=_texts(row["offices"]),
            organisations=_texts(row["organisations"]),
            places=_texts(row["places"]),
            dates=_texts(row["dates"]),
            companions=_texts(row["companions"]),
            published=row["published"] or None,
        ),
    )


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in cell.split(_SEPARATOR) if text.strip())


def _is_date(cell: str) -> bool:
    """
    >>> _is_date("2020-10"), _is_date(""), _is_date("12.10.2020")
    (True, True, False)
    """
    parts = cell.split("-")
    return not cell or (len(parts[0]) == 4 and len(parts) < 4 and all(part.isdecimal() for part in parts))


def _each(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: all(map(test, _texts(cell)))


def _is_person(cell: str) -> bool:
    return all(part.isalpha() for part in cell.split(_OR))
