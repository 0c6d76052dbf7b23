"""The tables the components share: nouns of positions, words of a noun phrase, endings, rules."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

OFFICE_KINDS: Final = ("full", "named", "modified", "profession", "bound", "title", "never")
OFFICES: Final = Table(_DATA / "offices.tsv", ("head", "kind"), unique=("head",), values={"kind": OFFICE_KINDS})
WORD_KINDS: Final = ("adj", "noun", "owner", "post", "conj", "stop")
NOUN_PHRASE_WORDS: Final = Table(
    _DATA / "noun_phrase_words.tsv", ("word", "kind"), unique=("word",), values={"kind": WORD_KINDS}
)
ENDING_KINDS: Final = (
    "accusative", "adjective", "attributive", "case", "clause", "genitive", "oblique", "opener", "ordinal",
    "ordinal_digits", "participle", "possessed_case", "possessive", "verbal_noun",
)  # fmt: skip
ENDINGS: Final = Table(
    _DATA / "endings.tsv", ("ending", "kind"), required="all", unique=("ending", "kind"), values={"kind": ENDING_KINDS}
)
RULES: Final = Table(
    _DATA / "rules.tsv",
    ("rule", "precision", "annotations", "certain", "meaning", "example"),
    required="all",
    unique=("rule",),
    values={"certain": ("yes", "no")},
    allow_mixed=True,
)
