"""The gazetteer: places with their identity, looked up by any spelling of their name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from atau.facts.places.spelling import spelling_key
from atau.tables import Row, Table

#: What a place of the gazetteer can be.
KINDS: Final = ("continent", "country", "region", "district", "city", "village")
POINTS: Final = ("own", "seat", "capital", "city")
NAME_BREAK: Final = "|"
_DEGREES: Final = re.compile(r"-?\d{1,3}(\.\d+)?")
_CODE: Final = re.compile("[A-Z]{3}")
# The case endings of a name that no dictionary form was found for, as spelling keys; the shortest name is kept.
_ENDINGS: Final = re.compile(
    "(?:[dt]a|[dt]e|[kg]a|[kg]e|[ndt]an|[ndt]en|[ndt]in|[ndt]i|[mbp]en|[dt]?agi|[dt]?egi|m[ie]n)+"
)
_SHORTEST: Final = 5


def _is_degree(most: int, cell: str) -> bool:
    return not cell or (_DEGREES.fullmatch(cell) is not None and abs(float(cell)) <= most)


#: Written by scripts/build_places.py.
GAZETTEER: Final = Table(
    Path(__file__).parent / "data" / "gazetteer.tsv",
    ("id", "kind", "name", "country", "region", "kato", "latitude", "longitude", "point", "population", "names"),
    required=("id", "kind", "name"),
    unique=("id",),
    values={"kind": KINDS, "point": ("", *POINTS)},
    checks={
        "id": str.isdecimal,
        "latitude": partial(_is_degree, 90),
        "longitude": partial(_is_degree, 180),
        "population": lambda cell: not cell or cell.isdecimal(),
    },
)


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer.

    id: of GeoNames. kind: one of `KINDS`. name: dictionary form in Kazakh, or the English name where none is known.
    country: ISO 3166-1 code ("" for a continent). region: id of the region or city it is a part of, or "" (Kazakhstan
    only). kato: code of Kazakhstan's classifier, or "". latitude, longitude: degrees in WGS 84, or None; point says
    what they are of: its own, its seat, its capital or its largest city. population: 0 where it is not known.
    """

    id: str
    kind: str
    name: str
    country: str
    region: str
    kato: str
    latitude: float | None
    longitude: float | None
    point: str
    population: int
    names: tuple[str, ...]


class Gazetteer:
    """Places by id and by name. Raises TableError on a faulty table."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_id: dict[str, KnownPlace] = {}
        self._by_key: dict[str, list[KnownPlace]] = {}
        self._by_code: dict[str, KnownPlace] = {}
        for row in rows:
            place = _place(row)
            self._by_id[place.id] = place
        for place in self._by_id.values():
            codes = {name for name in place.names if _CODE.fullmatch(name)}
            for key in {spelling_key(name) for name in (place.name, *place.names) if name not in codes}:
                self._by_key.setdefault(key, []).append(place)
            self._by_code.update(dict.fromkeys(codes, place))

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[KnownPlace]:
        return iter(self._by_id.values())

    def __getitem__(self, identity: str) -> KnownPlace:
        return self._by_id[identity]

    def get(self, identity: str) -> KnownPlace | None:
        """The place of that GeoNames id, if it is in the gazetteer."""
        return self._by_id.get(identity)

    def named(self, name: str) -> tuple[KnownPlace, ...]:
        """The places that have the name in some spelling, or the country with that ISO 3166-1 code of three letters."""
        if name in self._by_code:
            return (self._by_code[name],)
        return tuple(self._by_key.get(spelling_key(name), ()))

    def declined(self, text: str) -> tuple[KnownPlace, ...]:
        """The places whose name `text` is with a case ending, for names that no dictionary form was found for."""
        key = spelling_key(text)
        for end in range(len(key) - 2, _SHORTEST - 1, -1):
            found = self._by_key.get(key[:end])
            if found and _ENDINGS.fullmatch(key, end):
                return tuple(found)
        return ()

    def as_dict(self, place: KnownPlace) -> dict[str, Any]:
        """What ``ent._.place`` gives: plain values; what is not known is None.

        id: as in ``ent.kb_id_``. geonames: the number alone. region: its name. country: ISO 3166-1 code. latitude,
        longitude, point: see `KnownPlace`.
        """
        region = self._by_id.get(place.region)
        return {
            "id": kb_id(place),
            "geonames": int(place.id),
            "name": place.name,
            "kind": place.kind,
            "region": region.name if region else None,
            "country": place.country or None,
            "kato": place.kato or None,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "point": place.point or None,
        }


def kb_id(place: KnownPlace) -> str:
    """The id of a place in spaCy's terms, such as ``geonames:1526384``."""
    return f"geonames:{place.id}"


def _place(row: Row) -> KnownPlace:
    identity, kind, name, country, region, kato, latitude, longitude, point, population, names = row
    return KnownPlace(
        identity, kind, name, country, region, kato,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        point,
        int(population or 0),
        tuple(names.split(NAME_BREAK)) if names else (),
    )  # fmt: skip


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package; it is read once, when it is first asked for. Raises TableError."""
    return Gazetteer(GAZETTEER.read())
