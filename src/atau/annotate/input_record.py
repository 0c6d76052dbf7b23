"""What a reader of records is told and gives: the options, a text with its fields, messages that all readers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from atau.documents.decoding import AUTO, Decoded
from atau.documents.options import MAX_BYTES
from atau.documents.remarks import Remarks

#: So many bytes or characters of a broken record are shown.
SHOWN: Final = 1000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """text_field: of a JSONL record. encoding: "auto", or its name. max_bytes: of a text file or a line."""

    text_field: str = "text"
    encoding: str = AUTO
    max_bytes: int = MAX_BYTES


DEFAULT_OPTIONS: Final = ReadOptions()


@dataclass(frozen=True, slots=True)
class InputRecord:
    """A text to annotate.

    fields: all fields of its JSONL line; {} for a text file without any. size: its length in the source, in bytes.
    line: its number in a JSONL file, None for a file that is one record. json: its object as it stands in the line.
    """

    id: Any
    text: str
    file: str
    line: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    size: int = 0
    json: str | None = None

    @property
    def where(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def too_long(what: str, size: int, limit: int) -> str:
    """The message for a text of `size` bytes (0: unknown) of which `limit` are allowed."""
    shown = f"of {size:,} bytes " if size else ""
    return (
        f"{what} {shown}is longer than {limit:,} bytes; split it, or allow more with --max-bytes "
        "(memory and time grow with the length of a text)"
    )


def remark_encoding(decoded: Decoded, name: str, remarks: Remarks) -> None:
    """Say of the source `name` which encoding was detected, where one was."""
    if decoded.detected:
        remarks.add(f"read as {decoded.encoding}, which was detected (--encoding states it)", name)


def as_text(raw: bytes) -> str:
    """`raw` to be shown, whatever its encoding."""
    return raw.decode("utf-8", errors="backslashreplace")
