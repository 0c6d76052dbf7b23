"""JSON as it is read here: strictly, so that what is read does not differ from one reader to the next."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

_BLANK: Final = re.compile(r"[ \t\n\r]*")
#: Levels of arrays and objects; Python pickles no more than some 480 of them, and copies or writes few more.
_DEEP: Final = 100
_LONG: Final = 4000  # digits; Python reads no integer of more than 4,300


class JsonProblem(ValueError):
    """A line that is no JSON object; the message says what is wrong, and where."""


def parse_object(line: str) -> dict[str, Any]:
    """The object in `line`. Raises JsonProblem.

    Names given twice and the numbers that JSON does not have (NaN, Infinity) are errors: what follows would differ from
    one reader to the next.
    """
    # Without its line end: else an error at the end of the line would be reported in the next one.
    found = parse_value(line.rstrip("\r\n"))
    if not isinstance(found, dict):
        raise JsonProblem(f"expected a JSON object, found {kind_of(found)}")
    return found


def parse_value(text: str) -> Any:
    """What `text` holds, as strictly as `parse_object`. Raises JsonProblem."""
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_int=integer, parse_constant=_constant)
    except JsonProblem:
        raise
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise JsonProblem(f"bad JSON: {error.msg.removesuffix(' at')} at {line}column {error.colno}") from None
    except ValueError as error:
        raise JsonProblem(f"bad JSON: {error}") from None
    if text.count("[") + text.count("{") > _DEEP:
        _check_depth(found)
    return found


def _check_depth(found: Any) -> None:
    level: list[Any] = [[found]]
    for _ in range(_DEEP + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> JsonProblem:
    return JsonProblem(f"bad JSON: nested too deeply: more than {_DEEP} levels of arrays and objects")


def members(text: str) -> Iterator[tuple[str, str]]:
    """(name, value as it stands) of the members of the object in `text`, which is JSON: digits and order stay."""
    yield from _walk(text, text.index("{"), named=True)


def elements(text: str) -> Iterator[str]:
    """The elements of the array in `text`, which is JSON, each as it stands."""
    for _, value in _walk(text, text.index("["), named=False):
        yield value


def _walk(text: str, place: int, *, named: bool) -> Iterator[tuple[str, str]]:
    decoder = json.JSONDecoder(parse_int=integer)
    name = ""
    place = _after_blanks(text, place + 1)
    while text[place] not in "}]":
        if named:
            name, place = decoder.raw_decode(text, place)
            place = _after_blanks(text, _after_blanks(text, place) + 1)
        start = place
        _, place = decoder.raw_decode(text, start)
        yield name, text[start:place]
        place = _after_blanks(text, place)
        if text[place] == ",":
            place = _after_blanks(text, place + 1)


def _after_blanks(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    assert found is not None  # it matches nothing at all, too
    return found.end()


def kind_of(value: object) -> str:
    """What a JSON value is, with its article."""
    names = {list: "an array", dict: "an object", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise JsonProblem(f"bad JSON: the field {twice!r} is given twice in one object")
    return found


def integer(digits: str) -> Any:
    return int(digits) if len(digits) <= _LONG else digits


def _constant(name: str) -> Any:
    raise JsonProblem(f"bad JSON: {name} is no number of JSON; write null, or a string")
