"""The tables of the place grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

DESCRIPTOR_KINDS: Final = ("inside", "outside", "quoted")
PLACE_DESCRIPTORS: Final = Table(
    _DATA / "place_descriptors.tsv", ("word", "kind"), unique=("word",), values={"kind": DESCRIPTOR_KINDS}
)
WORD_KINDS: Final = (
    "area_unit", "beside", "join", "named_after", "not_first", "opens", "rank", "relational", "road", "road_word",
    "street", "venue",
)  # fmt: skip
PLACE_WORDS: Final = Table(
    _DATA / "place_words.tsv", ("word", "kind"), unique=("word", "kind"), values={"kind": WORD_KINDS}
)
