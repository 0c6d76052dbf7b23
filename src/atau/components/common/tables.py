"""The tables the components share: offices, the words of a noun phrase, the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

#: Heads of offices. full: an office by itself. named, modified: with a name, with any modifier. bound: inside a longer
#: head only. title: with the words of honour before it. never: looks like an office and is none.
OFFICE_KINDS: Final = frozenset({"full", "named", "modified", "bound", "title", "never"})
OFFICES: Final = Table(_DATA / "offices.tsv", ("head", "kind"), unique=("head",), values={"kind": OFFICE_KINDS})
WORD_KINDS: Final = frozenset({"adj", "noun", "owner", "post", "conj", "stop"})
NOUN_PHRASE_WORDS: Final = Table(_DATA / "noun_phrase_words.tsv", ("word", "kind"), values={"kind": WORD_KINDS})
RULES: Final = Table(
    _DATA / "rules.tsv",
    ("rule", "precision", "annotations", "meaning", "example"),
    required="all",
    unique=("rule",),
    allow_mixed=True,
)
