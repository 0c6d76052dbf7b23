"""The colour of each label, for displaCy (entry point ``spacy_displacy_colors``) and the terminal.

The backgrounds are light enough for black text: contrast 4.5:1 and more (WCAG 2.1, AA).
"""

from __future__ import annotations

from typing import Final

COLORS: Final[dict[str, str]] = {
    "PERSON": "#f4a6b7",
    "POSITION": "#f7c873",
    "ORG": "#8ec5f4",
    "LOC": "#a5d8a2",
    "QUANTITY": "#cdb8f0",
}

FALLBACK: Final = "#d5d8dc"


def color(label: str) -> str:
    """The background of `label` as ``#rrggbb``; labels of other schemes share one grey."""
    return COLORS.get(label, FALLBACK)
