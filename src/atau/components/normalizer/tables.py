"""The tables of the normalizer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.components.common.tables import ENDINGS, OFFICES
from atau.components.organisation.tables import ORG_HEADS, ORG_NAMES
from atau.components.place.tables import PLACE_DESCRIPTORS
from atau.components.quantity.tables import COUNTED_WORDS
from atau.components.quantity.tables import TABLES as QUANTITY_TABLES
from atau.lexicon import NAME_TABLES
from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

NOMINATIVES: Final = Table(
    _DATA / "nominatives.tsv", ("word", "cls"), unique=("word",), values={"cls": ("", "poss", "front", "back")}
)
WORD_KINDS: Final = ("bare_end", "father", "possessed_end", "shared_head", "small", "unabbreviated")
NORMALIZER_WORDS: Final = Table(
    _DATA / "normalizer_words.tsv", ("word", "kind"), unique=("word", "kind"), values={"kind": WORD_KINDS}
)
#: The tables whose words may end a name.
NOMINATIVE_TABLES: Final = (
    NOMINATIVES,
    NORMALIZER_WORDS,
    PLACE_DESCRIPTORS,
    ORG_HEADS,
    ORG_NAMES,
    OFFICES,
    COUNTED_WORDS,
    ENDINGS,
    *NAME_TABLES,
)
#: All tables that the normalizer reads.
TABLES: Final = (*NOMINATIVE_TABLES, *(table for table in QUANTITY_TABLES if table is not COUNTED_WORDS))
