"""Names of persons and places."""

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

__all__ = [
    "PLACE_KINDS",
    "GivenName",
    "Place",
    "Surname",
    "given_names",
    "is_given_name",
    "name_class",
    "patronymic_like",
    "places",
    "surname_like",
    "surnames",
]
