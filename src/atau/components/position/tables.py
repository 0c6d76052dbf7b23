"""The table of the position grammar; the nouns of positions are shared, see `atau.components.common.tables`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

POSITION_WORD_KINDS: Final = ("career", "class", "contestant", "count", "countable", "honour", "organ", "source")
POSITION_WORDS: Final = Table(
    _DATA / "position_words.tsv",
    ("word", "kind"),
    required="all",
    unique=("word", "kind"),
    values={"kind": POSITION_WORD_KINDS},
)
