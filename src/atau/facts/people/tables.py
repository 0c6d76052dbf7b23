"""The tables by which people and organisations are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

FIELDS_OF_LIFE: Final = (
    "army",
    "business",
    "culture",
    "education",
    "farming",
    "government",
    "health",
    "law",
    "media",
    "religion",
    "rescue",
    "science",
    "sport",
)

NAME_LETTERS: Final = Table(_DATA / "name_letters.tsv", ("written", "plain"), unique=("written",))
NAME_PARTICLES: Final = Table(
    _DATA / "name_particles.tsv", ("word", "use"), unique=("word",), values={"use": ("particle", "address")}
)
SURNAME_ENDINGS: Final = Table(_DATA / "surname_endings.tsv", ("ending", "feminine"), unique=("ending",))
CONTEXT_WORDS: Final = Table(
    _DATA / "context_words.tsv", ("word", "use"), unique=("word", "use"), values={"use": ("common", "kind")}
)
FIELDS: Final = Table(
    _DATA / "fields.tsv", ("word", "field"), unique=("word", "field"), values={"field": FIELDS_OF_LIFE}
)
ORGANISATION_WORDS: Final = Table(
    _DATA / "organisation_name_words.tsv",
    ("word", "use"),
    unique=("word", "use"),
    values={"use": ("legal", "state", "optional", "small", "branch", "local", "level", "scope", "own", "exact")},
)
ORGANISATION_ALIASES: Final = Table(
    _DATA / "organisation_aliases.tsv", ("alias", "name"), required="all", unique=("alias",)
)
_RENAMED: Final = ("former", "later", "year", "note")
ORGANISATION_RENAMES: Final = Table(
    _DATA / "organisation_renames.tsv", _RENAMED, required="all", unique=("former",), checks={"year": str.isdecimal}
)
PLACE_RENAMES: Final = Table(
    _DATA / "place_renames.tsv", _RENAMED, required="all", unique=("former",), checks={"year": str.isdecimal}
)
TABLES: Final = (
    NAME_LETTERS,
    NAME_PARTICLES,
    SURNAME_ENDINGS,
    CONTEXT_WORDS,
    FIELDS,
    ORGANISATION_WORDS,
    ORGANISATION_ALIASES,
    ORGANISATION_RENAMES,
    PLACE_RENAMES,
)
