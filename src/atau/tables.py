"""The one reader of the project's tables: tab-separated, a header line, `#` comments, checked in full on load.

A rule or a name is a line in a table. A slip of the pen there (a tab too few, a Latin letter that looks Cyrillic, an
entry given twice) would otherwise show as a name silently not found, so every table is checked when it is read, and the
error says which file, which line, what is wrong and what to do.

`Table` is a table of the package with its schema. `TableSet` is what a component works with: its tables, some of them
replaced or extended by the user.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

Row = tuple[str, ...]
#: What a user gives for a table: the path of a file, or rows; a row is a list of cells, or the first cell alone.
Given = str | Path | Iterable[str | Sequence[str]]

# A Latin letter next to a Cyrillic one: `партияcы`. ə (U+0259) is the Latin twin of ә (U+04D9).
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u018f"
_CYRILLIC = "\u0400-\u052f"
_MIXED = re.compile(f"[{_CYRILLIC}][{_LATIN}]|[{_LATIN}][{_CYRILLIC}]")
_NOTE = re.compile(r"#\s*(\w+):\s*(.*)")


class TableError(ValueError):
    """A table that cannot be used; the message names file, line, problem and remedy."""

    def __init__(self, path: Path | str, line: int, problem: str, remedy: str) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}. {remedy}.")


class TableNotes(NamedTuple):
    """What the comments at the head of a table say: ``# source:``, ``# licence:`` and ``# COLUMN:`` for each column.

    order: what ``# order:`` says where the order of the rows means something, else empty.
    """

    sources: tuple[str, ...]
    licence: str
    columns: Mapping[str, str]
    order: str


@dataclass(frozen=True)
class Table:
    """A table of the package: the file and its schema.

    The first line that is neither empty nor a comment is the header and must be `columns`. Empty columns at the end of
    a row may be left out. Cells are stripped of surrounding spaces.

    required: columns that must not be empty (default: the first one); "all" for every column.
    unique: columns that together must not occur twice (default: no check).
    values: for a column, the values it may have ("" must be listed to be allowed).
    checks: for a column, a predicate on its cells.
    allow_mixed: allow Latin and Cyrillic letters in one word (for tables of look-alikes).
    """

    path: Path
    columns: tuple[str, ...]
    required: tuple[str, ...] | Literal["all"] = ()
    unique: tuple[str, ...] = ()
    values: Mapping[str, Collection[str]] = field(default_factory=dict)
    checks: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    allow_mixed: bool = False

    @property
    def name(self) -> str:
        """The file name without its ending, by which users and settings call the table."""
        return self.path.stem

    def read(self, path: Path | str | None = None) -> list[Row]:
        """The rows of the table, or of a user's file with the same schema. Raises TableError on the first fault."""
        where = self.path if path is None else Path(path)
        text = _read_text(where)
        checker = _Checker(self, where)
        # One look at the whole file is much faster than one at each line.
        checker.letters = not unicodedata.is_normalized("NFC", text) or _MIXED.search(text) is not None
        header = False
        for number, line in enumerate(text.split("\n"), 1):
            if not line or line.startswith("#") or line.isspace():
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if header:
                checker.add(number, cells)
                continue
            if tuple(cells) != self.columns:
                listed = ", ".join(self.columns)
                remedy = f"The first line must be the columns {listed}, separated by tabs"
                raise TableError(where, number, f"header is {cells!r}", remedy)
            header = True
        if not header:
            raise TableError(where, 0, "no header", f"Begin the file with the columns {', '.join(self.columns)}")
        return checker.rows

    def check(self, rows: Iterable[str | Sequence[str]], where: str) -> list[Row]:
        """Rows given in code or in a config, checked as those of a file; `where` names them in errors, by number."""
        checker = _Checker(self, where)
        for number, row in enumerate(rows, 1):
            cells = [row] if isinstance(row, str) else row
            if not isinstance(cells, Sequence) or not all(isinstance(cell, str) for cell in cells):
                remedy = f"Give a list of the columns {', '.join(self.columns)}"
                raise TableError(where, number, f"{row!r} is not a list of texts", remedy)
            checker.add(number, [cell.strip() for cell in cells])
        return checker.rows

    def key(self, row: Row) -> Row:
        """What identifies a row: its `unique` columns, or the whole row."""
        return tuple(row[self.columns.index(name)] for name in self.unique) if self.unique else row

    def notes(self) -> TableNotes:
        """What the comments at the head of the file say of it."""
        found: dict[str, list[str]] = {}
        for line in _read_text(self.path).split("\n"):
            if not line.startswith("#"):
                break
            note = _NOTE.match(line)
            if note:
                found.setdefault(note[1], []).append(note[2].strip())
        columns = {name: " ".join(found[name]) for name in self.columns if name in found}
        licence, order = (" ".join(found.get(name, ())) for name in ("licence", "order"))
        return TableNotes(tuple(found.get("source", ())), licence, columns, order)


