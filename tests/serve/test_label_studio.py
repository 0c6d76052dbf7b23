"""The ML backend: what Label Studio asks, and what it needs to hear."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving import BREAKS

from atau.serve.reading import read

CONFIG = """<View>
  <Header value="Атаулар"/>
  <Labels name="ner" toName="article">
    <Label value="Тұлға" alias="PERSON"/><Label value="QUANTITY" background="red"/>
  </Labels>
  <Text name="article" value="$body"/>
</View>"""


def test_health_and_setup(client: httpx.Client) -> None:
    assert client.get("/health").json()["status"] == "UP"
    content = {"project": "1.5", "schema": CONFIG, "hostname": "http://localhost:8080", "access_token": "x"}
    found = client.post("/setup", json=content).json()
    assert found["model_version"].startswith("rules ")
    assert client.get("/versions").json() == {"versions": [found["model_version"]]}


def test_predictions(client: httpx.Client) -> None:
    tasks = [
        {"id": 7, "data": {"body": "\ufeff Арман Сейітов Көкбұлақта 12 үй салды."}},
        {"id": 8, "data": {"other": "x"}},
        {"id": 9, "data": {"body": BREAKS}},
        {"id": 10, "data": {"body": ""}},
    ]
    answer = client.post("/predict", json={"tasks": tasks, "label_config": CONFIG, "params": {}, "project": "1.5"})
    assert answer.status_code == 200
    first, second, third, fourth = answer.json()["results"]
    assert [
        (region["from_name"], region["to_name"], region["type"], region["value"]) for region in first["result"]
    ] == [
        ("ner", "article", "labels", {"start": 2, "end": 15, "text": "Арман Сейітов", "labels": ["Тұлға"]}),
        ("ner", "article", "labels", {"start": 27, "end": 29, "text": "12", "labels": ["QUANTITY"]}),
    ]
    assert first["model_version"].startswith("rules ")
    assert second["result"] == third["result"] == fourth["result"] == []
    assert "no text in the field 'body'" in second["error"]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("<View>", "not well-formed"),
        ("<View/>", "no Labels over a Text"),
        (
            '<View><Labels name="l" toName="i"><Label value="LOC"/></Labels><Image name="i" value="$u"/></View>',
            "no Labels",
        ),
        (CONFIG.replace("PERSON", "X").replace("QUANTITY", "Y"), "none of the labels"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><View/>', "DOCTYPE"),
        (5, "is missing"),
    ],
)
def test_bad_configurations(client: httpx.Client, config: object, said: str) -> None:
    answer = client.post("/predict", json={"tasks": [{"data": {"text": "12"}}], "label_config": config})
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("config", [CONFIG, "<View/>"])
def test_a_long_request_is_read_in_another_process_and_answered_as_a_short_one(
    with_settings: Callable[..., httpx.Client], monkeypatch: pytest.MonkeyPatch, config: str
) -> None:
    """Here everybody else would wait for it."""
    from atau.serve import inputs

    read_here: list[int] = []
    monkeypatch.setattr(inputs, "read", lambda task: read_here.append(len(task.body)) or read(task))
    client = with_settings(max_body=1_000_000)
    tasks = [{"id": 1, "data": {"body": "Көкбұлақта 12 үй"}}, {"id": 2}, 5, {"data": {"body": "\ufeff <b> 12 үй"}}]
    found = []
    for padding in ("", "x" * 500_000):
        content = {"tasks": tasks, "label_config": config, "schema": config, "padding": padding}
        found.append([client.post(path, json=content) for path in ("/predict", "/setup")])
    for short, long in zip(*found, strict=True):
        assert (short.status_code, short.content) == (long.status_code, long.content)
    assert len(read_here) == 2
    if config == CONFIG:
        results = found[0][0].json()["results"]
        assert [region["value"]["text"] for region in results[0]["result"]] == ["12"]
        assert "no text in the field 'body'" in results[1]["error"]
        assert [region["value"]["text"] for region in results[3]["result"]] == ["12"]


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b'{"tasks": []}', b'{"tasks": 5}', b"5", b""])
def test_bad_requests(client: httpx.Client, content: bytes) -> None:
    answer = client.post("/predict", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
