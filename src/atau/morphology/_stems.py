"""How frequent stems are: what tells қаласы (қала) from қалас-ы where both have the shape of a noun.

The table is estimated from the frequencies of word forms (scripts/build_lemmas.py). It is read with the first analysis.
"""

from __future__ import annotations

import gzip
import math
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "data" / "stems.tsv.gz"
# What a stem that is twice as frequent is worth, in the unit of `_rank.cost`; most a stem may be worth.
_WEIGHT: Final = 2.0
_MOST: Final = 12.0


@lru_cache(maxsize=1)
def _gains() -> dict[str, float]:
    if not _TABLE.is_file():
        return {}
    cells = gzip.decompress(_TABLE.read_bytes()).decode("utf-8").rstrip("\n").replace("\n", "\t").split("\t")
    return {
        stem: min(_MOST, _WEIGHT * math.log1p(float(count)))
        for stem, count in zip(cells[::2], cells[1::2], strict=True)
    }


def frequency(stem: str) -> float:
    """What speaks for `stem` (lower case): 0 for one never seen, some 3 for a frequent word."""
    part = stem[max(stem.rfind(" "), stem.rfind("-")) + 1 :] or stem
    gains = _gains()
    return gains.get(stem) or gains.get(part, 0.0)
