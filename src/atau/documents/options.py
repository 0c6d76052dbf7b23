"""How files are read, and how much of one: the bounds that keep a hostile file from filling the memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from atau.documents.decoding import AUTO
from atau.documents.model import Unreadable

#: The most bytes of a text, unless the user says otherwise: 16 MiB, some 1.2 million words.
MAX_BYTES: Final = 16 << 20
#: The most bytes of a file whose text is a small part of it (PDF, office files, archives), also when it is unpacked.
MAX_FILE: Final = 512 << 20


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """text_columns: of tables and JSON, joined in this order; none lets the evidence decide. encoding: "auto", or a
    name. max_bytes: of a text."""

    text_columns: tuple[str, ...] = ()
    encoding: str = AUTO
    max_bytes: int = MAX_BYTES


DEFAULT_OPTIONS: Final = ReadOptions()


def read_all(stream: BinaryIO, limit: int, what: str = "the file") -> bytes:
    """All bytes of `stream`. Raises Unreadable where there are more than `limit`, or none."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(
            f"{what} is longer than {limit:,} bytes", "split it, or allow more with --max-bytes (max_bytes in Python)"
        )
    if not data:
        raise Unreadable(f"{what} is empty")
    return data
