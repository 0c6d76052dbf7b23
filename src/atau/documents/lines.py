"""The lines of a file as bytes in UTF-8, none longer in memory than allowed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_SKIP: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; data: cut where it is longer than allowed. offset, size: in bytes of the file."""

    number: int
    offset: int
    data: bytes
    size: int


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of a file; of one that is longer than `limit` bytes only the beginning is read into memory."""
    offset = number = 0
    while data := stream.readline(limit + 2):
        number += 1
        size = len(data)
        if size > limit + 1:
            more = data
            while more and not more.endswith(b"\n"):
                more = stream.readline(_SKIP)
                size += len(more)
        yield Line(number, offset, data, size)
        offset += size


def wide_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[Line]:
    """The lines of a file in an encoding of two or four bytes a character, in UTF-8. Raises UnicodeError."""
    text = io.TextIOWrapper(stream, encoding, newline="\n")
    try:
        number = offset = 0
        while line := text.readline(limit + 2):
            number += 1
            data = line.removeprefix("\ufeff").encode("utf-8")
            size = len(data)
            while line and not line.endswith("\n"):
                line = text.readline(_SKIP)
                size += len(line)
            yield Line(number, offset, data, size)
            offset += size
    finally:
        text.detach()


def first_bytes(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which stay in it; b"" where that cannot be done."""
    size = 1024
    if hasattr(stream, "peek"):
        return bytes(stream.peek(size)[:size])
    if stream.seekable():
        place = stream.tell()
        data = stream.read(size)
        stream.seek(place)
        return data
    return b""
