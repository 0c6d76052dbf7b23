"""Label Studio: its JSON export (tasks with annotations) and the short form JSON-MIN.

Offsets count code points in newer releases and UTF-16 code units in older ones; the text that stands beside them tells
which. They are written in code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from atau.corpus.files import read_text
from atau.corpus.formats.base import (
    Raw,
    ReadOptions,
    WriteOptions,
    as_list,
    build_record,
    dump,
    integer,
    load_json,
    others,
)
from atau.corpus.marked import KEY, Mark, Pairs
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord

# Fields that JSON-MIN adds to those of the data.
_MIN_FIELDS: Final = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def read_label_studio(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """The annotated tasks of an export. The file is one JSON document and is read as a whole.

    Of several annotations of a task the one that is ground truth, otherwise the first that was not cancelled, is taken;
    the others, predictions, relations, choices and tasks that nobody annotated are counted. Raises GoldError where the
    file is no such export.
    """
    try:
        found = load_json(read_text(path))
    except ValueError as error:
        if isinstance(error, GoldError):
            raise
        raise GoldError(f"{path}: not JSON: {error}") from None
    tasks = found if isinstance(found, list) else [found]
    for number, task in enumerate(tasks, 1):
        if not isinstance(task, dict):
            notes.error(path, 0, "bad-record", f"task {number} is not an object")
            continue
        record = _task(task, number, path, options, notes)
        if record is not None:
            yield record


def _task(task: Mapping[str, Any], number: int, path: Path, options: ReadOptions, notes: Notes) -> GoldRecord | None:
    name = str(task.get("id") or f"{path.stem}-{number}")
    nested = isinstance(task.get("data"), dict)
    data = task["data"] if nested else others(task, *_MIN_FIELDS)
    regions: list[Any] = []
    if nested:
        annotation = _annotation(task, name, path, notes)
        if annotation is None:
            return None
        regions = as_list(annotation.get("result"))
    else:
        for key, value in list(data.items()):
            if isinstance(value, list) and value and all(isinstance(v, dict) and "start" in v for v in value):
                regions += [{"value": item, "type": "labels"} for item in value]
                data = others(data, key)
    text_field = _text_field(data, options, name, path, notes)
    if text_field is None:
        return None
    identity = data.get("id", name) if nested else name
    meta = others(data, text_field, "id")
    record = GoldRecord(str(identity), data[text_field], (), meta, str(path))
    raw = [mark for region in regions for mark in _marks(region, name, path, notes)]
    return build_record(raw, record, options, notes)


def _annotation(task: Mapping[str, Any], name: str, path: Path, notes: Notes) -> Mapping[str, Any] | None:
    found = as_list(task.get("annotations", task.get("completions")))
    usable = [item for item in found if isinstance(item, dict) and not item.get("was_cancelled")]
    if not usable:
        notes.note(path, 0, "not-annotated", f"task {name} has no annotation (predictions are not gold); it is omitted")
        return None
    usable.sort(key=lambda item: not item.get("ground_truth"))
    for _ in usable[1:]:
        notes.note(path, 0, "second-annotation", f"task {name} has more than one annotation; one is used")
    return usable[0]


def _text_field(data: Mapping[str, Any], options: ReadOptions, name: str, path: Path, notes: Notes) -> str | None:
    if options.text_field is not None:
        candidates = [options.text_field] if isinstance(data.get(options.text_field), str) else []
    elif isinstance(data.get("text"), str):
        candidates = ["text"]
    else:
        candidates = [key for key, value in data.items() if isinstance(value, str)]
    if len(candidates) == 1:
        return candidates[0]
    message = f"task {name}: which field holds the text? Name it with --text-field (fields: {', '.join(data)})"
    notes.error(path, 0, "bad-record", message)
    return None


def _marks(region: Any, name: str, path: Path, notes: Notes) -> Iterator[Raw]:
    """One mark for each label of a region."""
    kind = region.get("type") if isinstance(region, dict) else None
    value = region.get("value") if isinstance(region, dict) else None
    if kind != "labels" or not isinstance(value, dict):
        notes.note(path, 0, "other-annotation", f"annotations of type {kind!r} are omitted")
        return
    start, end = integer(value.get("start")), integer(value.get("end"))
    labels = as_list(value.get("labels"))
    if start is None or end is None or not labels:
        notes.error(path, 0, "bad-mark", f"task {name}: a region without start, end and labels", dump(value))
        return
    if len(labels) > 1:
        notes.warn(path, 0, "several-labels", f"task {name}: the region {start}-{end} has {len(labels)} labels")
    given = value.get("text")
    meta = region.get("meta")
    pairs = _read_notes(meta.get("text") if isinstance(meta, dict) else None)
    for label in labels:
        yield Raw(start, end, str(label), pairs, given if isinstance(given, str) else None)


def _read_notes(found: Any) -> Pairs:
    """Attributes out of the notes of a region: ``key=value``, otherwise under the key ``note``."""
    pairs: dict[str, str] = {}
    for item in as_list(found):
        key, equals, value = str(item).partition("=")
        if equals and KEY.fullmatch(key):
            pairs[key] = value
        else:
            pairs["note"] = f"{pairs['note']}; {item}" if "note" in pairs else str(item)
    return tuple(pairs.items())


def write_label_studio(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """Tasks with one annotation each, for a project with ``<Labels name="label" toName="text">`` over
    ``<Text name="text" value="$text"/>``. Attributes of a mark are notes of its region, ``key=value``."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for number, record in enumerate(records):
            task = label_studio_task(record, number + 1)
            stream.write(("," if number else "") + "\n" + dump(task))
        stream.write("\n]\n")


def label_studio_task(record: GoldRecord, number: int, *, predicted_by: str = "") -> dict[str, Any]:
    """The record as task `number`: its marks are an annotation, or, with the name of a model, its prediction.

    Label Studio shows a prediction to the annotators, who accept or correct it.
    """
    origin = "prediction" if predicted_by else "manual"
    regions = [label_studio_region(record.text, mark, i, origin=origin) for i, mark in enumerate(record.marks)]
    data = {"id": record.id, "text": record.text, **others(record.meta, "id", "text")}
    if predicted_by:
        return {"data": data, "predictions": [{"model_version": predicted_by, "result": regions}]}
    return {"id": number, "data": data, "annotations": [{"id": number, "result": regions}]}


def label_studio_region(
    text: str, mark: Mark, number: int, *, from_name: str = "label", to_name: str = "text", origin: str = "prediction"
) -> dict[str, Any]:
    """`mark` as a region.

    from_name, to_name: names of the tags Labels and Text in the configuration of the project. origin: who made it, in
    the words of Label Studio: manual, prediction.
    """
    region: dict[str, Any] = {
        "id": f"m{number}",
        "from_name": from_name,
        "to_name": to_name,
        "type": "labels",
        "origin": origin,
        "value": {
            "start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "labels": [mark.label],
        },
    }  # fmt: skip
    if mark.attributes:
        region["meta"] = {"text": [f"{key}={value}" for key, value in mark.attributes]}
    return region
