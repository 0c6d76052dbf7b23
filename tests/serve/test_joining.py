"""People, organisations, places and edges over the documents of a request; records with places and facts."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from jsonschema import Draft202012Validator

from atau.annotate.writers.jsonl import annotation_schema
from atau.serve.tasks import JoinTask, Options, TextTask
from atau.serve.work import make_annotator

TEXTS = [
    "Атырау облысының әкімі Бекзат Нұрсейітов мектеп ашты. «Жаңа жол» ЖШС Алматыда орналасқан.",
    "Атырау облысының әкімі Бекзат Нұрсейітов Алматыға келді.",
]


def test_facts_of_many_documents() -> None:
    worker = make_annotator("rules", 100_000, 0)
    worker.prepare()
    plain = TextTask(json.dumps({"text": TEXTS[0]}).encode(), "json", Options(facts=True))
    [before] = worker.do([plain])
    tasks = [TextTask(json.dumps({"text": text}).encode(), "json", Options(), "facts") for text in TEXTS]
    results = worker.do(tasks)
    for result in results:
        record = json.loads(result.data)
        Draft202012Validator(annotation_schema()).validate(record)
        assert record["facts"][0]["kind"] == "holds"
        assert any("place" in ent for ent in (*record["ents"], *record["nested"]))
    [found] = worker.do([JoinTask([result.found for result in results])])
    [person] = found["people"]
    assert person["name"] == "Бекзат Нұрсейітов"
    assert [member["document"] for member in person["documents"]] == [0, 1]
    assert person["offices"] == ["Атырау облысының әкімі"]
    region = next(place for place in found["places"] if place["name"] == "Атырау облысы")
    assert 46 < region["latitude"] < 48
    assert [mention["document"] for mention in region["mentions"]] == [0, 1]
    holds = next(edge for edge in found["edges"] if edge["kind"] == "holds")
    assert (holds["source"], holds["target"]) == (person["id"], region["id"])
    assert [fact["document"] for fact in holds["facts"]] == [0, 1]
    ids = {entity["id"] for kind in ("people", "organisations", "places") for entity in found[kind]}
    assert all({edge["source"], edge["target"]} <= ids for edge in found["edges"])
    # What annotation gives does not depend on what was asked for before.
    assert worker.do([plain])[0].data == before.data
    assert "place" not in json.loads(before.data)["ents"][0]
