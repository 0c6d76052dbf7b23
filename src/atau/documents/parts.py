"""The parts of a file, its faults among them, and how one process tells another of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from atau.documents.model import Part, PartFailure, Unreadable
from atau.documents.options import ReadOptions
from atau.documents.readers import BROKEN_REMEDY, Found, Skipped, broken, read_parts


def parts_of(path: Path, options: ReadOptions) -> Iterator[Found]:
    """The parts of a file, read in this process."""
    try:
        with path.open("rb") as stream:
            yield from parts_in(path.name, stream, options)
    except OSError as error:
        yield PartFailure(key="", problem=f"cannot be read: {error.strerror or error}")


def parts_in(name: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Found]:
    """The parts of a file called `name` that is open; what is wrong with it is a part, too."""
    try:
        yield from read_parts(name, stream, options)
    except Unreadable as error:
        yield PartFailure(key="", problem=error.problem, remedy=error.remedy)
    except MemoryError:
        yield PartFailure(key="", problem="takes more memory than there is", remedy="split it")
    except Exception as error:  # of a library, for a file that it did not expect
        yield PartFailure(key="", problem=broken(error), remedy=BROKEN_REMEDY)


def encoded(item: Found) -> dict[str, Any]:
    """A part, fit for JSON."""
    if isinstance(item, Part):
        return {
            "kind": "part", "text": item.text, "meta": dict(item.meta), "pages": item.pages,
            "paragraphs": item.paragraphs, "key": item.key, "checksum": item.checksum,
        }  # fmt: skip
    if isinstance(item, PartFailure):
        return {"kind": "failure", "key": item.key, "problem": item.problem, "remedy": item.remedy}
    return {"kind": "skipped", "key": item.key}


def decoded(value: dict[str, Any] | None) -> Found | None:
    """The part that `encoded` gave; None, which ends a file, stays None."""
    if value is None:
        return None
    kind = value.pop("kind")
    if kind == "failure":
        return PartFailure(**value)
    if kind == "skipped":
        return Skipped(**value)
    pages = tuple((start, number) for start, number in value.pop("pages"))
    paragraphs = tuple((start, end) for start, end in value.pop("paragraphs"))
    return Part(**value, pages=pages, paragraphs=paragraphs)
