"""What Label Studio sends and hears: its labelling configuration and tasks to texts, mentions to regions."""

from __future__ import annotations

from typing import Any, Final
from xml.etree import ElementTree

from atau.annotate.annotation import Annotation
from atau.annotate.records import InputRecord
from atau.corpus.formats.label_studio import label_studio_region
from atau.corpus.marked import Mark
from atau.serve.bodies import read_object
from atau.serve.safe_json import safe_json
from atau.serve.tasks import BadBody, Labelling, Options, StudioTask, StudioTexts, TextResult, TextTask

_MOST_CONFIG: Final = 1 << 20  # characters of a labelling configuration


def read_studio(task: StudioTask) -> StudioTexts | BadBody:
    """The texts of a request for predictions, in order; [] for one that only tells the configuration of a project."""
    read = read_object(task.body)
    if isinstance(read, BadBody):
        return read
    _, content = read
    if task.is_setup:
        config = content.get("schema") or content.get("label_config")
        checked = _checked(config, task) if config else None
        return checked if isinstance(checked, BadBody) else StudioTexts([])
    tasks = content.get("tasks")
    if not isinstance(tasks, list) or not tasks:
        return BadBody('"tasks" must be an array of tasks', 422)
    if len(tasks) > task.most:
        return BadBody(f"{len(tasks):,} tasks, more than {task.most:,}; send fewer at a time", 413)
    labelling = _checked(content.get("label_config"), task)
    return labelling if isinstance(labelling, BadBody) else StudioTexts([_item(given, labelling) for given in tasks])


def parse_labelling(config: str) -> Labelling | BadBody:
    """Reads a labelling configuration; one that has no Labels over a Text is a BadBody.

    >>> tags = '<Labels name="l" toName="t"><Label value="ORG"/></Labels><Text name="t" value="$b"/>'
    >>> parse_labelling(f"<View>{tags}</View>")
    Labelling(from_name='l', to_name='t', field='b', labels={'ORG': 'ORG'})
    """
    if len(config) > _MOST_CONFIG or "<!DOCTYPE" in config.upper() or "<!ENTITY" in config.upper():
        return BadBody("the labelling configuration is too long, or has a DOCTYPE, which is not read", 422)
    try:
        root = ElementTree.fromstring(config)
    except (ElementTree.ParseError, ValueError):
        return BadBody("the labelling configuration is not well-formed XML", 422)
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
    return BadBody(
        "the labelling configuration has no Labels over a Text; use the template Named Entity Recognition, with the "
        "labels of the model",
        422,
    )


def _checked(config: object, task: StudioTask) -> Labelling | BadBody:
    if not isinstance(config, str):
        return BadBody("label_config: the labelling configuration of the project is missing", 422)
    labelling = parse_labelling(config)
    if isinstance(labelling, BadBody) or set(labelling.labels) & set(task.labels):
        return labelling
    return BadBody(
        f"none of the labels of the project is one of the model's: {', '.join(task.labels)}. Name them so, or give "
        "them these as alias",
        422,
    )


def _item(task: object, labelling: Labelling) -> TextTask | TextResult:
    data = task.get("data") if isinstance(task, dict) else None
    text = data.get(labelling.field) if isinstance(data, dict) else None
    if not isinstance(text, str):
        return TextResult(problem=f"the task has no text in the field {labelling.field!r}", status=422)
    record = InputRecord("task", text, "task")
    return TextTask(record, "record", Options(labels=tuple(labelling.labels)), labelling=labelling)


def prediction(text: str, found: Annotation, labelling: Labelling) -> bytes:
    """The prediction for a task: an object with the mentions as regions, and the least of their scores."""
    regions: list[dict[str, Any]] = []
    scores: list[float] = []
    for number, entity in enumerate([*found.ents, *found.nested]):
        mark = Mark(entity["start"], entity["end"], labelling.labels[entity["label"]])
        region = label_studio_region(text, mark, number, from_name=labelling.from_name, to_name=labelling.to_name)
        if entity["score"] is not None:
            region["score"] = entity["score"]
            scores.append(entity["score"])
        regions.append(region)
    return safe_json({"result": regions, "score": min(scores, default=1.0)})
