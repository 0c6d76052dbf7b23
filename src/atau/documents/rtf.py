"""RTF, read by striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from atau.documents.metadata import put
from atau.documents.missing import library
from atau.documents.model import Part, Unreadable, join_paragraphs
from atau.documents.options import MAX_FILE, ReadOptions, read_all

_CODEPAGE: Final = re.compile(r"\\ansicpg(\d{3,5})")
_INFO: Final = re.compile(r"\{\\(title|author|subject) ?([^{}]{1,2000})\}")
_CREATED: Final = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CELL_END: Final = re.compile(r"\|\n|\|$", re.MULTILINE)


def read_rtf(stream: BinaryIO, options: ReadOptions) -> Iterator[Part]:
    """The one document. Raises Unreadable where it is no RTF."""
    source = read_all(stream, MAX_FILE).decode("latin-1")
    if not source.startswith("{\\rtf"):
        raise Unreadable("no RTF, whatever its name says", "open it in the program it comes from, and save it as .docx")
    convert = library("striprtf.striprtf", "striprtf").rtf_to_text
    codepage = _CODEPAGE.search(source[:10_000])
    encoding = _known(f"cp{codepage[1]}") if codepage else "cp1251"
    text, places = join_paragraphs(_lines(convert(source, encoding=encoding, errors="replace")))
    meta: dict[str, Any] = {}
    head = source[:100_000]
    for key, value in _INFO.findall(head):
        put(meta, key, convert(f"{{\\rtf1\\ansi {value}}}", encoding=encoding, errors="replace"))
    if created := _CREATED.search(head):
        year, month, day = map(int, created.groups())
        put(meta, "created", f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None)
    yield Part(text=text, meta=meta, paragraphs=places)


def _known(encoding: str) -> str:
    try:
        b"".decode(encoding)
    except LookupError:
        return "cp1251"
    return encoding


def _lines(text: str) -> list[str]:
    """The paragraphs; striprtf ends each cell of a table with a bar."""
    return [line.strip().removesuffix("|").replace("|", " | ") if line.strip().endswith("|") else line
            for line in text.split("\n")]  # fmt: skip
