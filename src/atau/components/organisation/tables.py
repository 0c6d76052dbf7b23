"""The tables of the organisation grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

HEAD_KINDS: Final = ("body", "branch", "company", "descriptor", "title", "service", "never")
WORD_KINDS: Final = (
    "legal", "capital", "always", "notabbr", "verbal", "inside", "generic", "service", "local", "purpose", "naming",
    "latin", "site",
)  # fmt: skip
ORG_HEADS: Final = Table(_DATA / "org_heads.tsv", ("head", "kind"), unique=("head",), values={"kind": HEAD_KINDS})
ORG_NAMES: Final = Table(_DATA / "org_names.tsv", ("name", "cls"), unique=("name",))
ORG_WORDS: Final = Table(_DATA / "org_words.tsv", ("word", "kind"), values={"kind": WORD_KINDS})
