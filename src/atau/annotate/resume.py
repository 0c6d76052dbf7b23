"""Resuming an interrupted run: which records its output holds, and which are left to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atau.annotate.records import Failure, InputRecord

# When this many records in a row are missing from the output, it belongs to another input.
_MAX_MISSING: Final = 1000
_BLOCK: Final = 1 << 20
LEFT_OUT: Final = "failed in the interrupted run and is not tried again"


class ResumeError(Exception):
    """The existing output does not belong to this input, or was not written by atau."""


@dataclass(frozen=True, slots=True)
class Done:
    """The complete part of an existing output.

    end: its length in bytes. keys: a key for each of its records, in order. key: the key an input record would have.
    damage: the number of the line where NULs begin, which a power cut leaves; 0 for none.
    """

    end: int
    keys: Iterator[Any]
    key: Callable[[InputRecord], Any]
    damage: int = 0


def first_damage(path: Path, run: bytes = b"\0") -> tuple[int, int] | None:
    """(offset, number) of the first line that holds `run`, NULs where no writer puts them; None for a sound file."""
    with path.open("rb") as stream:
        offset = 0
        tail = b""
        while block := stream.read(_BLOCK):
            data = tail + block
            place = data.find(run)
            if place >= 0:
                start = offset - len(tail) + place
                return _line_at(path, start)
            keep = len(run) - 1
            offset += len(block)
            tail = data[-keep:] if keep else b""
    return None


def _line_at(path: Path, place: int) -> tuple[int, int]:
    """(offset, number) of the line that holds the byte at `place`."""
    start = number = 0
    with path.open("rb") as stream:
        for line in stream:
            number += 1
            if start + len(line) > place:
                break
            start += len(line)
    return start, number


def nothing_done() -> Done:
    return Done(0, iter(()), lambda record: None)


def skip_done(
    items: Iterable[InputRecord | Failure],
    done: Done,
    path: Path,
    left_out: Callable[[InputRecord], bool] = lambda record: False,
) -> Iterator[InputRecord | Failure]:
    """The `items` that are left to do. A record between two that are in the output failed in the earlier run: it is
    yielded as a `Failure`, like the failures of reading; but where `left_out` says that the run leaves it out, it is
    done.

    Raises ResumeError where the output contains what the input does not, before anything after that place is yielded.
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
            if left_out(item):
                continue
            missing.append(Failure(item.file, item.line, LEFT_OUT, "", item.size))
            if len(missing) >= _MAX_MISSING:
                break
        else:
            missing.append(item)
    if expected is not None:
        shown = expected[0] if isinstance(expected, tuple) else expected
        raise ResumeError(
            f"{path} does not match the input: its record number {count} (id {shown!r}) is missing from the input or "
            "is in another place there. Give the same input as in the interrupted run, or choose another --output."
        )
    yield from missing
