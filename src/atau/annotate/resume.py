"""Going on where an interrupted run stopped: what of its output is whole, and what is left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atau.annotate.records import Failure, InputRecord
from atau.annotate.writers.jsonl import conll_id

# So many records in a row that the output does not have: it belongs to some other input.
_MAX_MISSING: Final = 1000
LEFT_OUT: Final = "failed in the run that is resumed; it stays left out"
_HEADER: Final = b"# id = "


class ResumeError(Exception):
    """The existing output does not belong to this input, or atau did not write it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is whole in an existing output: `end` is its length in bytes; `keys` gives one key a
    record, in order; `key` says what the key of an input record would be."""

    end: int
    keys: Iterator[Any]
    key: Callable[[InputRecord], Any]


def nothing_done() -> Done:
    return Done(0, iter(()), lambda record: None)


def jsonl_done(path: Path, text_field: str) -> Done:
    """The complete lines of `path`; a half line at the end does not count."""

    def keys() -> Iterator[Any]:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.endswith(b"\n"):
                    return
                try:
                    fields = json.loads(line)
                    text = fields[text_field] if text_field in fields else fields["text"]
                    yield fields.get("id"), text
                except (ValueError, TypeError, KeyError, AttributeError) as error:
                    raise ResumeError(f"{path}:{number} is no record of atau's") from error

    return Done(
        _end_of_lines(path),
        keys(),
        lambda record: (record.fields.get("id") if record.fields else record.id, record.text),
    )


def conll_done(path: Path) -> Done:
    """The records of `path` but the last, of which nobody can say whether it is whole."""

    def keys() -> Iterator[Any]:
        last: str | None = None
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.startswith(_HEADER) and b"\t" not in line:
                    if last is not None:
                        yield last
                    last = line[len(_HEADER) :].decode("utf-8", errors="replace").rstrip("\n")
                elif last is None:
                    raise ResumeError(f"{path}:{number} is no record of atau's")

    return Done(_last_header(path), keys(), lambda record: conll_id(record.id))


def skip_done(items: Iterable[InputRecord | Failure], done: Done, path: Path) -> Iterator[InputRecord | Failure]:
    """What of `items` is left to do. A record between two that are in the output failed in the
    earlier run: it comes as a `Failure`, as do the failures of reading.

    Raises ResumeError where the output holds what the input does not, before anything is
    yielded that lies behind the place of disagreement.
    """
    expected = next(done.keys, None)
    count = 1
    missing: list[Failure] = []
    for item in items:
        if expected is None:
            yield from missing
            missing = []
            yield item
        elif isinstance(item, InputRecord) and done.key(item) == expected:
            yield from missing
            missing = []
            expected = next(done.keys, None)
            count += 1
        elif isinstance(item, InputRecord):
            missing.append(Failure(item.file, item.line, LEFT_OUT, "", item.size))
            if len(missing) >= _MAX_MISSING:
                break
        else:
            missing.append(item)
    if expected is not None:
        shown = expected[0] if isinstance(expected, tuple) else expected
        raise ResumeError(
            f"{path} does not fit the input: its record {count} (id {shown!r}) is not there, or "
            "not in this place. Give the input of the interrupted run, or another --output"
        )
    yield from missing


def _end_of_lines(path: Path) -> int:
    """Where the last complete line of `path` ends, in bytes."""
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        while end > 0:
            start = max(0, end - 65536)
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


def _last_header(path: Path) -> int:
    offset = last = 0
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(_HEADER) and b"\t" not in line:
                last = offset
            offset += len(line)
    return last
