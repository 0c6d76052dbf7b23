"""Places of the world and of Kazakhstan, in dictionary form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Table

_DATA = Path(__file__).parent / "data"

PLACE_KINDS = frozenset(
    {
        "area",
        "city",
        "continent",
        "country",
        "desert",
        "district",
        "island",
        "lake",
        "mountain",
        "region",
        "river",
        "sea",
        "village",
        "world_city",
    }
)


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


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """All places: those written for the project, then those of Unicode CLDR not among them.

    Raises TableError on a faulty table.
    """
    entries = {
        (name, kind): Place(name, kind, cls, region, "", weak == "1") for name, kind, cls, region, weak in PLACES.read()
    }
    for name, kind, cls, code, weak in PLACES_CLDR.read():
        known = entries.get((name, kind))
        if known is None:
            entries[name, kind] = Place(name, kind, cls, "", code, weak == "1")
        else:
            entries[name, kind] = Place(name, kind, known.cls, known.region, code, known.weak)
    return tuple(entries.values())
