"""JSON: a document for each line of JSONL, or for each object of an array."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final

from atau.documents.decoding import AUTO, DecodeError, decode, wide_encoding
from atau.documents.json_values import JsonProblem, kind_of, parse_object, parse_value
from atau.documents.lines import Line, first_bytes, read_lines, wide_lines
from atau.documents.model import Part, PartFailure, Unreadable
from atau.documents.options import MAX_FILE, ReadOptions, read_all
from atau.documents.text_columns import SAMPLE, part_of, text_columns

_BOM: Final = b"\xef\xbb\xbf"
_REMEDY: Final = "correct it at its source"
Found = Iterator[Part | PartFailure]


def read_jsonl(stream: BinaryIO, options: ReadOptions) -> Found:
    """A document per line."""
    objects = _objects(stream, options)
    sample = list(islice(objects, SAMPLE))
    if not sample:
        raise Unreadable("the file is empty")
    columns = _columns([item for _, item in sample if isinstance(item, dict)], options)
    for number, item in chain(sample, objects):
        key = f":{number}"
        if isinstance(item, PartFailure):
            yield item
        else:
            yield part_of(item, columns, key) or _empty(key, columns, item)


def _columns(sample: Sequence[Mapping[str, Any]], options: ReadOptions) -> tuple[str, ...]:
    """The fields with the text; none where nothing could be read anyway."""
    names = list(dict.fromkeys(name for item in sample for name in item))
    return text_columns(names, sample, options.text_columns) if sample else ()


def _empty(key: str, columns: Sequence[str], item: Mapping[str, Any]) -> PartFailure:
    problem = (
        "the text is empty" if any(name in item for name in columns) else f"no field {', '.join(map(repr, columns))}"
    )
    return PartFailure(key=key, problem=problem, remedy="name the field that holds the text (--text-field)")


def _objects(stream: BinaryIO, options: ReadOptions) -> Iterator[tuple[int, dict[str, Any] | PartFailure]]:
    encoding = options.encoding
    wide = wide_encoding(first_bytes(stream)) if encoding == AUTO else None
    if wide is not None:
        lines: Iterator[Line] = wide_lines(stream, wide.encoding, options.max_bytes)
        encoding = "utf-8"
    else:
        lines = read_lines(stream, options.max_bytes)
    number = 0
    try:
        for line in lines:
            number = line.number
            if line.data.strip() not in (b"", _BOM):
                yield number, _object(line, encoding, options)
    except UnicodeError as error:
        yield number + 1, PartFailure(key=f":{number + 1}", problem=f"{error}; the rest of the file is not read")


def _object(line: Line, encoding: str, options: ReadOptions) -> dict[str, Any] | PartFailure:
    key = f":{line.number}"
    if line.size > options.max_bytes + 1:
        return PartFailure(
            key=key, problem=f"longer than {options.max_bytes:,} bytes", remedy="allow more (--max-bytes)"
        )
    try:
        text = decode(line.data.removeprefix(_BOM) if line.number == 1 else line.data, encoding, line.offset).text
        return parse_object(text)
    except (JsonProblem, DecodeError) as error:
        return PartFailure(key=key, problem=str(error), remedy=_REMEDY)


def read_json(stream: BinaryIO, options: ReadOptions) -> Found:
    """A document per object of an array, or of the one array of objects that an object holds; or one object, one text.

    Keys are the places in the array, from 1.
    """
    try:
        value = parse_value(decode(read_all(stream, MAX_FILE), options.encoding).text)
    except (JsonProblem, DecodeError) as error:
        raise Unreadable(str(error), _REMEDY) from None
    items = _items(value)
    objects = [{"text": item} if isinstance(item, str) else item for item in items]
    columns = _columns([item for item in objects[:SAMPLE] if isinstance(item, dict)], options)
    single = value is not items and not isinstance(value, list) and len(items) == 1 and items[0] is value
    for number, item in enumerate(objects, start=1):
        key = "" if single else f":{number}"
        if isinstance(item, dict):
            yield part_of(item, columns, key) or _empty(key, columns, item)
        else:
            yield PartFailure(key=key, problem=f"expected an object, found {kind_of(item)}", remedy=_REMEDY)


def _items(value: Any) -> list[Any]:
    """The objects in what a file of JSON holds. Raises Unreadable where it holds none."""
    if isinstance(value, list):
        items = value
    elif isinstance(value, str):
        items = [value]
    elif isinstance(value, dict):
        arrays = [item for item in value.values() if isinstance(item, list) and any(isinstance(x, dict) for x in item)]
        items = arrays[0] if len(arrays) == 1 else [value]
    else:
        raise Unreadable(f"expected an array of objects, found {kind_of(value)}", _REMEDY)
    if not items:
        raise Unreadable("the array is empty")
    return items
