"""What happens in the processes that read: uploaded files to records, a JSON body to its documents."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from atau.annotate.records import Failure, InputRecord, ReadOptions, Source, find_sources, read_records
from atau.documents.isolation import limit_memory
from atau.documents.json_values import JsonProblem, integer, kind_of, parse_value
from atau.serve.tasks import BadBody, FileTask, SplitTask, TextResult

_BLANK: Final = " \t\n\r"
_TO_END: Final = re.compile(rb"\S[^\n]*")
_SMALL: Final = 256 * 1024
#: Options of the command line that messages of the readers name, as they are said here.
_OPTIONS: Final = {
    "--text-field": "the parameter text_field",
    "--encoding": "the parameter encoding",
    "--max-bytes": "--max-body of the service",
}
_MISSING: Final = re.compile(r'pip install "atau\[')


class FileReader:
    """The `Worker` that reads. It is stopped from outside where a file takes too long, so it reads all formats itself.

    memory: bytes of address space, 0 without a limit. max_documents: of one file; what goes beyond becomes a failure.
    """

    def __init__(self, memory: int, max_bytes: int, max_documents: int) -> None:
        limit_memory(memory)
        self._max_bytes = max_bytes
        self._max_documents = max_documents

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def do(self, given: Sequence[FileTask | SplitTask]) -> list[Any]:
        """The records of each file, the objects of each body."""
        return [split_body(task.body, task.most) if isinstance(task, SplitTask) else self._read(task) for task in given]

    def _read(self, task: FileTask) -> list[InputRecord | TextResult]:
        [source] = find_sources([task.path])
        if isinstance(source, Source):
            source = dataclasses.replace(source, id=task.name, called=task.name)
        else:
            source = dataclasses.replace(source, file=task.name)
        options = ReadOptions(task.text_field, task.encoding, self._max_bytes)
        found: list[InputRecord | TextResult] = []
        characters = 0
        for item in read_records([source], io.BytesIO(), options, timeout=None):
            if len(found) >= self._max_documents:
                found.append(_beyond(task, f"more than {self._max_documents:,} documents"))
                break
            if isinstance(item, Failure):
                found.append(_failure(item, task.path, task.name))
                continue
            characters += len(item.text)
            if characters > task.characters:
                found.append(_beyond(task, "the texts of the request are longer than --max-body of the service"))
                break
            found.append(item)
        return found


def make_reader(memory: int, max_bytes: int, max_documents: int) -> FileReader:
    """The worker that reads."""
    return FileReader(memory, max_bytes, max_documents)


def _beyond(task: FileTask, problem: str) -> TextResult:
    """Says that the rest of a file was not read."""
    return TextResult(task.name, problem=f"{problem}; the rest of the file was not read: split it", status=413)


def _failure(failure: Failure, path: str, name: str) -> TextResult:
    problem = failure.error.replace(path, name)
    for option, said in _OPTIONS.items():
        problem = problem.replace(option, said)
    identity = failure.file if failure.line is None else f"{failure.file}:{failure.line}"
    return TextResult(identity, problem=problem, status=501 if _MISSING.search(problem) else 422)


def split_body(body: bytes, most: int) -> list[bytes] | BadBody:
    """The objects of a JSON body, each as it stands: its documents, or the body itself where it has a text.

    most: documents; more are a BadBody, before each of them takes memory of its own.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return BadBody(f"the body is not UTF-8: {error.reason} at byte {error.start}")
    try:
        found = parse_value(text)
    except JsonProblem as error:
        return BadBody(str(error))
    if isinstance(found, list):
        return BadBody('expected an object, found an array; write {"documents": [...]}', 422)
    if not isinstance(found, dict):
        return BadBody(f"expected an object, found {kind_of(found)}", 422)
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
    return [raw.encode("utf-8") for raw in _elements(text)]


def _elements(text: str) -> list[str]:
    """The elements of the array `documents` of an object that is JSON, each as it stands: digits and order stay."""
    decoder = json.JSONDecoder(parse_int=integer)
    place = _skip(text, text.index("{") + 1)
    while text[place] != "}":
        name, place = decoder.raw_decode(text, place)
        place = _skip(text, _skip(text, place) + 1)
        if name == "documents":
            return _of_array(text, place, decoder)
        _, place = decoder.raw_decode(text, place)
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return []


def _of_array(text: str, place: int, decoder: json.JSONDecoder) -> list[str]:
    found = []
    place = _skip(text, place + 1)
    while text[place] != "]":
        start = place
        _, place = decoder.raw_decode(text, place)
        found.append(text[start:place])
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return found


def _skip(text: str, place: int) -> int:
    while text[place] in _BLANK:
        place += 1
    return place


def lines_of(body: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, line without its end) of each line that is not blank. Blank ones cost no memory, and hardly any time."""
    number, place = 1, 0
    for match in _TO_END.finditer(body):
        begin = max(place, body.rfind(b"\n", place, match.start()) + 1)
        number += body.count(b"\n", place, begin)
        place = match.end()
        yield number, body[begin:place]


def too_many(count: int, most: int) -> str:
    """What is said of more documents than one answer may have."""
    return (
        f"{count:,} documents, more than {most:,} in one answer; send them as application/x-ndjson, which is answered "
        "line by line, or in several requests"
    )


def is_small(body: bytes) -> bool:
    """Whether a body may be split in the service itself: it takes a few milliseconds at most."""
    return len(body) <= _SMALL
