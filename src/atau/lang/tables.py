"""The tables of the language class."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

ABBREVIATIONS: Final = Table(
    _DATA / "abbreviations.tsv", ("form", "after"), unique=("form",), values={"after": ("", "amount", "closes")}
)
STOP_WORD_TABLE: Final = Table(_DATA / "stop_words.tsv", ("word",), unique=("word",))
NAME_PIECES: Final = Table(
    _DATA / "name_pieces.tsv",
    ("piece", "kind"),
    unique=("piece", "kind"),
    values={"kind": ("initial", "patronymic", "surname")},
)

LANGUAGES: Final = Table(
    _DATA / "languages.tsv",
    ("language", "kind", "value"),
    unique=("language", "kind", "value"),
    values={"kind": ("letters", "plain", "word")},
)


def name_pieces(kind: str) -> tuple[str, ...]:
    """The pieces of names of one kind. Raises TableError on a faulty table."""
    return tuple(piece for piece, found in NAME_PIECES.read() if found == kind)
