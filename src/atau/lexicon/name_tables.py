"""The tables of names of persons, and of the parts they are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.lexicon.places import PLACES, PLACES_CLDR
from atau.tables import Table

_DATA = Path(__file__).parent / "data"
_GENDERS = ("m", "f", "mf")
ROLES = (
    "first",
    "last",
    "patronymic",
    "patronymic_of_name",
    "surname",
    "surname_of_name",
    "possessive",
    "nickname",
    "not_given",
    "not_nickname",
    "not_surname",
)


def _is_count(cell: str) -> bool:
    return not cell or cell.isdecimal()


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
    values={"role": ROLES, "gender": ("", *_GENDERS)},
    checks={"shortest": _is_count},
)
#: The tables that decide what is a name. A place is no surname, whatever it ends in.
NAME_TABLES: Final = (GIVEN_NAMES, SURNAMES, NAME_PARTS, PLACES, PLACES_CLDR)