def read_table(path: Path | str, columns: Sequence[str], **schema: Any) -> list[Row]:
    """The rows of a table that is read in one place only; `schema` as in `Table`. Raises TableError."""
    return Table(Path(path), tuple(columns), **schema).read()


class TableSet:
    """The tables of a component, some replaced by the user's (`replaced`) or extended by them (`extra`).

    A user's row with the key of a row of the package takes its place. Raises TableError where a name is unknown or a
    row does not fit the schema. A file that is not there is an error only when its rows are asked for: a component is
    made from its config before what was saved with it is read back.
    """

    def __init__(
        self,
        tables: Iterable[Table],
        replaced: Mapping[str, Given] | None = None,
        extra: Mapping[str, Given] | None = None,
    ) -> None:
        self._tables = {table.name: table for table in tables}
        self._missing: dict[str, TableError] = {}
        self._replaced = self._rows_given(replaced or {}, "tables")
        self._extra = self._rows_given(extra or {}, "extra")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables, in alphabetical order."""
        return tuple(sorted(self._tables))

    def copy(self) -> TableSet:
        """The same tables; rows added to one of the two are not in the other."""
        found = TableSet(self._tables.values())
        found._missing, found._replaced, found._extra = dict(self._missing), dict(self._replaced), dict(self._extra)
        return found

    def rows(self, table: Table) -> list[Row]:
        """The rows of `table`, those of the user among them. Raises TableError."""
        if table.name in self._missing:
            raise self._missing[table.name]
        rows = self._replaced.get(table.name)
        rows = table.read() if rows is None else rows
        extra = self._extra.get(table.name)
        if not extra:
            return rows
        own = {table.key(row) for row in extra}
        return [row for row in rows if table.key(row) not in own] + extra

    def is_custom(self, *tables: Table) -> bool:
        """Whether the user changed one of `tables`."""
        names = {table.name for table in tables}
        return not names.isdisjoint(self._replaced.keys() | self._extra.keys() | self._missing.keys())

    def add(self, name: str, rows: Given) -> None:
        """Add rows to a table; of two with one key the later counts. Raises TableError."""
        try:
            added = self._read(name, rows, "extra")
        except FileNotFoundError:
            raise _no_file(rows, f"extra.{name}") from None
        table = self._tables[name]
        kept = {table.key(row): row for row in (*self._extra.get(name, ()), *added)}
        self._extra[name] = list(kept.values())

    def as_dict(self) -> dict[str, dict[str, list[list[str]]]]:
        """The user's rows, fit for JSON. Raises TableError where a file of the settings is not there."""
        for error in self._missing.values():
            raise error
        parts = {"tables": self._replaced, "extra": self._extra}
        return {
            part: {name: [list(row) for row in rows] for name, rows in sorted(found.items())}
            for part, found in parts.items()
        }

    @classmethod
    def from_dict(cls, tables: Iterable[Table], stored: Mapping[str, Any]) -> TableSet:
        """What `as_dict` gave. Raises TableError, TypeError where something else than rows is stored."""
        parts = [stored.get(part) or {} for part in ("tables", "extra")]
        # A stored path would make a model read any file of its user.
        for name, rows in (item for part in parts for item in part.items()):
            if not isinstance(rows, list):
                raise TypeError(f"{name} is not a list of rows")
        return cls(tables, *parts)

    def _rows_given(self, given: Mapping[str, Given], setting: str) -> dict[str, list[Row]]:
        found = {}
        for name, rows in given.items():
            try:
                found[name] = self._read(name, rows, setting)
            except FileNotFoundError:
                self._missing[name] = _no_file(rows, f"{setting}.{name}")
        return found

    def _read(self, name: str, rows: Given, setting: str) -> list[Row]:
        table = self._tables.get(name)
        if table is None:
            raise TableError(f"{setting}.{name}", 0, "no such table", f"Use one of {', '.join(self.names)}")
        if isinstance(rows, (str, Path)):
            if not Path(rows).is_file():
                raise FileNotFoundError(rows)
            return table.read(rows)
        return table.check(rows, f"{setting}.{name}")


def _no_file(path: Given, setting: str) -> TableError:
    problem = f"there is no file {path}, which the setting {setting} names"
    return TableError(str(path), 0, problem, "Correct the path, or give the rows themselves")


class _Checker:
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


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise TableError(path, 0, "no such table", "Reinstall atau or correct the path") from None
    except UnicodeDecodeError as error:
        raise TableError(path, 0, f"not UTF-8 ({error.reason})", "Save the file as UTF-8") from None
