"""GeoJSON: one document that maps can read, whatever the records are."""

from __future__ import annotations

import io
import json

from annotated_text import annotated

import atau
from atau.annotate.annotation import ENTITIES_ONLY
from atau.annotate.loading_with import load_with
from atau.annotate.output import StandardOutput
from atau.annotate.writers.geojson import GeoJsonWriter
from atau.annotate.writers.registry import get_format

NEEDS = get_format("geojson").needs
NLP = load_with("rules", NEEDS.components)


def written(*batches: list[tuple[str, str]]) -> dict[str, object]:
    stream = io.BytesIO()
    writer = GeoJsonWriter(StandardOutput(stream))
    for batch in batches:
        writer.write([annotated(text, NLP, identity) for identity, text in batch])
    writer.close(complete=True)
    found: dict[str, object] = json.loads(stream.getvalue())
    return found


def test_places_of_all_records_with_their_mentions() -> None:
    found = written([("а", "Шымкентте жаңбыр."), ("ә", "Жел соқты.")], [("б", "Астана мен Шымкент. Шымкентте қар.")])
    assert found["type"] == "FeatureCollection"
    features = found["features"]
    assert isinstance(features, list)
    shown = [
        (feature["properties"]["document"], feature["properties"]["name"], len(feature["properties"]["mentions"]))
        for feature in features
    ]
    assert shown == [("а", "Шымкент", 1), ("б", "Астана", 1), ("б", "Шымкент", 2)]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [69.6004, 42.3099]}


def test_no_places() -> None:
    assert written([("а", "Жел соқты.")]) == written() == {"type": "FeatureCollection", "features": []}


def test_the_component_is_added_where_it_is_missing_only() -> None:
    assert NLP.pipe_names[-1] == "kk_linker"
    assert "kk_linker" not in load_with("rules").pipe_names
    assert "kk_linker" not in atau.load("rules").pipe_names


def test_the_place_stands_in_the_records_where_there_is_one() -> None:
    ents = annotated("Шымкентте Ерлан Асқаров.", NLP, needs=ENTITIES_ONLY).annotation.ents
    assert [ent["place"]["geonames"] for ent in ents if "place" in ent] == [1518980]
    assert ents[-1]["label"] == "PERSON"
