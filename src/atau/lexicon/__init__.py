"""Word lists and the reader of all tables of the project."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from atau.lexicon.table import LexiconError, Row, read_table


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    kind: str
    cls: str
    region: str
    weak: bool


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    path = Path(__file__).parent / "data" / "places.tsv"
    rows = read_table(path, ("name", "kind", "cls", "region", "weak"))
    return tuple(Place(n, k, c, r, w == "1") for n, k, c, r, w in rows)


__all__ = ["LexiconError", "Place", "Row", "places", "read_table"]
