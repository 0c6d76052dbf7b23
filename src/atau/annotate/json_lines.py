"""The objects of JSONL as they stand: nothing that is passed through changes on its way.

Python's numbers are not those of JSON: 12345678901234567890.123456789 loses digits, 1e999 becomes Infinity. So a record
keeps the text of its object, and the output is that text with more members.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from atau.annotate.plain import dumps

#: What `atau annotate` writes beside the fields of the input.
RESERVED: Final = ("ents", "nested", "people", "atau_schema")
#: Put before the name of an input field that has one of these names.
PREFIX: Final = "input_"
_LONG: Final = 4000  # digits; Python reads no integer of more than 4,300
_BLANK: Final = " \t\n\r"


class JsonProblem(ValueError):
    """A line that is no JSON object; the message says what is wrong, and where."""


def parse_object(line: str) -> dict[str, Any]:
    """The object in `line`. Raises JsonProblem.

    Names given twice and the numbers that JSON does not have (NaN, Infinity) are errors: what follows would differ from
    one reader to the next.
    """
    try:
        # Without its line end: else an error at the end of the line would be reported in the next one.
        found = json.loads(line.rstrip("\r\n"), object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)
    except JsonProblem:
        raise
    except RecursionError:
        raise JsonProblem("bad JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise JsonProblem(f"bad JSON: {error.msg} at column {error.colno}") from None
    except ValueError as error:
        raise JsonProblem(f"bad JSON: {error}") from None
    if not isinstance(found, dict):
        raise JsonProblem(f"expected a JSON object, found {kind_of(found)}")
    return found


def kind_of(value: object) -> str:
    """What a JSON value is, with its article."""
    names = {list: "an array", dict: "an object", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")


def extended(line: str, found: Mapping[str, Any]) -> str:
    """The object in `line`, which is JSON, with the members `found` at its end.

    A member of `line` that has one of these names is kept under another one (`kept_name`).
    """
    names = [name for name, _ in _members(line)]
    taken = set(names) | set(found)
    parts = []
    for name, value in _members(line):
        if name in found:
            taken.add(name := kept_name(name, taken))
        parts.append(f"{json.dumps(name, ensure_ascii=False)}: {value}")
    parts += [f"{json.dumps(name)}: {dumps(value)}" for name, value in found.items()]
    return "{" + ", ".join(parts) + "}"


def kept_name(name: str, taken: set[str]) -> str:
    """The name under which the input field `name` is kept: ``input_ents``, with more prefixes where that is taken."""
    while name in taken:
        name = PREFIX + name
    return name


def _members(line: str) -> Iterator[tuple[str, str]]:
    """(name, value as it stands) of the members of the object in `line`, which is JSON."""
    decoder = json.JSONDecoder(parse_int=_integer)
    place = _skip(line, line.index("{") + 1)
    while line[place] != "}":
        name, place = decoder.raw_decode(line, place)
        start = _skip(line, _skip(line, place) + 1)
        _, place = decoder.raw_decode(line, start)
        yield name, line[start:place]
        place = _skip(line, place)
        if line[place] == ",":
            place = _skip(line, place + 1)


def _skip(line: str, place: int) -> int:
    while line[place] in _BLANK:
        place += 1
    return place


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonProblem(f"bad JSON: the field {twice!r} is given twice in one object")
    return found


def _integer(digits: str) -> Any:
    return int(digits) if len(digits) <= _LONG else digits


def _constant(name: str) -> Any:
    raise JsonProblem(f"bad JSON: {name} is no number of JSON; write null, or a string")
