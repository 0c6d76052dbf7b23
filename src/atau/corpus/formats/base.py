"""What a format is: a line of the table in `atau.corpus.formats`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.corpus.files import read_lines
from atau.corpus.formats.offsets import GivenSpan, OffsetUnit, Unit, guess_unit, is_astral, same_text, to_characters
from atau.corpus.marked import Pairs
from atau.corpus.problems import Notes, excerpt_of
from atau.corpus.records import GoldRecord, LabelledSpan, arrange

if TYPE_CHECKING:
    from atau.corpus.align import RecordTokenizer


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """offset_unit: how other tools count. text_field: the field of a Label Studio task that holds the text. max_bytes:
    the largest size of what a compressed file unpacks to."""

    offset_unit: OffsetUnit = "auto"
    text_field: str | None = None
    max_bytes: int = 1 << 28


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """tokens: cuts a record into tokens and sentences. comments: ``# id`` and ``# text`` lines in columns, None for
    what is usual in the format."""

    tokens: RecordTokenizer
    comments: bool | None = None


RecordReader = Callable[[Path, ReadOptions, Notes], Iterator[GoldRecord]]
RecordWriter = Callable[[Iterable[GoldRecord], Path, WriteOptions, Notes], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of gold.

    suffixes: of its files. folder: a reader for a folder as a whole; otherwise each file in a folder is read. nesting,
    attributes, meta: whether it holds marks in marks, attributes of marks, more of a record than its id. tokens: marks
    must begin and end with tokens. comments: whether comments, which hold id and meta, are usual; None for a format
    that keeps these in another way or not at all.
    """

    name: str
    title: str
    read: RecordReader
    write: RecordWriter
    suffixes: tuple[str, ...]
    folder: bool = False
    nesting: bool = True
    attributes: bool = True
    meta: bool = True
    tokens: bool = False
    comments: bool | None = None
    about: str = field(default="", compare=False)


_OFFSET_DIGITS: Final = 18
_OFFSET_LIMIT: Final = 10**_OFFSET_DIGITS
_JSON_DIGITS: Final = 4000  # Python reads 4,300
_SEPARATORS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def read_objects(path: Path, notes: Notes) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number, object) of the lines of a JSONL file; lines that hold none are reported."""
    for number, line in read_lines(path, notes):
        if not line.strip():
            continue
        try:
            value = load_json(line)
        except ValueError as error:
            notes.error(path, number, "bad-json", f"the line is not JSON: {error}")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            notes.error(path, number, "bad-record", "the line is not a JSON object")


def dump(value: Any) -> str:
    """`value` as one line of JSON; what some programs take for a line's end is written as an escape."""
    line = json.dumps(value, ensure_ascii=False).translate(_SEPARATORS)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair
        return json.dumps(value)
    return line


@dataclass(slots=True)
class Raw:
    """A mark as another tool has it: offsets in its unit, the text of the mark where it stores it."""

    start: int
    end: int
    label: str
    attributes: Pairs = ()
    given: str | None = None

    @property
    def edges(self) -> GivenSpan:
        return self.start, self.end, self.given


def build_record(
    raw: list[Raw],
    record: GoldRecord,
    options: ReadOptions,
    notes: Notes,
    *,
    default: Unit = "characters",
    known: Unit | None = None,
) -> GoldRecord:
    """`record` with the marks of `raw`: offsets in characters, nesting found; what cannot be held is reported.

    default: how the tool counts where nothing else tells; known: how this record says that it counts.
    """
    text = record.text
    spans = [mark.edges for mark in raw]
    unit = known or (options.offset_unit if options.offset_unit != "auto" else guess_unit(text, spans, default))
    if unit == "utf16" and known is None and options.offset_unit == "auto" and is_astral(text):
        notes.note(record.file, record.line, "utf16", "offsets are read as UTF-16 code units")
    good: list[LabelledSpan] = []
    for mark, place in zip(raw, to_characters(text, spans, unit), strict=True):
        name = f"the annotation {mark.label} {mark.start}-{mark.end}"
        if place is None:
            message = f"{name} is empty or outside the text of {len(text)} characters; it is omitted"
            notes.error(record.file, record.line, "bad-offsets", message, record.id)
            continue
        piece = text[place[0] : place[1]]
        if mark.given is not None and not same_text(piece, mark.given):
            message = f"the text given for {name} does not match its offsets"
            shown = f"“{excerpt_of(mark.given, 0, len(mark.given))}” / “{excerpt_of(text, *place)}”"
            notes.warn(record.file, record.line, "other-text", message, shown)
        good.append((*place, mark.label, mark.attributes))
    marks, crossing = arrange(good)
    for start, end, label, _ in crossing:
        message = f"the annotation {label} {start}-{end} crosses a longer one; it is omitted"
        notes.error(record.file, record.line, "crossing", message, excerpt_of(text, start, end))
    return GoldRecord(record.id, text, marks, record.meta, record.file, record.line, record.tokens)


def integer(value: Any) -> int | None:
    """An offset as tools store it: a whole number, perhaps as a string; None for anything else.

    No text is so long that its offsets have more than 18 digits, and Python refuses to read numbers of thousands.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < _OFFSET_LIMIT else None
    if isinstance(value, float) and value.is_integer():
        return int(value) if abs(value) < _OFFSET_LIMIT else None
    if isinstance(value, str) and len(value) <= _OFFSET_DIGITS and value.isdecimal():
        return int(value)
    return None


def load_json(text: str) -> Any:
    """The value of a JSON text; a whole number of too many digits is read as the string of its digits.

    Raises ValueError for what is no JSON or nests too deeply.
    """
    try:
        return json.loads(text, parse_int=_whole_number)
    except RecursionError:
        raise ValueError("it nests too deeply") from None


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _JSON_DIGITS else digits


def as_list(value: Any) -> list[Any]:
    """`value` where it is a list; a string alone is a list of one; anything else is none."""
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value else []


def others(found: Mapping[str, Any], *known: str) -> dict[str, Any]:
    """`found` without the keys that are known."""
    return {key: value for key, value in found.items() if key not in known}
