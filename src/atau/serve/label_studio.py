"""The ML backend of Label Studio: predictions for its annotators to accept or correct.

Label Studio asks ``GET /health``, tells ``POST /setup`` the labelling configuration of a project, and sends
``POST /predict`` its tasks together with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

from fastapi import APIRouter, Request
from starlette.responses import Response

from atau.annotate.records import InputRecord
from atau.corpus.formats.label_studio import label_studio_region
from atau.corpus.marked import Mark
from atau.documents.json_values import JsonProblem, parse_value
from atau.serve import openapi
from atau.serve.body import within
from atau.serve.problems import Problem, safe_json
from atau.serve.tasks import Options, TextResult, TextTask

router = APIRouter()
_NAME: Final = "atau"
_MOST_CONFIG: Final = 1 << 20  # characters of a labelling configuration


@dataclass(frozen=True, slots=True)
class Labelling:
    """What a labelling configuration says: the tags Labels and Text, the field of a task that has the text.

    labels: label of the project by label of the model: a Label whose value, or alias, is the label of the model.
    """

    from_name: str
    to_name: str
    field: str
    labels: Mapping[str, str]


def parse_labelling(config: str) -> Labelling:
    """Reads a labelling configuration. Raises Problem (422) where it has no Labels over a Text.

    >>> tags = '<Labels name="l" toName="t"><Label value="ORG"/></Labels><Text name="t" value="$b"/>'
    >>> parse_labelling(f"<View>{tags}</View>")
    Labelling(from_name='l', to_name='t', field='b', labels={'ORG': 'ORG'})
    """
    if len(config) > _MOST_CONFIG or "<!DOCTYPE" in config.upper() or "<!ENTITY" in config.upper():
        raise Problem(422, "the labelling configuration is too long, or has a DOCTYPE, which is not read")
    try:
        root = ElementTree.fromstring(config)
    except (ElementTree.ParseError, ValueError):
        raise Problem(422, "the labelling configuration is not well-formed XML") from None
    texts = {tag.get("name"): tag for tag in root.iter() if tag.tag in ("Text", "HyperText") and tag.get("name")}
    for tag in root.iter("Labels"):
        text = texts.get(tag.get("toName"))
        if text is not None and text.tag == "Text" and tag.get("name"):
            labels = {}
            for label in tag.iter("Label"):
                value = label.get("value") or ""
                labels[label.get("alias") or value] = value
            return Labelling(
                tag.get("name", ""), tag.get("toName", ""), text.get("value", "$text").removeprefix("$"), labels
            )
    raise Problem(
        422, "the labelling configuration has no Labels over a Text; use the template Named Entity Recognition, with "
        "the labels of the model",
    )  # fmt: skip


@router.get("/health", openapi_extra=openapi.LS_HEALTH)
async def health(request: Request) -> Response:
    """UP when texts can be annotated."""
    service = request.app.state.service
    status = service.status
    content = {"status": "UP" if status == "ready" else status.upper(), "model_class": _NAME}
    return Response(safe_json(content), 200 if status == "ready" else 503, media_type="application/json")


@router.post("/setup", openapi_extra=openapi.LS_SETUP)
async def setup(request: Request) -> Response:
    """Whether the labelling configuration of a project fits. Nothing is kept: each task comes with it again."""
    service = request.app.state.service
    service.check_ready()
    content = await _object(request)
    config = content.get("schema") or content.get("label_config")
    if config:
        _checked(service, config)
    return Response(safe_json({"model_version": _version(service)}), media_type="application/json")


@router.get("/versions", openapi_extra=openapi.LS_VERSIONS)
async def versions(request: Request) -> Response:
    """The one version that there is."""
    return Response(safe_json({"versions": [_version(request.app.state.service)]}), media_type="application/json")


@router.post("/predict", openapi_extra=openapi.LS_PREDICT)
async def predict(request: Request) -> Response:
    """The mentions in the texts of tasks, a prediction for each task; one that fails has an empty one."""
    service = request.app.state.service
    service.check_ready()
    content = await _object(request)
    tasks = content.get("tasks")
    if not isinstance(tasks, list) or not tasks:
        raise Problem(422, '"tasks" must be an array of tasks')
    if len(tasks) > service.settings.max_documents:
        raise Problem(413, f"{len(tasks):,} tasks, more than {service.settings.max_documents:,}; send fewer at a time")
    labelling = _checked(service, content.get("label_config"))
    items = [_item(task, labelling) for task in tasks]
    results = await within(service.answers.whole(items), service.settings.request_timeout)
    version = _version(service)
    predictions = [_prediction(item, result, labelling, version) for item, result in zip(items, results, strict=True)]
    return Response(safe_json({"results": predictions, "model_version": version}), media_type="application/json")


async def _object(request: Request) -> dict[str, Any]:
    service = request.app.state.service
    raw = await within(service.inputs.body(request).whole(), service.settings.request_timeout)
    try:
        found = parse_value(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise Problem(400, "the body is not UTF-8") from None
    except JsonProblem as error:
        raise Problem(400, str(error)) from None
    if not isinstance(found, dict):
        raise Problem(422, "the body must be an object")
    return found


def _checked(service: Any, config: object) -> Labelling:
    if not isinstance(config, str):
        raise Problem(422, "label_config: the labelling configuration of the project is missing")
    labelling = parse_labelling(config)
    if not set(labelling.labels) & set(service.labels):
        raise Problem(
            422, f"none of the labels of the project is one of the model's: {', '.join(service.labels)}. Name them so, "
            "or give them these as alias",
        )  # fmt: skip
    return labelling


def _item(task: object, labelling: Labelling) -> TextTask | TextResult:
    data = task.get("data") if isinstance(task, dict) else None
    text = data.get(labelling.field) if isinstance(data, dict) else None
    if not isinstance(text, str):
        return TextResult(problem=f"the task has no text in the field {labelling.field!r}", status=422)
    record = InputRecord("task", text, "task")
    return TextTask(record, "record", Options(labels=tuple(labelling.labels)), "regions")


def _prediction(item: TextTask | TextResult, result: TextResult, labelling: Labelling, version: str) -> dict[str, Any]:
    if result.problem is not None or not isinstance(item, TextTask):
        return {"result": [], "score": 0.0, "model_version": version, "error": result.problem}
    assert isinstance(item.source, InputRecord)
    text = item.source.text
    regions = []
    for number, entity in enumerate(result.found):
        mark = Mark(entity["start"], entity["end"], labelling.labels[entity["label"]])
        region = label_studio_region(text, mark, number, from_name=labelling.from_name, to_name=labelling.to_name)
        if entity["score"] is not None:
            region["score"] = entity["score"]
        regions.append(region)
    scores = [entity["score"] for entity in result.found if entity["score"] is not None]
    return {"result": regions, "score": min(scores, default=1.0), "model_version": version}


def _version(service: Any) -> str:
    return f"{service.model['name']} {service.model['version']}"
