"""Names of persons and places."""

from atau.lexicon.name_tables import NAME_TABLES
from atau.lexicon.names import (
    GivenName,
    NameLexicon,
    Surname,
    given_names,
    is_given_name,
    name_class,
    names_of,
    patronymic_like,
    shared_names,
    surname_like,
    surnames,
)
from atau.lexicon.places import PLACE_KINDS, Place, places, places_of

__all__ = [
    "NAME_TABLES",
    "PLACE_KINDS",
    "GivenName",
    "NameLexicon",
    "Place",
    "Surname",
    "given_names",
    "is_given_name",
    "name_class",
    "names_of",
    "patronymic_like",
    "places",
    "places_of",
    "shared_names",
    "surname_like",
    "surnames",
]
