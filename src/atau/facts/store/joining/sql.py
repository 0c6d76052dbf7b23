"""What the joining asks of DuckDB: statements one after the other, columns in, rows out as they are asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np

from atau.facts.store.database import transaction

_BATCH: Final = 2048
_TYPES: Final[dict[str, Any]] = {"BIGINT": np.int64, "DOUBLE": np.float64, "BOOLEAN": np.bool_, "INTEGER": np.int32}


def run(connection: Any, *statements: str) -> None:
    """Execute `statements` one after the other."""
    for statement in statements:
        connection.execute(statement)


def run_together(connection: Any, *statements: str) -> None:
    """Execute `statements`, none of which writes to `work`, in one transaction: the disk is waited for once."""
    with transaction(connection):
        run(connection, *statements)


def one(connection: Any, query: str) -> Any:
    """The first value of the first row."""
    return connection.execute(query).fetchone()[0]


def stream(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, by a cursor of its own, so that others can be read and written meanwhile."""
    found = connection.cursor().execute(query)
    while rows := found.fetchmany(_BATCH):
        yield from rows


def pairs_of_numbers(connection: Any, query: str, size: int = 1 << 16) -> Iterator[Any]:
    """The rows of a query of two whole numbers, in arrays of shape (rows, 2)."""
    found = connection.cursor().execute(query)
    while rows := found.fetchmany(size):
        yield np.array(rows, dtype=np.int64).reshape(-1, 2)


class Grouped:
    """The rows of a query that are ordered by their first column, a whole number, looked up in that order."""

    def __init__(self, connection: Any, query: str) -> None:
        self._groups = groupby(stream(connection, query), key=itemgetter(0))
        self._at = next(self._groups, None)

    def of(self, key: Any) -> list[tuple[Any, ...]]:
        """The rows of `key`, which is not less than the last one asked for."""
        while self._at is not None and self._at[0] < key:
            self._at = next(self._groups, None)
        if self._at is None or self._at[0] != key:
            return []
        return list(self._at[1])


def insert_columns(connection: Any, table: str, columns: Mapping[str, Any]) -> None:
    """Adds rows to a table. columns: by name, arrays of shape (rows,)."""
    # As a numpy table: a list for each column, or a statement for each row, takes ten times as long.
    connection.register("waiting_rows", dict(columns))
    try:
        connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM waiting_rows")
    finally:
        connection.unregister("waiting_rows")


class Rows:
    """Rows on their way to a table: written when there are many. columns: (name, type) in order."""

    def __init__(self, connection: Any, table: str, columns: Sequence[tuple[str, str]], most: int = 20_000) -> None:
        self._connection = connection
        self._table = table
        self._columns = columns
        self._most = most
        self._rows: list[tuple[Any, ...]] = []
        described = ", ".join(f"{name} {kind}" for name, kind in columns)
        connection.execute(f"CREATE OR REPLACE TABLE {table} ({described})")

    def add(self, *values: Any) -> None:
        """A row."""
        self._rows.append(values)
        if len(self._rows) >= self._most:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        if not self._rows:
            return
        columns = {
            name: np.array(values, dtype=_TYPES.get(kind, object))
            for (name, kind), values in zip(self._columns, zip(*self._rows, strict=True), strict=True)
        }
        self._rows = []
        insert_columns(self._connection, self._table, columns)


@contextlib.contextmanager
def work_database(connection: Any) -> Iterator[None]:
    """A database attached as `work`, for what is only needed while people are joined.

    It is in memory, and what does not fit under DuckDB's memory limit goes to its folder for temporary files.
    """
    connection.execute("ATTACH ':memory:' AS work")
    try:
        yield
    finally:
        connection.execute("DETACH work")
