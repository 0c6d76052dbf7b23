"""The files that a run is to look at: where they are, and their checksums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from atau.annotate.records import Failure, find_sources
from atau.annotate.remarks import Remarks
from atau.checksums import sha256_of
from atau.facts.store.roots import Target

T = TypeVar("T")
#: How many files are compared with the store at a time.
CHUNK: Final = 256


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file. root: number of what was given, in `raw.roots`. name: the path below it. size: in bytes."""

    root: int
    path: Path
    name: str
    size: int


def find_files(target: Target, exclude: Iterable[Path], remarks: Remarks) -> Iterator[FoundFile | Failure]:
    """The files of `target`, in order; those of `exclude` and hidden ones are left out."""
    for source in find_sources([str(target.path)], exclude=exclude, remarks=remarks):
        if isinstance(source, Failure):
            yield source
            continue
        assert source.path is not None  # standard input is no target here
        try:
            size = source.path.stat().st_size
        except OSError:  # `summed` says what is wrong
            size = 0
        yield FoundFile(target.number, source.path, target.name_of(source.path), size)


def summed(file: FoundFile) -> tuple[str | None, str]:
    """The checksum of a file; None, and what is wrong, where it cannot be read."""
    try:
        return sha256_of(file.path), ""
    except OSError as error:
        return None, f"cannot be read: {error.strerror or error}"


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """`items` in lists of `size`."""
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
