"""The places as GeoJSON (RFC 7946), which maps and geographic information systems read."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from atau.annotate.plain import json_line, plain
from atau.facts.places.geojson import feature
from atau.facts.store.fact_store import FactStore

_PLACES: Final = """
SELECT place, name, kind, region, country, geonames, kato, documents, mentions, longitude, latitude
FROM places WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY documents DESC, place
"""
_ONCE: Final = (
    "CREATE OR REPLACE TEMP TABLE held AS SELECT place, name, office, status, documents, score FROM tenures "
    "WHERE place IS NOT NULL",
    "CREATE OR REPLACE TEMP TABLE sited AS SELECT place, organisation_name AS name, "
    "count(DISTINCT document) AS documents FROM located WHERE organisation_name IS NOT NULL GROUP BY ALL",
)
_PEOPLE: Final = """
SELECT name, office, status FROM held WHERE place = ? ORDER BY documents DESC, score DESC, name, office
"""
_ORGANISATIONS: Final = """
SELECT name FROM sited WHERE place = ? ORDER BY documents DESC, name
"""


def write_geojson(store: FactStore, stream: BinaryIO) -> None:
    """A point for each place whose coordinates are known: longitude and latitude in degrees (WGS 84).

    Its properties are the columns of `places`, the people who hold an office there, and the organisations that are
    located there. What has no coordinates is in the table `places` only.
    """
    cursor = store.connection.cursor()
    # Joined over all documents once, not for each place.
    for statement in _ONCE:
        cursor.execute(statement)
    stream.write(b'{"type": "FeatureCollection", "attribution": "GeoNames (geonames.org), CC BY 4.0", "features": [\n')
    first = True
    found = store.connection.cursor().execute(_PLACES)
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(1000):
        for row in rows:
            stream.write(b"" if first else b",\n")
            first = False
            stream.write(json_line(plain(_feature(dict(zip(names, row, strict=True)), cursor))).rstrip(b"\n"))
    stream.write(b"\n]}\n")
    cursor.execute("DROP TABLE held")
    cursor.execute("DROP TABLE sited")


def _feature(place: dict[str, Any], cursor: Any) -> dict[str, Any]:
    people = cursor.execute(_PEOPLE, [place["place"]]).fetchall()
    organisations = cursor.execute(_ORGANISATIONS, [place["place"]]).fetchall()
    place["people"] = [{"name": name, "office": office, "status": status} for name, office, status in people]
    place["organisations"] = [name for (name,) in organisations]
    return feature({**place, "id": place["place"]})
