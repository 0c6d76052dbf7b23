"""Letters of the three scripts, as ranges of a character class of `re`."""

from __future__ import annotations

from typing import Final

CYRILLIC: Final = "\u0400-\u052f"
LATIN_LETTERS: Final = "A-Za-z\u00aa\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
ARABIC_LETTERS: Final = (
    "\u0620-\u063a\u0641-\u065f\u066e-\u06d3\u06d5-\u06dc\u06ee\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc"
)
