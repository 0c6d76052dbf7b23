"""The tables of the organisation grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

HEAD_KINDS: Final = ("body", "branch", "company", "descriptor", "title", "service", "never")
ORG_HEADS: Final = Table(_DATA / "org_heads.tsv", ("head", "kind"), unique=("head",), values={"kind": HEAD_KINDS})
HEAD_TRAITS: Final = (
    "abroad", "adjective", "bears_name", "field", "joined_fields", "never_bare", "never_of_place", "ordinal", "organ",
    "plural", "regiment", "shared", "soviet", "team", "worldwide",
)  # fmt: skip
ORG_HEAD_TRAITS: Final = Table(
    _DATA / "org_head_traits.tsv",
    ("head", "trait"),
    required="all",
    unique=("head", "trait"),
    values={"trait": HEAD_TRAITS},
)
ORG_NAMES: Final = Table(_DATA / "org_names.tsv", ("name", "cls"), unique=("name",), values={"cls": ("", "poss")})
WORD_KINDS: Final = (
    "across", "always", "and", "beside", "capital", "car", "car_word", "club", "district", "field_and", "generic",
    "goods", "goods_word", "inside", "latin", "legal", "legal_word", "local", "measure", "named_after", "naming",
    "notabbr", "person_part", "play", "player", "purpose", "region", "report", "service", "short_place", "site",
    "soviet", "sport", "sport_place", "state", "thing", "verbal",
)  # fmt: skip
ORG_WORDS: Final = Table(
    _DATA / "org_words.tsv", ("word", "kind"), required="all", unique=("word", "kind"), values={"kind": WORD_KINDS}
)
