"""Records from files and standard input, one at a time.

A text file is one record, a JSONL file one record per line, a file of subtitles one record. Marked gold (a text file
with ``⟦LABEL …⟧``) is read without its marks. All other formats (`atau.documents`) give a record for each document,
with its metadata in the field ``meta``. What cannot be read becomes a `Failure` at its position in the stream; nothing
here raises for the content of a file.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from atau.annotate.conversion import from_subtitles, record_of, without_marks
from atau.annotate.input_record import (
    DEFAULT_OPTIONS,
    SHOWN,
    InputRecord,
    ReadOptions,
    as_text,
    remark_encoding,
    too_long,
)
from atau.annotate.jsonl_records import JsonlReader
from atau.documents.decoding import DecodeError, decode, nul_problem
from atau.documents.finding import STDIN, Failure, InputFormat, Source, find_sources
from atau.documents.formats import HEAD, sniff
from atau.documents.isolation import Reader
from atau.documents.model import Document
from atau.documents.options import ReadOptions as DocumentOptions
from atau.documents.parts import parts_in
from atau.documents.reading import TIMEOUT, documents_of
from atau.documents.remarks import Remarks
from atau.documents.subtitles import looks_like_subtitles

__all__ = [
    "STDIN", "Failure", "InputFormat", "InputRecord", "ReadOptions", "Source", "find_sources", "read_records",
]  # fmt: skip

_XML: Final = "XML is no plain text; save the text as .txt, or put it into a field of a .jsonl file"
_DEFAULT_FIELD: Final = "text"
MARKED: Final = "read as marked gold: annotated without front matter and marks"


def read_records(
    sources: Iterable[Source | Failure],
    stdin: BinaryIO,
    options: ReadOptions = DEFAULT_OPTIONS,
    remarks: Remarks | None = None,
    *,
    timeout: float | None = TIMEOUT,
) -> Iterator[InputRecord | Failure]:
    """The records of `sources` in order, with a `Failure` in the place of whatever is broken.

    Texts are unchanged, line ends included; only a byte order mark is removed. `remarks` collects what was read
    otherwise than as UTF-8 prose. timeout: seconds for one document of a format that is read in a process of its own;
    None reads all in this one.
    """
    columns = () if options.text_field == _DEFAULT_FIELD else (options.text_field,)
    documents = Reader(DocumentOptions(columns, options.encoding, options.max_bytes), timeout)
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
        self._lines = JsonlReader(options, remarks)

    def read(self, source: Source, stream: BinaryIO) -> Iterator[InputRecord | Failure]:
        if source.kind == "jsonl":
            yield from self._lines.read(source, stream)
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
                yield record_of(found, source, size)
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
                yield record_of(found, source, len(raw))
            else:
                yield Failure(found.source, None, found.message, "", len(raw))

    # --- a file that is one record

    def _read_file(self, source: Source, stream: BinaryIO) -> InputRecord | Failure:
        limit = self._options.max_bytes
        size = os.fstat(stream.fileno()).st_size if source.path else 0
        raw = stream.read(limit + 1) if size <= limit else stream.read(SHOWN)
        if max(size, len(raw)) > limit:
            what = "the file" if source.path else "the text"
            return Failure(source.name, None, too_long(what, size, limit), "", size)
        try:
            decoded = decode(raw, self._options.encoding)
        except DecodeError as error:
            return Failure(source.name, None, str(error), as_text(raw), len(raw))
        text = decoded.text
        problem = nul_problem(text)
        if not text.strip():
            problem = "the file is empty" if source.path else "standard input is empty"
        if problem:
            return Failure(source.name, None, problem, as_text(raw[:SHOWN]), len(raw))
        remark_encoding(decoded, source.name, self._remarks)
        record = InputRecord(source.id, text, source.name, None, {}, len(raw))
        return self._as_what_it_is(source, record)

    def _as_what_it_is(self, source: Source, record: InputRecord) -> InputRecord | Failure:
        """The text as subtitles or marked gold where it is that; a failure for XML."""
        text = record.text
        if source.kind == "subtitles" or (not source.given and looks_like_subtitles(text)):
            return from_subtitles(record)
        if source.given:
            return record
        if text[:200].lstrip().startswith("<?xml"):
            return Failure(record.file, None, _XML, text[:SHOWN], record.size)
        if "⟦" in text or text.startswith("---"):
            found = without_marks(record)
            if isinstance(found, InputRecord) and found is not record:
                self._remarks.add(MARKED, record.file)
            return found
        return record
