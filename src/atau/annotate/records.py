"""Records from files and standard input, one at a time.

A text file is one record, a JSONL file one record per line, a file of subtitles one record. Marked gold (a text file
with ``⟦LABEL …⟧``) is read without its marks. All other formats (`atau.documents`) give a record for each document,
with its metadata in the field ``meta``. What cannot be read becomes a `Failure` at its position in the stream; nothing
here raises for the content of a file.
"""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from atau.annotate.json_lines import RESERVED, JsonProblem, kept_name, kind_of, parse_object
from atau.documents.decoding import AUTO, Decoded, DecodeError, decode, detect, nul_problem, utf8_problem, wide_encoding
from atau.documents.finding import STDIN, Failure, InputFormat, Source, find_sources
from atau.documents.formats import HEAD, sniff
from atau.documents.isolation import Reader, parts_in
from atau.documents.lines import Line, first_bytes, read_lines, wide_lines
from atau.documents.model import Document
from atau.documents.options import MAX_BYTES
from atau.documents.options import ReadOptions as DocumentOptions
from atau.documents.reading import TIMEOUT, documents_of
from atau.documents.remarks import Remarks
from atau.documents.subtitles import looks_like_subtitles, read_subtitles

__all__ = [
    "STDIN", "Failure", "InputFormat", "InputRecord", "ReadOptions", "Source", "find_sources", "read_records",
]  # fmt: skip

_BOM: Final = b"\xef\xbb\xbf"
_RAW_SHOWN: Final = 1000
_WIDE: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
_XML: Final = "XML is no plain text; save the text as .txt, or put it into a field of a .jsonl file"
_DEFAULT_FIELD: Final = "text"
MARKED: Final = "read as marked gold: annotated without front matter and marks"
_KEPT: Final = "found to have fields that atau writes itself; they are kept with “input_” before the name"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """text_field: of a JSONL record. encoding: "auto", or its name. max_bytes: of a text file or a line."""

    text_field: str = "text"
    encoding: str = AUTO
    max_bytes: int = MAX_BYTES


DEFAULT_OPTIONS: Final = ReadOptions()


