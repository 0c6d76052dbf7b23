"""The table of the person grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

PERSON_WORDS: Final = Table(
    _DATA / "person_words.tsv",
    ("word", "kind"),
    unique=("word", "kind"),
    values={"kind": ("after", "title", "particle", "not")},
)
