"""Gold of people and organisations over documents: profiles in families, and which of a family are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final, Generic, TypeVar

from atau.facts.people.profile import OrganisationProfile, PersonProfile
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
ORGANISATION_KINDS: Final = (
    "abbreviation",
    "branch",
    "foreign",
    "latin",
    "legal-form",
    "local",
    "named",
    "rename",
    "team",
)
_ORGANISATION_COLUMNS: Final = (
    "family",
    "part",
    "kind",
    "organisation",
    "document",
    "cluster",
    "names",
    "places",
    "published",
)
_OR: Final = "~"
_SEPARATOR: Final = ";"


P = TypeVar("P", PersonProfile, OrganisationProfile)


@dataclass(frozen=True, slots=True)
class Gold(Generic[P]):
    """A profile and who or what it is. identities: more than one where a reader cannot tell which."""

    family: str
    part: str
    kind: str
    identities: frozenset[str]
    profile: P


GoldProfile = Gold[PersonProfile]


@dataclass(frozen=True, slots=True)
class GoldPair(Generic[P]):
    """Two profiles of one family, and whether they are one."""

    one: Gold[P]
    other: Gold[P]
    same: bool


def read_profiles(path: Path) -> list[GoldProfile]:
    """The profiles of a table of the form of corpus/people/profiles.tsv. Raises TableError."""
    table = Table(
        path,
        _COLUMNS,
        required=_COLUMNS[:7],
        unique=("family", "document", "cluster"),
        values={"part": PARTS, "kind": KINDS},
        checks={"published": _is_date, "dates": _each(_is_date), "person": _is_identity},
        allow_mixed=True,
    )
    return [_person(dict(zip(_COLUMNS, row, strict=True))) for row in table.read()]


def read_organisations(path: Path) -> list[Gold[OrganisationProfile]]:
    """The profiles of a table of the form of corpus/people/organisations.tsv. Raises TableError."""
    table = Table(
        path,
        _ORGANISATION_COLUMNS,
        required=_ORGANISATION_COLUMNS[:7],
        unique=("family", "document", "cluster"),
        values={"part": PARTS, "kind": ORGANISATION_KINDS},
        checks={"published": _is_date, "organisation": _is_identity},
        allow_mixed=True,
    )
    return [_organisation(dict(zip(_ORGANISATION_COLUMNS, row, strict=True))) for row in table.read()]


def gold_pairs(profiles: Iterable[Gold[P]]) -> Iterator[GoldPair[P]]:
    """All pairs inside of the families, without those of which a reader cannot tell whether they are one."""
    families: dict[str, list[Gold[P]]] = {}
    for profile in profiles:
        families.setdefault(profile.family, []).append(profile)
    for members in families.values():
        for one, other in combinations(members, 2):
            shared = one.identities & other.identities
            certain = len(one.identities) == len(other.identities) == 1
            if certain or not shared:
                yield GoldPair(one, other, bool(shared))


def _person(row: dict[str, str]) -> Gold[PersonProfile]:
    profile = PersonProfile(
        document=row["document"],
        cluster=row["cluster"],
        names=_texts(row["names"]),
        offices=_texts(row["offices"]),
        organisations=_texts(row["organisations"]),
        places=_texts(row["places"]),
        dates=_texts(row["dates"]),
        companions=_texts(row["companions"]),
        published=row["published"] or None,
    )
    return Gold(row["family"], row["part"], row["kind"], frozenset(row["person"].split(_OR)), profile)


def _organisation(row: dict[str, str]) -> Gold[OrganisationProfile]:
    profile = OrganisationProfile(
        document=row["document"],
        cluster=row["cluster"],
        names=_texts(row["names"]),
        places=_texts(row["places"]),
        published=row["published"] or None,
    )
    return Gold(row["family"], row["part"], row["kind"], frozenset(row["organisation"].split(_OR)), profile)


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


def _is_identity(cell: str) -> bool:
    return all(part.isalpha() for part in cell.split(_OR))
