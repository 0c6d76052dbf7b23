"""Documents, subtitles and marked gold as records of plain text."""

from __future__ import annotations

import dataclasses

from atau.annotate.input_record import SHOWN, InputRecord
from atau.annotate.json_lines import RESERVED, kept_name
from atau.documents.finding import Failure, Source
from atau.documents.model import Document
from atau.documents.subtitles import read_subtitles


def record_of(document: Document, source: Source, size: int) -> InputRecord:
    """A document as a record; its place in the file, if it has one, stands in the name that messages show."""
    meta = {
        **document.meta,
        "source": document.source,
        "checksum": document.checksum,
        "paragraphs": document.paragraphs,
    }
    if document.pages:
        meta["pages"] = document.pages
    fields = {"id": document.id, "text": document.text, "meta": meta}
    where = source.name + document.id.removeprefix(source.id)
    return InputRecord(document.id, document.text, where, None, fields, size)


def from_subtitles(record: InputRecord) -> InputRecord | Failure:
    """The lines that are spoken, with the times in the field `cues`; a failure where there is none."""
    text, cues = read_subtitles(record.text)
    if not cues:
        problem = "no cue of subtitles (a line of times with -->, then text); --input-format text reads it as prose"
        return Failure(record.file, None, problem, record.text[:SHOWN], record.size)
    shown = [{"start": cue.start, "end": cue.end, "from": cue.begin, "to": cue.finish} for cue in cues]
    return dataclasses.replace(record, text=text, fields={"id": record.id, "text": text, "cues": shown})


def without_marks(record: InputRecord) -> InputRecord | Failure:
    """Marked gold without front matter and marks; other text as it is."""
    from atau.corpus.marked import scan_marked
    from atau.corpus.records import from_marked

    scan = scan_marked(record.text)
    if not scan.marked.marks and not (scan.has_header and scan.marked.header):
        return record
    if scan.errors:
        error = scan.errors[0]
        problem = (
            f"line {error.line}, column {error.column}: {error.problem}. It looks like marked gold, which is read "
            "without its marks: correct it (`atau validate` lists all errors), or read it with --input-format text"
        )
        return Failure(record.file, None, problem, record.text[:SHOWN], record.size)
    gold = from_marked(scan.marked, identity=str(record.id), file=record.file)
    if not gold.text.strip():
        return Failure(record.file, None, "there is no text after the front matter", "", record.size)
    taken = {"id", "text", *gold.meta, *RESERVED}
    fields = {kept_name(k, taken) if k in ("id", "text", *RESERVED) else k: v for k, v in gold.meta.items()}
    return dataclasses.replace(record, id=gold.id, text=gold.text, fields={"id": gold.id, "text": gold.text, **fields})
