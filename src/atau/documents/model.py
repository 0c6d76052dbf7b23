"""What reading a file gives: documents, failures, and the parts that the readers of the formats make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, and where it comes from. Offsets count characters of `text`, the end excluded.

    id: the path of the file relative to the folder that was given, or as it was given; ``news.csv:17`` for row or line
    17 of a table or of JSONL, ``news.zip/a.pdf`` for a file in an archive. source: the file that was opened, as a path.
    checksum: SHA-256 of the bytes of the file, or of the text of the row; with the id it names one version of the
    document. meta: what the file says of itself, of these keys those that are known: title, date (of publication, in
    ISO 8601), author, site, url; created (of the file, ISO 8601), language, subject, fields (the other columns of a
    table), and what a format adds (docs/how-to/documents.md). pages: (start, number) of each page of a PDF that has
    text, by start. paragraphs: (start, end), in order.
    """

    id: str
    text: str
    source: str
    checksum: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()

    def page(self, offset: int) -> int | None:
        """The number of the page on which the character at `offset` stands; None where there are no pages.

        >>> Document(id="a", text="аб", source="a", checksum="", pages=((0, 1), (1, 2))).page(1)
        2
        """
        return next((number for start, number in reversed(self.pages) if start <= offset), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFailure:
    """A file, row or line that could not be read. source: its path, with the row where there is one."""

    source: str
    problem: str
    remedy: str

    @property
    def message(self) -> str:
        """What is wrong, and what to do."""
        return f"{self.problem}; {self.remedy}" if self.remedy else self.problem

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


class Unreadable(Exception):
    """Raised by a reader: what is wrong with the file, and what to do about it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}; {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A document as the reader of a format gives it.

    key: what is added to the id of the file where it holds several (``:17``). checksum: of a row; None for that of the
    file.
    """

    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    key: str = ""
    checksum: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFailure:
    """A row or line that could not be read; the others can be."""

    key: str
    problem: str
    remedy: str = ""


def join_paragraphs(paragraphs: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of `paragraphs`, an empty line between, and where each stands; empty ones are left out.

    >>> join_paragraphs(["Бір.", "", "Екі."])
    ('Бір.\\n\\nЕкі.', ((0, 4), (6, 10)))
    """
    kept = [stripped for paragraph in paragraphs if (stripped := paragraph.strip())]
    places = []
    start = 0
    for paragraph in kept:
        places.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return "\n\n".join(kept), tuple(places)


def paragraphs_of(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the paragraphs of a plain text: what stands between empty lines, without white space around.

    >>> paragraphs_of("Бір.\\nЕкі.\\n \\nҮш.")
    ((0, 9), (12, 15))
    """
    places: list[tuple[int, int]] = []
    start: int | None = None
    offset = end = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip()) if start is None else start
            end = offset + len(line.rstrip())
        elif start is not None:
            places.append((start, end))
            start = None
        offset += len(line)
    if start is not None:
        places.append((start, end))
    return tuple(places)
