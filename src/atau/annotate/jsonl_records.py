"""Records from JSONL: one a line, in any encoding, with the line number of what is broken."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from atau.annotate.input_record import SHOWN, InputRecord, ReadOptions, as_text, remark_encoding, too_long
from atau.annotate.json_lines import RESERVED, JsonProblem, kind_of, parse_object
from atau.documents.decoding import AUTO, Decoded, detect, nul_problem, utf8_problem, wide_encoding
from atau.documents.finding import Failure, Source
from atau.documents.lines import Line, first_bytes, read_lines, wide_lines
from atau.documents.remarks import Remarks

_BOM: Final = b"\xef\xbb\xbf"
_WIDE: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
_KEPT: Final = "found to have fields that atau writes itself; they are kept with “input_” before the name"


@dataclass(frozen=True, slots=True)
class _Problem:
    message: str


class JsonlReader:
    """Reads the lines of JSONL sources with the options of a run."""

    def __init__(self, options: ReadOptions, remarks: Remarks) -> None:
        self._options = options
        self._remarks = remarks

    def read(self, source: Source, stream: BinaryIO) -> Iterator[InputRecord | Failure]:
        """A record for each line, in order; a `Failure` for a line that is none."""
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
        raw = as_text(line.data).rstrip("\r\n")
        return Failure(source.name, line.number, text.message, raw, line.size)

    def _line_text(self, line: Line, encoding: str, source: Source) -> tuple[str | _Problem, str]:
        """The text of a line, and the encoding of the lines after it: the first one that is not UTF-8 may show it."""
        if line.size > self._options.max_bytes and len(line.data.rstrip(b"\r\n")) > self._options.max_bytes:
            shown = dataclasses.replace(line, data=line.data[:SHOWN])
            return _Problem(too_long("the line", shown.size, self._options.max_bytes)), encoding
        raw = line.data.removeprefix(_BOM) if line.number == 1 else line.data
        try:
            if encoding == AUTO:
                text = raw.decode("utf-8")
                return text, "utf-8" if not raw.isascii() else AUTO
            return raw.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if encoding == AUTO and (found := detect(raw)):
                remark_encoding(Decoded("", found, detected=True), source.name, self._remarks)
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
            remark_encoding(wide, source.name, self._remarks)
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