@dataclass(frozen=True, slots=True)
class InputRecord:
    """A text to annotate.

    fields: all fields of its JSONL line; {} for a text file without any. size: its length in the source, in bytes.
    line: its number in a JSONL file, None for a file that is one record. json: its object as it stands in the line.
    """

    id: Any
    text: str
    file: str
    line: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    size: int = 0
    json: str | None = None

    @property
    def where(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def read_records(
    sources: Iterable[Source | Failure],
    stdin: BinaryIO,
    options: ReadOptions = DEFAULT_OPTIONS,
    remarks: Remarks | None = None,
) -> Iterator[InputRecord | Failure]:
    """The records of `sources` in order, with a `Failure` in the place of whatever is broken.

    Texts are unchanged, line ends included; only a byte order mark is removed. `remarks` collects what was read
    otherwise than as UTF-8 prose.
    """
    columns = () if options.text_field == _DEFAULT_FIELD else (options.text_field,)
    documents = Reader(DocumentOptions(columns, options.encoding, options.max_bytes), TIMEOUT)
    with documents:
        yield from _read(_Reader(options, Remarks() if remarks is None else remarks, documents), sources, stdin)


def _read(reader: _Reader, sources: Iterable[Source | Failure], stdin: BinaryIO) -> Iterator[InputRecord | Failure]:
    for source in sources:
        if isinstance(source, Failure):
            yield source
            continue
        try:
            if source.path is None:
                yield from reader.read(source, stdin)
            elif source.kind == "document":
                yield from reader.read_document(source)
            else:
                with source.path.open("rb") as stream:
                    yield from reader.read(source, stream)
        except OSError as error:
            yield Failure(source.name, None, f"cannot be read: {error.strerror or error}")


class _Reader:
    """Reads sources with the options of a run."""

    def __init__(self, options: ReadOptions, remarks: Remarks, documents: Reader) -> None:
        self._options = options
        self._remarks = remarks
        self._documents = documents

    def read(self, source: Source, stream: BinaryIO) -> Iterator[InputRecord | Failure]:
        if source.kind == "jsonl":
            yield from self._read_lines(source, stream)
        elif source.given or source.kind == "subtitles":
            yield self._read_file(source, stream)
        elif source.path is None:
            yield from self._read_standard_input(source, stream)
        elif sniff(stream.read(HEAD)) is not None:  # whatever its name says
            yield from self.read_document(source)
        else:
            stream.seek(0)
            yield self._read_file(source, stream)

    # --- documents

    def read_document(self, source: Source) -> Iterator[InputRecord | Failure]:
        """The documents of a file that is neither plain text nor JSONL."""
        assert source.path is not None
        size = source.path.stat().st_size
        for found in documents_of(self._documents.parts(source.path), source, self._remarks):
            if isinstance(found, Document):
                yield _record_of(found, source, size)
            else:
                yield Failure(found.source, None, found.message, "", size)
            size = 0  # the file counts once for the progress of the run

    def _read_standard_input(self, source: Source, stream: BinaryIO) -> Iterator[InputRecord | Failure]:
        """Text; or a file of another format, where its first bytes show one."""
        raw = stream.read(self._options.max_bytes + 1)
        if sniff(raw[:HEAD]) is None:
            yield self._read_file(source, io.BytesIO(raw))
            return
        whole = io.BytesIO(raw + stream.read())
        for found in documents_of(parts_in(source.name, whole, self._documents.options), source, self._remarks):
            if isinstance(found, Document):
                yield _record_of(found, source, len(raw))
            else:
                yield Failure(found.source, None, found.message, "", len(raw))

    # --- a file that is one record

    def _read_file(self, source: Source, stream: BinaryIO) -> InputRecord | Failure:
        limit = self._options.max_bytes
        size = os.fstat(stream.fileno()).st_size if source.path else 0
        raw = stream.read(limit + 1) if size <= limit else stream.read(_RAW_SHOWN)
        if max(size, len(raw)) > limit:
            return Failure(source.name, None, self._too_long("the file" if source.path else "the text", size), "", size)
        try:
            decoded = decode(raw, self._options.encoding)
        except DecodeError as error:
            return Failure(source.name, None, str(error), _as_text(raw), len(raw))
        text = decoded.text
        problem = nul_problem(text)
        if not text.strip():
            problem = "the file is empty" if source.path else "standard input is empty"
        if problem:
            return Failure(source.name, None, problem, _as_text(raw[:_RAW_SHOWN]), len(raw))
        self._remark(decoded, source)
        record = InputRecord(source.id, text, source.name, None, {}, len(raw))
        return self._as_what_it_is(source, record)

    def _as_what_it_is(self, source: Source, record: InputRecord) -> InputRecord | Failure:
        """The text as subtitles or marked gold where it is that; a failure for XML."""
        text = record.text
        if source.kind == "subtitles" or (not source.given and looks_like_subtitles(text)):
            return _subtitles(record)
        if source.given:
            return record
        if text[:200].lstrip().startswith("<?xml"):
            return Failure(record.file, None, _XML, text[:_RAW_SHOWN], record.size)
        if "⟦" in text or text.startswith("---"):
            found = _unmarked(record)
            if isinstance(found, InputRecord) and found is not record:
                self._remarks.add(MARKED, record.file)
            return found
        return record

    # --- JSONL

    def _read_lines(self, source: Source, stream: BinaryIO) -> Iterator[InputRecord | Failure]:
        number, found = 0, False
        encoding, lines = self._recoded(source, stream)
        try:
            for line in lines:
                number = line.number
                if line.data.strip() in (b"", _BOM):
                    continue
                found = True
                text, encoding = self._line_text(line, encoding, source)
                yield self._record(source, line, text)
        except UnicodeError as error:
            reason = getattr(error, "reason", error)
            yield Failure(source.name, number + 1, f"not {encoding}: {reason}; the rest of the file is not read")
            return
        if not found:
            yield Failure(source.name, None, "the file contains no records" if number else "the file is empty")

    def _record(self, source: Source, line: Line, text: str | _Problem) -> InputRecord | Failure:
        if isinstance(text, str):
            fields = self._fields(text)
            if isinstance(fields, dict):
                if not fields.keys().isdisjoint(RESERVED):
                    self._remarks.add(_KEPT, source.name)
                identity = fields.get("id", f"{source.id}:{line.number}")
                content = fields[self._options.text_field]
                kept = text.strip("\r\n\t \ufeff")
                return InputRecord(identity, content, source.name, line.number, fields, line.size, kept)
            text = fields
        raw = _as_text(line.data).rstrip("\r\n")
        return Failure(source.name, line.number, text.message, raw, line.size)

    def _line_text(self, line: Line, encoding: str, source: Source) -> tuple[str | _Problem, str]:
        """The text of a line, and the encoding of the lines after it: the first one that is not UTF-8 may show it."""
        if line.size > self._options.max_bytes and len(line.data.rstrip(b"\r\n")) > self._options.max_bytes:
            shown = dataclasses.replace(line, data=line.data[:_RAW_SHOWN])
            return _Problem(self._too_long("the line", shown.size)), encoding
        raw = line.data.removeprefix(_BOM) if line.number == 1 else line.data
        try:
            if encoding == AUTO:
                text = raw.decode("utf-8")
                return text, "utf-8" if not raw.isascii() else AUTO
            return raw.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if encoding == AUTO and (found := detect(raw)):
                self._remark(Decoded("", found, detected=True), source)
                return raw.decode(found), found
            place = line.offset + len(line.data) - len(raw) + error.start
            if encoding in (AUTO, "utf-8"):
                return _Problem(utf8_problem(error, place)), encoding
            return _Problem(
                f"not {encoding}: {error.reason} at byte offset {place}; state another --encoding"
            ), encoding

    def _recoded(self, source: Source, stream: BinaryIO) -> tuple[str, Iterator[Line]]:
        """The encoding of the lines, as far as it is known, and the lines; those of UTF-16 and UTF-32 become UTF-8."""
        encoding = self._options.encoding
        if encoding == AUTO:
            wide = wide_encoding(first_bytes(stream))
            if wide is None:
                return encoding, read_lines(stream, self._options.max_bytes)
            encoding = wide.encoding
            self._remark(wide, source)
        if encoding not in _WIDE:
            return encoding, read_lines(stream, self._options.max_bytes)
        return "utf-8", wide_lines(stream, encoding, self._options.max_bytes)

    def _fields(self, line: str) -> dict[str, Any] | _Problem:
        """The fields of a line whose text field holds a text."""
        name = self._options.text_field
        try:
            fields = parse_object(line)
        except JsonProblem as error:
            return _Problem(str(error))
        if name not in fields:
            have = ", ".join(map(repr, list(fields)[:10])) or "none"
            return _Problem(f"no field {name!r} (fields: {have}); name the field that holds the text with --text-field")
        text = fields[name]
        if not isinstance(text, str):
            return _Problem(f"the field {name!r} is {kind_of(text)}, not a string")
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            return _Problem(f"the field {name!r} contains half a surrogate pair at character {error.start}")
        problem = nul_problem(text)
        return fields if problem is None else _Problem(f"the field {name!r} contains {problem}")

    def _too_long(self, what: str, size: int) -> str:
        shown = f"of {size:,} bytes " if size else ""
        return (
            f"{what} {shown}is longer than {self._options.max_bytes:,} bytes; part it, or allow more with --max-bytes "
            "(memory and time grow with the length of a text)"
        )

    def _remark(self, decoded: Decoded, source: Source) -> None:
        if decoded.detected:
            self._remarks.add(f"read as {decoded.encoding}, which was detected (--encoding states it)", source.name)


@dataclass(frozen=True, slots=True)
class _Problem:
    message: str


def _record_of(document: Document, source: Source, size: int) -> InputRecord:
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


def _subtitles(record: InputRecord) -> InputRecord | Failure:
    text, cues = read_subtitles(record.text)
    if not cues:
        problem = "no cue of subtitles (a line of times with -->, then text); --input-format text reads it as prose"
        return Failure(record.file, None, problem, record.text[:_RAW_SHOWN], record.size)
    shown = [{"start": cue.start, "end": cue.end, "from": cue.begin, "to": cue.finish} for cue in cues]
    return dataclasses.replace(record, text=text, fields={"id": record.id, "text": text, "cues": shown})


def _unmarked(record: InputRecord) -> InputRecord | Failure:
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
        return Failure(record.file, None, problem, record.text[:_RAW_SHOWN], record.size)
    gold = from_marked(scan.marked, identity=str(record.id), file=record.file)
    if not gold.text.strip():
        return Failure(record.file, None, "there is no text after the front matter", "", record.size)
    taken = {"id", "text", *gold.meta, *RESERVED}
    fields = {kept_name(k, taken) if k in ("id", "text", *RESERVED) else k: v for k, v in gold.meta.items()}
    return dataclasses.replace(record, id=gold.id, text=gold.text, fields={"id": gold.id, "text": gold.text, **fields})


def _as_text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="backslashreplace")
