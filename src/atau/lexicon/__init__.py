"""Names of persons and places, and the reader of all tables of the project."""

from atau.lexicon.names import (
    GivenName,
    Surname,
    given_names,
    is_given_name,
    name_class,
    patronymic_like,
    surname_like,
    surnames,
)
from atau.lexicon.places import PLACE_KINDS, Place, places
from atau.lexicon.table import LexiconError, Row, read_table

__all__ = [
    "PLACE_KINDS",
    "GivenName",
    "LexiconError",
    "Place",
    "Row",
    "Surname",
    "given_names",
    "is_given_name",
    "name_class",
    "patronymic_like",
    "places",
    "read_table",
    "surname_like",
    "surnames",
]
