"""Checks the rows of a table against its schema, and its letters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atau.tables.errors import TableError

if TYPE_CHECKING:
    from atau.tables.table import Row, Table

# A Latin letter next to a Cyrillic one: `партияcы`. ə (U+0259) is the Latin twin of ә (U+04D9).
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u018f"
_CYRILLIC: Final = "\u0400-\u052f"
_MIXED: Final = re.compile(f"[{_CYRILLIC}][{_LATIN}]|[{_LATIN}][{_CYRILLIC}]")


def has_faulty_letters(text: str) -> bool:
    """Whether a text is not in Unicode form NFC, or has Latin and Cyrillic letters in one word."""
    return not unicodedata.is_normalized("NFC", text) or _MIXED.search(text) is not None


class RowChecker:
    """Checks rows against the schema of `table`, one after the other; `rows` are those that passed."""

    def __init__(self, table: Table, where: Path | str) -> None:
        columns = table.columns
        required = columns if table.required == "all" else table.required or columns[:1]
        self.rows: list[Row] = []
        self.letters = True
        self._table = table
        self._where = where
        self._required = [columns.index(name) for name in required]
        self._values = [(columns.index(name), frozenset(known)) for name, known in table.values.items()]
        self._checks = [(columns.index(name), test) for name, test in table.checks.items()]
        self._seen: dict[Row, int] = {}

    def add(self, number: int, cells: list[str]) -> None:
        """Check the cells of line `number`. Raises TableError."""
        columns = self._table.columns
        if len(cells) > len(columns):
            problem = f"{len(cells)} columns instead of {len(columns)}"
            raise TableError(self._where, number, problem, f"Keep to the columns {', '.join(columns)}")
        cells += [""] * (len(columns) - len(cells))
        for i in self._required:
            if not cells[i]:
                remedy = "Fill it, and separate columns by tabs, not spaces"
                raise TableError(self._where, number, f"column {columns[i]!r} is empty", remedy)
        for i, known in self._values:
            if cells[i] not in known:
                remedy = f"Use one of {', '.join(sorted(map(repr, known)))}"
                raise TableError(self._where, number, f"{cells[i]!r} is not a known {columns[i]}", remedy)
        for i, test in self._checks:
            if not test(cells[i]):
                raise TableError(self._where, number, f"{cells[i]!r} is not a valid {columns[i]}", "Correct the cell")
        if self.letters:
            self._check_letters(number, "\t".join(cells))
        row = tuple(cells)
        self._check_unique(number, row)
        self.rows.append(row)

    def _check_unique(self, number: int, row: Row) -> None:
        if self._table.unique:
            key = self._table.key(row)
            first = self._seen.setdefault(key, number)
            if first != number:
                problem = f"{' / '.join(key)} is already in line {first}"
                raise TableError(self._where, number, problem, "Remove one of the two")

    def _check_letters(self, number: int, line: str) -> None:
        if not unicodedata.is_normalized("NFC", line):
            raise TableError(self._where, number, "not in Unicode form NFC", "Normalise the line to NFC")
        mixed = None if self._table.allow_mixed else _MIXED.search(line)
        if mixed is not None:
            around = line[max(0, mixed.start() - 8) : mixed.start() + 8]
            names = " and ".join(unicodedata.name(c, repr(c)) for c in mixed.group())
            problem = f"Latin and Cyrillic letters in one word: {around!r} ({names})"
            raise TableError(self._where, number, problem, "Write the word in one alphabet")
