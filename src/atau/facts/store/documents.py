"""The documents of one file, as the store reads them."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from atau.annotate.plain import plain
from atau.annotate.records import Failure, InputRecord, ReadOptions, Source, read_records
from atau.documents.finding import SUFFIXES
from atau.documents.formats import FORMATS

# Files of these may hold many documents: they are read record by record, and their records are told apart.
_CONTAINERS: Final = frozenset({"jsonl", "json", "csv", "xlsx", "zip", "mail"})
#: So the error begins where a document was read, but the pipeline raised.
PIPELINE_FAILED: Final = "the pipeline failed"
# Where the file is now is of no account, and where its paragraphs are can be read from it again.
_NOT_KEPT: Final = frozenset({"source", "checksum", "paragraphs", "pages"})


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read. text_field: of a JSONL record."""

    text_field: str = "text"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A text with what is known of it.

    id: unique in its file. checksum: SHA-256 of the text and `meta`, in hex digits. meta: fit for JSON; title, author,
    site, url and date (ISO 8601) where they are known. pages: None where the file has no pages.
    """

    id: str
    text: str
    checksum: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read. place: where in the file, None for the whole file."""

    place: str | None
    error: str


def is_container(path: Path) -> bool:
    """Whether a file may hold many documents."""
    return FORMATS.get(path.suffix.lower()) in _CONTAINERS


def is_worth_another_try(path: Path, error: str) -> bool:
    """Whether what went wrong may go well now, though the file and the settings are the same.

    In an archive or a mailbox a library that was missing may be installed, or a reader that took too long be quicker;
    and the pipeline may have failed for want of memory. A record of JSONL or of a table that cannot be read stays so
    until its file changes.
    """
    return error.startswith(PIPELINE_FAILED) or FORMATS.get(path.suffix.lower()) in ("zip", "mail")


def read_file(path: Path, name: str, options: Options) -> Iterator[ReadDocument | Problem]:
    """The documents of the file at `path`, called `name`; nothing here raises for what it holds.

    Of several with one id the second has ``~2`` behind it.
    """
    times: Counter[int] = Counter()  # by the hash of the id: a file may have millions
    for item in _read(path, name, options):
        if isinstance(item, ReadDocument):
            times[hash(item.id)] += 1
            count = times[hash(item.id)]
            yield item if count == 1 else replace(item, id=f"{item.id}~{count}")
        else:
            yield item


def _read(path: Path, name: str, options: Options) -> Iterator[ReadDocument | Problem]:
    kind = SUFFIXES.get(path.suffix.lower(), "text")
    source = Source(path, name, kind)
    for record in read_records([source], io.BytesIO(), ReadOptions(options.text_field)):
        if isinstance(record, Failure):
            place = record.file.removeprefix(source.name) or None
            yield Problem(place if record.line is None else f"line {record.line}", record.error)
            continue
        if "checksum" in record.fields.get("meta", ()):
            about = plain(record.fields["meta"])
            kept = {key: value for key, value in about.items() if key not in _NOT_KEPT}
            yield ReadDocument(str(record.id), record.text, checksum(record.text, kept), kept, _pages(about))
            continue
        meta = {key: plain(value) for key, value in record.fields.items() if value is not record.text}
        yield ReadDocument(_identity(record, name), record.text, checksum(record.text, meta), meta)


def _identity(record: InputRecord, name: str) -> str:
    """A record of JSONL without an id of its own has the file and the line for one."""
    if record.id is None or record.id == "":
        return f"{name}:{record.line}"
    own = str(record.id)
    return own if record.line is None or own.startswith(f"{name}:") else f"{name}#{own}"


def _pages(meta: Mapping[str, Any]) -> int | None:
    """The number of the last page of a document that has text; None where it has no pages."""
    pages = meta.get("pages")
    return pages[-1][1] if pages else None


def checksum(text: str, meta: Mapping[str, Any]) -> str:
    """SHA-256 of a text and its metadata, in hex digits."""
    data = json.dumps([text, meta], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
