"""The description of the service in OpenAPI 3.1, with the schema of records that `atau schema` prints."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from atau import __version__
from atau.annotate.writers.jsonl import annotation_schema

_TEXT: Final = "Атырау облысының әкімі Асқар Серікұлы 5 млн теңгеге мектеп салды."
_RECORD: Final = {"$ref": "#/components/schemas/Record"}
_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema, **more}}


_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"oneOf": [_ref("Text"), _ref("Documents")]},
            "examples": {
                "text": {"summary": "A text", "value": {"text": _TEXT}},
                "documents": {
                    "summary": "Documents",
                    "value": {
                        "documents": [
                            {"id": "1", "text": _TEXT, "meta": {"date": "2024-05-12"}},
                            {"id": "2", "text": "«Жаңа жол» ЖШС Алматыда 12 үй салды."},
                        ]
                    },
                },
            },
        },
        "text/plain": {"schema": {"type": "string"}, "example": _TEXT},
        "application/x-ndjson": {
            "schema": {"type": "string", "description": "An object with a field `text` in each line."},
            "example": json.dumps({"id": "1", "text": _TEXT}, ensure_ascii=False) + "\n",
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    "text": {"type": "string"},
                },
            }
        },
    },
}
_ERRORS: Final[dict[str, str]] = {
    "400": "The body is damaged: bad JSON, a wrong encoding, a bad form.",
    "401": "The token is missing or wrong.",
    "408": "No bytes of the body came for too long.",
    "413": "The body, a text or the number of documents is beyond a limit.",
    "415": "The body is of a type that is not read.",
    "422": "A parameter is wrong, or no document could be annotated.",
    "429": "Too many requests are under way; the header Retry-After says when to try again.",
    "500": "The process that worked on the text died.",
    "501": "An extra that a document needs is not installed.",
    "503": "The model is being loaded, or the service is stopping.",
    "504": "The text or the request took too long and was stopped.",
}


def _problems(*statuses: str) -> dict[str, Any]:
    return {
        status: {"description": _ERRORS[status], "content": {"application/problem+json": {"schema": _PROBLEM}}}
        for status in statuses
    }


def _ok(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"200": {"description": description, "content": _json(schema)}}


_LINES: Final = {"schema": {"type": "string", "description": "A Record or a Failure in each line, in order."}}
ANNOTATE: Final[dict[str, Any]] = {
    "requestBody": _BODY,
    "responses": {
        "200": {
            "description": "Records as `atau annotate --format jsonl` writes them.",
            "content": {**_json(_ref("Annotated")), "application/x-ndjson": _LINES},
        },
        **_problems(*_ERRORS),
    },
}
FACTS: Final[dict[str, Any]] = {
    "requestBody": _BODY,
    "responses": {
        **_ok(_ref("Facts"), "Records with their facts, and what they have in common."),
        **_problems(*_ERRORS),
    },
}
_STATUS: Final = {"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}}
MODELS: Final[dict[str, Any]] = {"responses": _ok({"type": "object"}, "The model."), "tags": ["service"]}
HEALTH: Final[dict[str, Any]] = {
    "responses": {
        **_ok(_STATUS, "Texts can be annotated."),
        "503": {"description": "They cannot: starting, stopping or broken.", "content": _json(_STATUS)},
    },
    "tags": ["service"],
}
METRICS: Final[dict[str, Any]] = {
    "responses": {"200": {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    "tags": ["service"],
}
_STUDIO: Final = ["Label Studio"]
LS_HEALTH: Final[dict[str, Any]] = {**HEALTH, "tags": _STUDIO}
_SETUP: Final = {"type": "object", "properties": {"project": {"type": "string"}, "schema": {"type": "string"}}}
LS_SETUP: Final[dict[str, Any]] = {
    "requestBody": {"content": _json(_SETUP)},
    "responses": {**_ok({"type": "object"}, "The version of the model."), **_problems("400", "413", "422", "503")},
    "tags": _STUDIO,
}
LS_VERSIONS: Final[dict[str, Any]] = {"responses": _ok({"type": "object"}, "The version."), "tags": _STUDIO}
_PREDICT: Final = {
    "type": "object",
    "required": ["tasks", "label_config"],
    "properties": {
        "tasks": {"type": "array", "items": {"type": "object"}},
        "label_config": {"description": "The labelling configuration of the project.", "type": "string"},
    },
}
_PREDICT_EXAMPLE: Final = {
    "tasks": [{"id": 1, "data": {"text": _TEXT}}],
    "label_config": '<View><Labels name="label" toName="text"><Label value="PERSON"/><Label value="LOC"/></Labels>'
    '<Text name="text" value="$text"/></View>',
}
LS_PREDICT: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": _json(_PREDICT, example=_PREDICT_EXAMPLE)},
    "responses": {
        **_ok({"type": "object"}, "A prediction for each task, in order."),
        **_problems("400", "413", "422", "503", "504"),
    },
    "tags": _STUDIO,
}  # fmt: skip


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


def _schemas() -> dict[str, Any]:
    """The components: the schema of records with its parts, and what is around it."""
    record = annotation_schema()
    parts = record.pop("$defs")
    for name in ("$schema", "$id"):
        record.pop(name)
    many: dict[str, Any] = {"type": "array", "items": {"type": "object"}}
    failure = _object(["error"], id={}, line={"type": "integer"}, error={"type": "string"})
    model = _object(["name", "version"], name={"type": "string"}, version={"type": ["string", "null"]})
    document = _object(["text"], id={}, text={"type": "string"}, meta={"type": "object"})
    around = {
        "model": _ref("Model"),
        "documents": {"type": "array", "items": _RECORD},
        "failures": {"type": "array", "items": _ref("Failure")},
    }
    joined = {"people": many, "organisations": many, "places": many, "edges": many}
    problem = _object(
        ["title", "status", "detail"], type={"type": "string"}, title={"type": "string"},
        status={"type": "integer"}, detail={"type": "string"}, failures={"type": "array", "items": _ref("Failure")},
    )  # fmt: skip
    schemas = {
        "Record": record,
        **parts,
        "Text": document,
        "Documents": _object(["documents"], documents={"type": "array", "items": _ref("Text"), "minItems": 1}),
        "Model": model,
        "Failure": failure,
        "Annotated": _object(list(around), **around),
        "Facts": _object([*around, *joined], **around, **joined),
        "Problem": problem,
    }
    found: dict[str, Any] = json.loads(json.dumps(schemas).replace("#/$defs/", "#/components/schemas/"))
    return found


def describe(app: FastAPI) -> dict[str, Any]:
    """The description as plain data."""
    found = get_openapi(
        title="atau",
        version=__version__,
        openapi_version="3.1.0",
        description="Named entities and facts in Kazakh news: persons, positions, organisations, places, quantities.",
        routes=app.routes,
    )
    components = found.setdefault("components", {})
    components["schemas"] = _schemas()
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    found["security"] = [{"token": []}, {}]
    for path in found["paths"].values():
        for operation in path.values():
            # What FastAPI says of wrong parameters is not what is answered here.
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                operation["responses"]["422"] = deepcopy(_problems("422")["422"])
    return found


def add(app: FastAPI) -> None:
    """Serve the description at /openapi.json."""
    written: list[bytes] = []

    async def openapi(request: Request) -> Response:
        if not written:
            written.append(json.dumps(describe(app), ensure_ascii=False).encode("utf-8"))
        return Response(written[0], media_type="application/json")

    app.add_route("/openapi.json", openapi, methods=["GET"], include_in_schema=False)
