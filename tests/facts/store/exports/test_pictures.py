"""The network, the map and the page: what is in the store is in them, and nothing breaks their formats."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from atau.facts import FactStore
from atau.facts.store.exports.formats import FORMATS, export
from atau.facts.store.exports.page import page_data
from atau.facts.store.joining.publishing import join
from atau.facts.store.writing import Writer

_TAG = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture
def joined(store: FactStore) -> FactStore:
    """A store with an office of an organisation, an organisation in a place, and a part of an organisation."""
    (number,) = store.sql("SELECT document FROM documents WHERE id = 'b.txt'")[0]
    (place,) = store.sql("SELECT place FROM places WHERE name = 'Құлсары'")[0]
    sentence = "«Тау жолы» <ЖШС> & \x0b."
    fact = (number, 0, 5, 0, sentence, None, 0.9, "facts.test")
    writer = Writer(store.connection, 1)
    names = (("o8", "Дала АҚ"), ("o9", "Тау жолы ЖШС"))
    rows = {
        "raw.organisations": [(number, key, name, [name], [], 1, 0, 5, 0, sentence) for key, name in names],
        "raw.holdings": [(*fact, "p1", "Гүлнұр Бекова", "директор", "holds", "Тау жолы ЖШС", "o9", None, None)],
        "raw.located": [(*fact, "Тау жолы ЖШС", "o9", "Құлсары", place)],
        "raw.parts": [(*fact, "Тау жолы ЖШС", "o9", "Дала АҚ", "o8")],
        "raw.amounts": [(*fact, "120 км", "measure", "km", 120, None, None, None, None, "жол", "Құлсары", None, place)],
    }
    for table, found in rows.items():
        writer._insert(table, found)
    join(store.connection, afresh=True)
    return store


def written(store: FactStore, name: str) -> bytes:
    stream = io.BytesIO()
    export(store, FORMATS[name], None, [], stream)
    return stream.getvalue()


def test_the_network_joins_people_organisations_and_places(joined: FactStore) -> None:
    graph = ElementTree.fromstring(written(joined, "graphml")).find(f"{_TAG}graph")
    assert graph is not None
    data = {node.get("id"): {child.get("key"): child.text for child in node} for node in graph.iter(f"{_TAG}node")}
    names = {identity: values["node-name"] for identity, values in data.items()}
    edges = {
        (names[edge.get("source")], values["edge-relation"], names[edge.get("target")])
        for edge in graph.iter(f"{_TAG}edge")
        if (values := {child.get("key"): child.text for child in edge})
    }
    assert edges >= {
        ("Арман Сейітов", "holds", "Көкбұлақ"),
        ("Гүлнұр Бекова", "holds", "Тау жолы ЖШС"),
        ("Тау жолы ЖШС", "located", "Құлсары"),
        ("Тау жолы ЖШС", "part", "Дала АҚ"),
    }


def test_places_with_coordinates_are_on_the_map(joined: FactStore) -> None:
    found = json.loads(written(joined, "geojson"))
    assert found["type"] == "FeatureCollection"
    (place,) = [feature for feature in found["features"] if feature["properties"]["name"] == "Құлсары"]
    assert place["geometry"] == {
        "type": "Point",
        "coordinates": [pytest.approx(54.02, abs=0.1), pytest.approx(46.95, abs=0.1)],
    }
    assert place["properties"]["organisations"] == ["Тау жолы ЖШС"]


def test_an_empty_store_gives_empty_pictures() -> None:
    with FactStore() as store:
        assert json.loads(written(store, "geojson"))["features"] == []
        assert ElementTree.fromstring(written(store, "graphml")).find(f"{_TAG}graph/{_TAG}node") is None
        assert page_data(store, "").people == ()


def test_the_page_has_what_the_store_has(joined: FactStore, tmp_path: Path) -> None:
    data = page_data(joined, "news")
    assert {person.name for person in data.people} == {name for (name,) in joined.sql("SELECT name FROM people")}
    assert data.totals["holdings"] == joined.sql("SELECT count(*) FROM holdings")[0][0] == len(data.holdings)
    (amount,) = [amount for amount in data.amounts if amount.text == "120 км"]
    assert amount.subject in {place.id for place in data.places if place.name == "Құлсары"}
    known = {entity.id for entity in (*data.people, *data.organisations, *data.places)}
    assert {(link.kind, link.source in known, link.target in known) for link in data.links} == {
        ("located", True, True), ("part", True, True),
    }  # fmt: skip
    assert all(holding.person in known for holding in data.holdings)
    documents = {document.id for document in data.documents}
    assert all(holding.evidence.document in documents for holding in data.holdings)
    (own,) = [holding for holding in data.holdings if holding.office == "Мектеп директоры"]
    marked = [own.evidence.sentence[mark.start : mark.end] for mark in own.evidence.marks]
    assert {"Мектеп директоры", "Ерлан Оспанов"} <= set(marked)
    export(joined, FORMATS["html"], tmp_path / "news.html")
    assert "Гүлнұр Бекова" in (tmp_path / "news.html").read_text(encoding="utf-8")
