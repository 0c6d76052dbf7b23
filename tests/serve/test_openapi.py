"""The description of the service, and its logs and metrics."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from jsonschema import Draft202012Validator

from atau.serve.logs import JsonFormatter
from atau.serve.service import Service


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(item) for item in value.values()))
    return set().union(*(references(item) for item in value)) if isinstance(value, list) else set()


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    schemas = description["components"]["schemas"]
    for reference in references(description):
        assert reference.startswith("#/components/schemas/")
        assert reference.rpartition("/")[2] in schemas


def test_answers_are_as_described(client: httpx.Client, description: dict[str, Any]) -> None:
    operation = description["paths"]["/v1/annotate"]["post"]
    examples = operation["requestBody"]["content"]["application/json"]["examples"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": description["components"]})
    for example in examples.values():
        validator.validate(client.post("/v1/annotate", json=example["value"]).json())
    predict = description["paths"]["/predict"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert client.post("/predict", json=predict).status_code == 200


def test_every_address_is_described(client: httpx.Client, description: dict[str, Any]) -> None:
    assert set(description["paths"]) == {
        "/v1/annotate", "/v1/facts", "/v1/models", "/v1/health", "/v1/metrics", "/health", "/setup", "/versions",
        "/predict",
    }  # fmt: skip


def test_models(client: httpx.Client) -> None:
    [model] = client.get("/v1/models").json()["models"]
    assert model["name"] == "rules"
    assert model["labels"] == ["PERSON", "LOC", "QUANTITY"]


def test_metrics(client: httpx.Client, service: Service) -> None:
    client.post("/v1/annotate", json={"text": "12"})
    found = client.get("/v1/metrics").text
    assert 'atau_requests_total{method="POST",route="/v1/annotate",status="200"}' in found
    assert 'atau_texts_total{status="200"}' in found
    assert "atau_workers_ready" in found
    assert 'atau_workers_replaced{cause="died"}' in found
    assert 'route="other"' not in found or "<" not in found


def test_the_log_holds_nothing_of_a_user(
    client: httpx.Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "atau.serve"):
        client.post("/v1/annotate?labels=LOC", json={"id": "secret", "text": "secret 12"})
        client.post("/v1/annotate", files={"file": ("secret.txt", b"12")})
        client.get("/secret?a=secret", headers={"Authorization": "Bearer secret"})
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records if record.name == "atau.serve"]
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 200, 404]
    assert "secret" not in json.dumps(lines)


def test_an_exception_is_logged_without_its_message() -> None:
    try:
        raise ValueError("secret")
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed: %s", ("secret",), sys.exc_info())
    line = json.loads(JsonFormatter().format(record))
    assert "secret" not in json.dumps(line)
    assert line["error"] == "ValueError"
    assert line["at"][0].startswith("test_openapi.py:")
