"""GeoJSON as RFC 7946 has it."""

from __future__ import annotations

import json

import pytest
from spacy.language import Language

from atau.facts.places.geojson import to_geojson


def test_a_feature_for_each_place_of_a_doc(linking: Language) -> None:
    doc = linking("Шымкентте жаңбыр. Шымкент пен Астанада жел. Ақбұлақша ауылында тыныш.")
    doc.user_data["id"] = "ауа-райы"
    found = to_geojson([doc])
    assert found["type"] == "FeatureCollection"
    first, second = found["features"]
    assert first["type"] == "Feature"
    assert first["id"] == "geonames:1518980"
    assert first["geometry"] == {"type": "Point", "coordinates": [69.6004, 42.3099]}
    assert first["properties"]["document"] == "ауа-райы"
    assert [doc.text[m["start"] : m["end"]] for m in first["properties"]["mentions"]] == ["Шымкентте", "Шымкент"]
    assert "latitude" not in first["properties"]
    assert second["properties"]["name"] == "Астана"
    json.dumps(found)


def test_documents_without_an_id_are_numbered(linking: Language) -> None:
    found = to_geojson([linking("Ауа райы."), linking("Шымкент.")])
    assert [feature["properties"]["document"] for feature in found["features"]] == [1]


def test_rows() -> None:
    found = to_geojson([{"id": "a", "name": "Көктөбе", "lat": 43.1, "lon": 77.0, "mentions": 3}, {"name": "Қырат"}])
    assert found["features"] == [
        {"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [77.0, 43.1]},
         "properties": {"name": "Көктөбе", "mentions": 3}},
        {"type": "Feature", "geometry": None, "properties": {"name": "Қырат"}},
    ]  # fmt: skip


def test_nothing() -> None:
    assert to_geojson([]) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_coordinates_that_are_none(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="Қырат"):
        to_geojson([{"name": "Қырат", "latitude": latitude, "longitude": longitude}])
