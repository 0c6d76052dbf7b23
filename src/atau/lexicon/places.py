"""Places of the world and of Kazakhstan, in dictionary form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Row, Table, TableSet

_DATA = Path(__file__).parent / "data"

#: What a place can be. Where one name has several kinds, the kind that comes first here is tried first.
PLACE_KINDS: Final = (
    "country",
    "continent",
    "area",
    "region",
    "city",
    "district",
    "village",
    "river",
    "lake",
    "sea",
    "mountain",
    "desert",
    "island",
    "world_city",
)
_RANKS: Final = {kind: rank for rank, kind in enumerate(PLACE_KINDS)}


@dataclass(frozen=True, slots=True)
class Place:
    """A place name as a dictionary gives it.

    kind: one of `PLACE_KINDS`; a name may be several things, each an entry of its own.
    cls: inflection class of its last word for `atau.morphology.inflect`.
    region: the unit it lies in, "" if it is not given. code: ISO 3166-1 or time-zone code, or "".
    weak: the name is a common word or a personal name too and needs other evidence.
    """

    name: str
    kind: str
    cls: str = ""
    region: str = ""
    code: str = ""
    weak: bool = False


_VALUES = {"kind": PLACE_KINDS, "cls": ("", "poss", "front", "back"), "weak": ("", "1")}


PLACES: Final = Table(
    _DATA / "places.tsv",
    ("name", "kind", "cls", "region", "weak"),
    required=("name", "kind"),
    unique=("name", "kind"),
    values=_VALUES,
)
#: Written by scripts/build_lexicon.py.
PLACES_CLDR: Final = Table(
    _DATA / "places_cldr.tsv",
    ("name", "kind", "cls", "code", "weak"),
    required=("name", "kind", "code"),
    unique=("name", "kind"),
    values=_VALUES,
)


def make_places(own: Iterable[Row], cldr: Iterable[Row]) -> tuple[Place, ...]:
    """Places from the rows of `PLACES` and `PLACES_CLDR`; where both have a name and kind, CLDR adds the code only.

    Those of `own` come first, both parts in the order of `PLACE_KINDS`.
    """
    entries: dict[tuple[str, str], Place] = {}
    for name, kind, cls, region, weak in sorted(own, key=_rank):
        entries[name, kind] = Place(name, kind, cls, region, "", weak == "1")
    for name, kind, cls, code, weak in sorted(cldr, key=_rank):
        known = entries.get((name, kind))
        if known is None:
            entries[name, kind] = Place(name, kind, cls, "", code, weak == "1")
        else:
            entries[name, kind] = Place(name, kind, known.cls, known.region, code, known.weak)
    return tuple(entries.values())


def _rank(row: Row) -> int:
    return _RANKS[row[1]]


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """The places of the package. Raises TableError on a faulty table."""
    return make_places(PLACES.read(), PLACES_CLDR.read())


def places_of(tables: TableSet) -> tuple[Place, ...]:
    """The places of a component with these tables. Raises TableError."""
    if tables.is_custom(PLACES, PLACES_CLDR):
        return make_places(tables.rows(PLACES), tables.rows(PLACES_CLDR))
    return places()
