"""Records from files, directories, patterns and standard input, one at a time.

A text file is one record, a JSONL file one record per line. What cannot be read becomes a `Failure` at its position in
the stream; nothing here raises for the content of a file.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

InputFormat = Literal["auto", "text", "jsonl"]

STDIN: Final = "<stdin>"
JSONL_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
TEXT_SUFFIXES: Final = frozenset({".txt"})
# Tables, and other files that are not plain text: a clear message is better than odd entities.
_NOT_TEXT: Final = frozenset(
    {".json", ".csv", ".tsv", ".parquet", ".xls", ".xlsx", ".ods", ".doc", ".docx", ".odt", ".rtf", ".pdf"}
    | {".zip", ".gz", ".spacy"}
)
_SKIPPED_SHOWN: Final = 5
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class InputRecord:
    """A text to annotate.

    fields: all fields of its JSONL line, {} for a text file. size: its length in the source, in bytes.
    """

    id: Any
    text: str
    file: str
    line: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    size: int = 0

    @property
    def where(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A record, line or file that could not be processed. raw: its content, as text."""

    file: str
    line: int | None
    error: str
    raw: str = ""
    size: int = 0

    @property
    def where(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. path: None for standard input. id: of the record that a text file holds."""

    path: Path | None
    id: str
    jsonl: bool

    @property
    def name(self) -> str:
        return STDIN if self.path is None else str(self.path)


@dataclass(slots=True)
class Skipped:
    """Files in directories that are not read because of their names: all are counted, the first ones listed."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, path: Path) -> None:
        self.count += 1
        if self.count <= _SKIPPED_SHOWN:
            self.first.append(str(path))

    def __str__(self) -> str:
        files = "1 file was" if self.count == 1 else f"{self.count} files were"
        more = ", …" if self.count > len(self.first) else ""
        return f"{files} skipped because of the file name ending: {', '.join(self.first)}{more}"


def find_sources(
    targets: Sequence[str],
    input_format: InputFormat = "auto",
    exclude: Iterable[Path] = (),
    skipped: Skipped | None = None,
) -> Iterator[Source | Failure]:
    """The files behind `targets` (paths of files and directories, patterns, "-"), in order.

    Directories are walked lazily, names sorted; hidden files and the files in `exclude` (such as the output of an
    earlier run) are left out. The id of a text is its path: relative to the directory where one directory is the only
    target, otherwise as given by the target. `skipped` collects files in directories that do not look like texts.
    """
    left_out = Skipped() if skipped is None else skipped
    excluded = {path.resolve() for path in exclude}
    single = len(targets) == 1
    for target in targets:
        path = Path(target)
        if target == "-":
            yield Source(None, "-", input_format == "jsonl")
        elif path.is_dir():
            yield from _walk(path, input_format, excluded, left_out, relative=single)
        elif path.exists():
            yield _explicit(path, input_format)
        elif glob.has_magic(target):
            matches = [Path(name) for name in sorted(glob.glob(target, recursive=True))]
            files = [p for p in matches if p.is_file() and p.resolve() not in excluded]
            yield from (_explicit(p, input_format) for p in files)
            if not files:
                yield Failure(target, None, "no file matches this pattern")
        else:
            yield Failure(target, None, "no such file or directory")


def read_records(
    sources: Iterable[Source | Failure], stdin: BinaryIO, text_field: str = "text"
) -> Iterator[InputRecord | Failure]:
    """The records of `sources` in order, with a `Failure` in the place of whatever is broken.

    Texts are unchanged, line ends included; only a byte order mark is removed.
    """
    for source in sources:
        if isinstance(source, Failure):
            yield source
            continue
        try:
            if source.path is None:
                yield from _read(source, stdin, text_field)
            else:
                with source.path.open("rb") as stream:
                    yield from _read(source, stream, text_field)
        except OSError as error:
            yield Failure(source.name, None, f"cannot be read: {error.strerror or error}")


def _walk(
    top: Path, input_format: InputFormat, excluded: set[Path], skipped: Skipped, *, relative: bool
) -> Iterator[Source | Failure]:
    wanted = JSONL_SUFFIXES if input_format == "jsonl" else TEXT_SUFFIXES
    if input_format == "auto":
        wanted = JSONL_SUFFIXES | TEXT_SUFFIXES
    found = False
    problems: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or path.resolve() in excluded:
                continue
            if path.suffix.lower() not in wanted:
                skipped.add(path)
                continue
            found = True
            identity = path.relative_to(top) if relative else path
            yield Source(path, identity.as_posix(), _is_jsonl(path, input_format))
    for problem in problems:
        yield Failure(str(problem.filename), None, f"cannot be read: {problem.strerror}")
    if not found:
        kinds = " or ".join(sorted(wanted))
        yield Failure(str(top), None, f"the directory contains no texts ({kinds})")


def _explicit(path: Path, input_format: InputFormat) -> Source | Failure:
    if input_format == "auto" and path.suffix.lower() in _NOT_TEXT:
        return Failure(
            str(path),
            None,
            f"{path.suffix} is neither plain text nor JSONL; convert it to .txt, or to .jsonl "
            "(one record per line), or state the format with --input-format",
        )
    return Source(path, path.as_posix(), _is_jsonl(path, input_format))


def _is_jsonl(path: Path, input_format: InputFormat) -> bool:
    if input_format == "auto":
        return path.suffix.lower() in JSONL_SUFFIXES
    return input_format == "jsonl"


def _read(source: Source, stream: BinaryIO, text_field: str) -> Iterator[InputRecord | Failure]:
    if source.jsonl:
        yield from _read_lines(source, stream, text_field)
        return
    raw = stream.read()
    text = _decode(raw, 0)
    if isinstance(text, str) and not text.strip():
        text = _Problem("the file is empty" if source.path else "standard input is empty")
    if isinstance(text, _Problem):
        yield Failure(source.name, None, text.message, _as_text(raw), len(raw))
    else:
        yield InputRecord(source.id, text, source.name, None, {}, len(raw))


def _read_lines(source: Source, stream: BinaryIO, text_field: str) -> Iterator[InputRecord | Failure]:
    offset, number, found = 0, 0, False
    for number, raw in enumerate(stream, start=1):
        if raw.strip() not in (b"", _BOM):
            found = True
            result = _parse(raw, offset, text_field)
            if isinstance(result, _Problem):
                line = _as_text(raw).rstrip("\r\n")
                yield Failure(source.name, number, result.message, line, len(raw))
            else:
                text, fields = result
                identity = fields.get("id", f"{source.id}:{number}")
                yield InputRecord(identity, text, source.name, number, fields, len(raw))
        offset += len(raw)
    if not found:
        yield Failure(source.name, None, "the file is empty" if not number else "the file contains no records")


@dataclass(frozen=True, slots=True)
class _Problem:
    message: str


def _parse(raw: bytes, offset: int, text_field: str) -> tuple[str, dict[str, Any]] | _Problem:
    line = _decode(raw, offset)
    if isinstance(line, _Problem):
        return line
    try:
        # Without its line end: else an error at the end of the line would be reported in the next one.
        fields = json.loads(line.rstrip("\r\n"))
    except RecursionError:
        return _Problem("bad JSON: nested too deeply")
    except json.JSONDecodeError as error:
        return _Problem(f"bad JSON: {error.msg} at column {error.colno}")
    except ValueError as error:
        return _Problem(f"bad JSON: {error}")
    if not isinstance(fields, dict):
        return _Problem(f"expected a JSON object, found {_kind(fields)}")
    if text_field not in fields:
        have = ", ".join(map(repr, list(fields)[:10])) or "none"
        return _Problem(
            f"no field {text_field!r} (fields: {have}); name the field that holds the text with --text-field"
        )
    text = fields[text_field]
    if not isinstance(text, str):
        return _Problem(f"the field {text_field!r} is {_kind(text)}, not a string")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return _Problem(f"the field {text_field!r} contains half a surrogate pair at character {error.start}")
    return text, fields


def _decode(raw: bytes, offset: int) -> str | _Problem:
    """`raw` as text; `offset` is its position in the file, for the message."""
    skipped = len(_BOM) if offset == 0 and raw.startswith(_BOM) else 0
    try:
        return raw[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        place = skipped + error.start
        return _Problem(
            f"invalid UTF-8: byte 0x{raw[place]:02x} at byte offset {offset + place} "
            f"({error.reason}); convert the file to UTF-8"
        )


def _as_text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="backslashreplace")


def _kind(value: object) -> str:
    names = {list: "an array", dict: "an object", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")
