"""The table of the normalizer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

NOMINATIVES: Final = Table(_DATA / "nominatives.tsv", ("word", "cls"), unique=("word",))
