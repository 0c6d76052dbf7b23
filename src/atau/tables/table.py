"""A table of the package: the file, its schema, and what its head says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from atau.tables.checking import RowChecker, has_faulty_letters
from atau.tables.errors import TableError

Row = tuple[str, ...]
_NOTE: Final = re.compile(r"#\s*(\w+):\s*(.*)")


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
        checker = RowChecker(self, where)
        # One look at the whole file is much faster than one at each line.
        checker.letters = has_faulty_letters(text)
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
        checker = RowChecker(self, where)
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


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise TableError(path, 0, "no such table", "Reinstall atau or correct the path") from None
    except UnicodeDecodeError as error:
        raise TableError(path, 0, f"not UTF-8 ({error.reason})", "Save the file as UTF-8") from None
