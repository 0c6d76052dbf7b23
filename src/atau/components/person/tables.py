"""The table of the person grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

WORD_KINDS: Final = (
    "after",
    "article",
    "circumstance",
    "given_particle",
    "honorific",
    "initial",
    "kin",
    "leading",
    "named",
    "noble",
    "not",
    "office",
    "particle",
    "patronymic",
    "role",
    "ruler",
    "says",
    "sure_particle",
    "syllable",
    "title",
)
PERSON_WORDS: Final = Table(
    _DATA / "person_words.tsv", ("word", "kind"), unique=("word", "kind"), values={"kind": WORD_KINDS}
)
