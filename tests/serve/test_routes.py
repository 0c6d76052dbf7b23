"""The answers of the service: records as `atau annotate` writes them, facts, lines as they come."""

from __future__ import annotations

import io

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving import BREAKS, tiny

from atau.annotate.annotation import Annotated
from atau.annotate.batches import annotate_records
from atau.annotate.records import ReadOptions, Source, read_records
from atau.annotate.writers.jsonl import jsonl_record

TEXT = "Арман Сейітов Көкбұлақта 12 үй салды."
LINES = [
    '{"id": 1, "text": "Арман Сейітов Көкбұлақта 12 үй салды.", "n": 12345678901234567890.123456789}',
    '{"text": "12 үй\\u2028", "ents": "own", "id": "b"}',
    '{"id": null, "text": ""}',
]


def annotated(lines: list[str]) -> list[bytes]:
    """What `atau annotate --format jsonl` writes for lines of JSON."""
    source = Source(None, "stdin", "jsonl", True)
    records = read_records([source], io.BytesIO("\n".join(lines).encode("utf-8")), ReadOptions())
    found = []
    for batch in annotate_records(tiny(), records):
        for item in batch:
            assert isinstance(item, Annotated)
            found.append(jsonl_record(item))
    return found


def test_a_text(client: httpx.Client) -> None:
    answer = client.post("/v1/annotate", json={"text": TEXT})
    assert answer.status_code == 200
    found = answer.json()
    assert found["failures"] == []
    assert found["model"]["name"] == "rules"
    [record] = found["documents"]
    assert [(ent["text"], ent["label"]) for ent in record["ents"]] == [
        ("Арман Сейітов", "PERSON"), ("Көкбұлақта", "LOC"), ("12", "QUANTITY"),
    ]  # fmt: skip


def test_records_are_those_of_the_command_byte_for_byte(client: httpx.Client) -> None:
    expected = annotated(LINES)
    stream = client.post(
        "/v1/annotate", content="\n".join(LINES).encode(), headers={"Content-Type": "application/x-ndjson"}
    )
    assert stream.headers["content-type"] == "application/x-ndjson"
    assert stream.content == b"".join(expected)
    body = '{"documents": [' + " , ".join(LINES) + "]}"
    whole = client.post("/v1/annotate", content=body.encode(), headers={"Content-Type": "application/json"})
    assert b",".join(line.rstrip(b"\n") for line in expected) in whole.content


def test_good_documents_stay_where_others_fail(client: httpx.Client) -> None:
    documents = [{"id": "a", "text": TEXT}, {"id": "b", "text": BREAKS}, {"id": "c"}, {"id": "d", "text": "12"}]
    found = client.post("/v1/annotate", json={"documents": documents})
    assert found.status_code == 200
    content = found.json()
    assert [record["id"] for record in content["documents"]] == ["a", "d"]
    assert [failure["id"] for failure in content["failures"]] == ["b", "c"]
    assert content["failures"][0]["error"] == "the pipeline failed: RuntimeError: сынды екі жолмен"


def test_the_page(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert client.get("/page/main.js").status_code == 200
    assert client.get("/", headers={"If-None-Match": page.headers["etag"]}).status_code == 304
    assert client.get("/page/../../etc/passwd").status_code == 404
