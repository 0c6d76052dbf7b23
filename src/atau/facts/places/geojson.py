"""Places as GeoJSON (RFC 7946), which maps, GIS programs and notebooks read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from atau.facts.places.context import place_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

Feature = dict[str, Any]
#: What `to_geojson` takes the coordinates from, the first that is there.
_LATITUDES: Final = ("latitude", "lat")
_LONGITUDES: Final = ("longitude", "lon")
_ID: Final = "id"
# Five decimals are about a metre; GeoNames has as many.
_DECIMALS: Final = 5


def to_geojson(items: Iterable[Doc | Mapping[str, Any]]) -> dict[str, Any]:
    """A FeatureCollection of docs that ``kk_linker`` has seen, or of rows of a table of places.

    A doc gives a feature for each of its places, with the mentions of it (`start`, `end`, `text`) and the document: the
    id in ``doc.user_data``, else its number from 0. A row gives a feature with its other columns as properties; the
    coordinates are its `latitude` and `longitude` (or `lat` and `lon`), in degrees. Where they are unknown, the
    geometry is null, as RFC 7946 has it. Raises ValueError for coordinates that are not on the Earth.
    """
    return collection(feature for number, item in enumerate(items) for feature in _features(number, item))


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """A FeatureCollection of `features`."""
    return {"type": "FeatureCollection", "features": list(features)}


def mentioned(document: Any, mentions: Iterable[tuple[Mapping[str, Any], int, int, str]]) -> Iterator[Feature]:
    """A feature for each place of a document, in the order of the first mention.

    mentions: the place as ``ent._.place`` gives it, start and end in characters, the text.
    """
    places: dict[str, Mapping[str, Any]] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    for place, start, end, text in mentions:
        places.setdefault(place[_ID], place)
        found.setdefault(place[_ID], []).append({"start": start, "end": end, "text": text})
    for identity, place in places.items():
        yield feature({**place, "document": document, "mentions": found[identity]})


def feature(row: Mapping[str, Any]) -> Feature:
    """A row as a feature: see `to_geojson`. Raises ValueError."""
    latitude, longitude = (next((row[key] for key in keys if key in row), None) for keys in (_LATITUDES, _LONGITUDES))
    left_out = (*_LATITUDES, *_LONGITUDES, _ID)
    found: Feature = {"type": "Feature"}
    if row.get(_ID) is not None:
        found["id"] = row[_ID]
    found["geometry"] = _point(latitude, longitude, row)
    found["properties"] = {key: value for key, value in row.items() if key not in left_out}
    return found


def _features(number: int, item: Doc | Mapping[str, Any]) -> Iterator[Feature]:
    if isinstance(item, Mapping):
        yield feature(item)
        return
    linked = ((span._.place, span.start_char, span.end_char, span.text) for span in place_spans(item))
    yield from mentioned(item.user_data.get("id", number), (mention for mention in linked if mention[0]))


def _point(latitude: float | None, longitude: float | None, row: Mapping[str, Any]) -> dict[str, Any] | None:
    if latitude is None or longitude is None:
        return None
    north, east = float(latitude), float(longitude)
    if not (math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180):
        name = row.get("name", row.get(_ID))
        raise ValueError(f"latitude {latitude}, longitude {longitude} of {name!r} are no place on the Earth")
    return {"type": "Point", "coordinates": [round(east, _DECIMALS), round(north, _DECIMALS)]}
