"""What the body of a request says: its documents, its lines, the id of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from atau.documents.json_values import JsonProblem, elements, kind_of, members, parse_object, parse_value
from atau.serve.tasks import BadBody

_TO_END: Final = re.compile(rb"\S[^\n]*")
_SMALL: Final = 256 * 1024


def is_small(body: bytes) -> bool:
    """Whether a body may be read in the service itself: it takes a few milliseconds at most."""
    return len(body) <= _SMALL


def read_object(body: bytes) -> tuple[str, dict[str, Any]] | BadBody:
    """The text of a JSON body, and the object in it."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return BadBody(f"the body is not UTF-8: {error.reason} at byte {error.start}")
    try:
        found = parse_value(text)
    except JsonProblem as error:
        return BadBody(str(error))
    if isinstance(found, dict):
        return text, found
    hint = '; write {"documents": [...]}' if isinstance(found, list) else ""
    return BadBody(f"expected an object, found {kind_of(found)}{hint}", 422)


def split_body(body: bytes, most: int) -> list[bytes] | BadBody:
    """The objects of a JSON body, each as it stands: its documents, or the body itself where it has a text.

    most: documents; more are a BadBody, before each of them takes memory of its own.
    """
    read = read_object(body)
    if isinstance(read, BadBody):
        return read
    text, found = read
    if ("text" in found) == ("documents" in found):
        return BadBody('the body needs either "text" or "documents"', 422)
    if "text" in found:
        return [text.encode("utf-8")]
    documents = found["documents"]
    if not isinstance(documents, list):
        return BadBody(f'"documents" is {kind_of(documents)}, not an array', 422)
    if not documents:
        return BadBody('"documents" is empty', 422)
    if len(documents) > most:
        return BadBody(too_many(len(documents), most), 413)
    return [raw.encode("utf-8") for raw in elements(dict(members(text))["documents"])]


def too_many(count: int, most: int) -> str:
    """What is said of more documents than one answer may have."""
    return (
        f"{count:,} documents, more than {most:,} in one answer; send them as application/x-ndjson, which is answered "
        "line by line, or in several requests"
    )


def lines_of(body: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, line without its end) of each line that is not blank. Blank ones cost no memory, and hardly any time."""
    number, place = 1, 0
    for match in _TO_END.finditer(body):
        begin = max(place, body.rfind(b"\n", place, match.start()) + 1)
        number += body.count(b"\n", place, begin)
        place = match.end()
        yield number, body[begin:place]


def identity_of(source: bytes) -> Any:
    """The id in an object of JSON; None where there is none, and where it is no object."""
    try:
        return parse_object(source.decode("utf-8")).get("id")
    except (JsonProblem, UnicodeDecodeError):
        return None
