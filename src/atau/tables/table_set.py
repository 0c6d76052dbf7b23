"""The tables that a component works with, some of them replaced or extended by the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from atau.tables.errors import TableError
from atau.tables.table import Row, Table

#: What a user gives for a table: the path of a file, or rows; a row is a list of cells, or the first cell alone.
Given = str | Path | Iterable[str | Sequence[str]]


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
