"""The table of the place grammar."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"

PLACE_DESCRIPTORS: Final = Table(
    _DATA / "place_descriptors.tsv",
    ("word", "kind"),
    unique=("word",),
    values={"kind": ("inside", "outside", "quoted")},
)
