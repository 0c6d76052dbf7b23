"""Feature templates: which facts about a token and its neighbours make a feature.

A template is a line of data/features.tsv: one atom or several, each with the place it is taken from, ``w@-1 w``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]

from atau.components.crf.atoms import PLACE_ATOMS, WORD_ATOMS
from atau.components.crf.profiles import PROFILE_ATOMS
from atau.tables import read_table

TEMPLATES: Final = Path(__file__).parent / "data" / "features.tsv"
# Groups of templates that help some data only; a config asks for them by name.
EXTRA_GROUPS: Final = frozenset({"profiles"})
#: How far from a token its features may be taken.
REACH: Final = 3
#: What depends on the word alone, and on the model's profile of it.
WORD_COLUMNS: Final = (*WORD_ATOMS, *PROFILE_ATOMS)


class TemplateError(ValueError):
    """A feature template that names no known atom or place."""


@dataclass(frozen=True, slots=True)
class Part:
    """An atom and the token it is taken from, counted from the token itself; `word`: it depends on the word alone."""

    column: int
    offset: int
    word: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template's parts and the hash of its text, which keeps features of different templates apart."""

    text: str
    parts: tuple[Part, ...]
    salt: np.uint64


def parse_template(text: str) -> Template:
    """Read ``atom[@offset] …``. Raises TemplateError."""
    parts = []
    for piece in text.split():
        name, _, offset = piece.partition("@")
        known = name in WORD_COLUMNS
        if not known and name not in PLACE_ATOMS:
            raise TemplateError(f"feature template {text!r}: there is no atom {name!r}")
        try:
            place = int(offset or 0)
        except ValueError:
            raise TemplateError(f"feature template {text!r}: {offset!r} is no whole number") from None
        if abs(place) > REACH:
            raise TemplateError(f"feature template {text!r}: offsets go from -{REACH} to {REACH}")
        column = WORD_COLUMNS.index(name) if known else PLACE_ATOMS.index(name)
        parts.append(Part(column, place, known))
    if not parts:
        raise TemplateError("an empty feature template")
    # Odd, so that multiplying by it loses nothing.
    return Template(text, tuple(parts), np.uint64(hash_string(text) | 1))


def read_templates(
    path: Path = TEMPLATES, *, extra: Iterable[str] = (), without: Iterable[str] = ()
) -> tuple[str, ...]:
    """The templates of a table with the columns ``template`` and ``group``, of the groups that all models have.

    extra: groups of EXTRA_GROUPS to take too. without: groups to leave out. Raises TableError, TemplateError.
    """
    table = list(read_table(path, ("template", "group"), unique=("template",)))
    unknown = {*extra, *without} - {group for _, group in table}
    if unknown:
        raise TemplateError(f"{path.name} has no group of feature templates called {', '.join(sorted(unknown))}")
    left_out = (EXTRA_GROUPS - set(extra)) | set(without)
    return tuple(template for template, group in table if group not in left_out)
