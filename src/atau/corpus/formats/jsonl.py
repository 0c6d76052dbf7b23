"""JSONL of three tools: atau's own, doccano's and Prodigy's. One record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from atau.corpus.files import write_lines
from atau.corpus.formats.base import (
    Raw,
    ReadOptions,
    WriteOptions,
    as_list,
    build_record,
    dump,
    integer,
    others,
    read_objects,
)
from atau.corpus.formats.offsets import Unit, is_astral, to_utf16
from atau.corpus.marked import Mark
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord, attributes_of

# What `atau annotate` and Prodigy say of a mark beside where it is.
_OF_MARK: Final = ("start", "end", "label", "text")
_OF_SPAN: Final = (*_OF_MARK, "token_start", "token_end", "input_hash", "rank")
_HASHES: Final = ("_input_hash", "_task_hash", "_view_id", "_session_id", "_annotator_id", "_timestamp", "_is_binary")


def _record(found: Mapping[str, Any], path: Path, line: int, notes: Notes, *used: str) -> GoldRecord | None:
    """Text, id and the fields that are not `used`; fields of an object ``meta`` stand beside them."""
    text = found.get("text", found.get("data"))
    if not isinstance(text, str):
        notes.error(path, line, "bad-record", "the record has no string field `text`")
        return None
    identity = found.get("id")
    meta = others(found, "id", "text" if "text" in found else "data", "meta", *used)
    inner = found.get("meta")
    if isinstance(inner, dict):
        if identity is None:
            identity = inner.get("id")
            inner = others(inner, "id")
        meta = {**meta, **inner}
    elif inner is not None:
        meta["meta"] = inner
    name = f"{path.stem}-{line}" if identity is None or identity == "" else str(identity)
    return GoldRecord(name, text, (), meta, str(path), line)


def _raw(item: Any, record: GoldRecord, notes: Notes, *, known: tuple[str, ...] = _OF_MARK) -> Raw | None:
    """A mark of the form ``{"start": …, "end": …, "label": …}``."""
    if isinstance(item, dict):
        start, end, label = integer(item.get("start")), integer(item.get("end")), item.get("label")
        if start is not None and end is not None and isinstance(label, str) and label:
            given = item.get("text")
            pairs = attributes_of(others(item, *known))
            return Raw(start, end, label, pairs, given if isinstance(given, str) else None)
    notes.error(
        record.file, record.line, "bad-mark", "an annotation must be an object with start, end and label", dump(item)
    )
    return None


def _items(found: Mapping[str, Any], key: str, record: GoldRecord, notes: Notes) -> list[Any]:
    value = found.get(key)
    if value is None:
        return []
    if isinstance(value, list):
        return value
    notes.error(record.file, record.line, "bad-record", f"the field {key!r} must hold a list")
    return []


# --- atau ----------------------------------------------------------------------------------------


def read_jsonl(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """What `write_jsonl` and ``atau annotate --format jsonl`` write; its lists of people and facts are left out."""
    for line, found in read_objects(path, notes):
        record = _record(found, path, line, notes, "ents", "nested", "people", "facts", "atau_schema")
        if record is None:
            continue
        items = [*_items(found, "ents", record, notes), *_items(found, "nested", record, notes)]
        raw = [mark for item in items if (mark := _raw(item, record, notes)) is not None]
        yield build_record(raw, record, options, notes)


def write_jsonl(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """``{"id", "text", "ents": […], "nested": […], "meta": {…}}``.

    ents are the outermost marks, nested those inside them, each ``{"start", "end", "label", "text"}`` with its
    attributes beside; offsets count characters (code points).
    """

    def line(record: GoldRecord) -> str:
        def entry(mark: Mark) -> dict[str, Any]:
            piece = record.text[mark.start : mark.end]
            base = {"start": mark.start, "end": mark.end, "label": mark.label, "text": piece}
            return {**dict(mark.attributes), **base}

        fields: dict[str, Any] = {"id": record.id, "text": record.text}
        fields["ents"] = [entry(mark) for mark in record.flat]
        fields["nested"] = [entry(mark) for mark in record.nested]
        if record.meta:
            fields["meta"] = dict(record.meta)
        return dump(fields)

    write_lines(map(line, records), path)


# --- doccano -------------------------------------------------------------------------------------


def read_doccano(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """Exports of sequence labelling projects: ``label``/``labels`` lists of ``[start, end, label]``, or ``entities``
    objects with ``start_offset``, ``end_offset``, ``label``; relations and comments are counted."""
    for line, found in read_objects(path, notes):
        used = [key for key in ("label", "labels", "entities") if isinstance(found.get(key), list)]
        record = _record(found, path, line, notes, *used, "relations", "Comments", "comments", "offset_unit")
        if record is None:
            continue
        for key in ("relations", "Comments", "comments"):
            for _ in as_list(found.get(key)):
                notes.note(path, line, "other-annotation", f"{key.lower()} of doccano are omitted")
        raw = [mark for key in used for item in found[key] if (mark := _doccano_mark(item, record, notes)) is not None]
        said = found.get("offset_unit")
        known: Unit | None = said if said in ("characters", "utf16") else None
        yield build_record(raw, record, options, notes, default="utf16", known=known)


def _doccano_mark(item: Any, record: GoldRecord, notes: Notes) -> Raw | None:
    if isinstance(item, list) and len(item) == 3:
        start, end, label = item
    elif isinstance(item, dict):
        start, end, label = item.get("start_offset"), item.get("end_offset"), item.get("label")
    else:
        start = end = label = None
    first, last = integer(start), integer(end)
    if first is None or last is None or not isinstance(label, (str, int)) or label == "":
        problem = "a label of doccano must be [start, end, label], or an object with start_offset, end_offset, label"
        notes.error(record.file, record.line, "bad-mark", problem, dump(item))
        return None
    return Raw(first, last, str(label))


def write_doccano(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """The lines of `doccano_line`."""
    write_lines(map(doccano_line, records), path)


def doccano_line(record: GoldRecord) -> str:
    """``{"id", "text", "label": [[start, end, label], …]}`` and the meta fields.

    doccano shows offsets as JavaScript counts them, so they are written in UTF-16 code units; where that makes a
    difference the field ``offset_unit`` says so (doccano keeps it). Marks in marks need a project that allows
    overlapping spans.
    """
    astral = is_astral(record.text)
    units = to_utf16(record.text) if astral else range(len(record.text) + 1)
    fields: dict[str, Any] = {"id": record.id, "text": record.text}
    fields["label"] = [[units[mark.start], units[mark.end], mark.label] for mark in record.marks]
    if astral:
        fields["offset_unit"] = "utf16"
    if record.meta:
        fields["meta"] = dict(record.meta)
    return dump(fields)


# --- Prodigy -------------------------------------------------------------------------------------


def read_prodigy(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """Exports of ``db-out``. Only what was accepted is gold: rejected and ignored answers are counted."""
    for line, found in read_objects(path, notes):
        answer = found.get("answer", "accept")
        if answer != "accept":
            notes.note(path, line, f"answer-{answer}", f"the answer is {answer!r}, not 'accept', so it is not gold")
            continue
        record = _record(found, path, line, notes, "spans", "tokens", "answer", *_HASHES)
        if record is None:
            continue
        for _ in as_list(found.get("relations")):
            notes.note(path, line, "other-annotation", "relations of Prodigy are omitted")
        items = _items(found, "spans", record, notes)
        raw = [mark for item in items if (mark := _raw(item, record, notes, known=_OF_SPAN)) is not None]
        tokens = _tokens(found.get("tokens"), record.text)
        meta = others(record.meta, "relations")
        record = GoldRecord(record.id, record.text, (), meta, record.file, record.line, tokens)
        yield build_record(raw, record, options, notes)


def _tokens(found: Any, text: str) -> tuple[tuple[int, int], ...] | None:
    if not isinstance(found, list):
        return None
    tokens: list[tuple[int, int]] = []
    for item in found:
        start, end = (integer(item.get(key)) for key in ("start", "end")) if isinstance(item, dict) else (None, None)
        if start is None or end is None or not 0 <= start <= end <= len(text):
            return None
        tokens.append((start, end))
    return tuple(tokens)


def write_prodigy(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """Tasks for ``db-in``, with tokens and accepted: view ``ner_manual``, or ``spans_manual`` with marks in marks."""

    def line(record: GoldRecord) -> str:
        text = record.text
        tokens = options.tokens(record).spans
        starts = {start: i for i, (start, _) in enumerate(tokens)}
        ends = {end: i for i, (_, end) in enumerate(tokens)}
        spans = []
        for mark in record.marks:
            place: dict[str, Any] = {"start": mark.start, "end": mark.end}
            if mark.start in starts and mark.end in ends:
                place |= {"token_start": starts[mark.start], "token_end": ends[mark.end]}
            spans.append({**dict(mark.attributes), **place, "label": mark.label})
        listed = [
            {"text": text[start:end], "start": start, "end": end, "id": i, "ws": text[end : end + 1] == " "}
            for i, (start, end) in enumerate(tokens)
        ]
        return dump(
            {
                "text": text,
                "meta": {"id": record.id, **record.meta},
                "tokens": listed,
                "spans": spans,
                "answer": "accept",
                "_view_id": "spans_manual" if record.nested else "ner_manual",
            }
        )

    write_lines(map(line, records), path)
