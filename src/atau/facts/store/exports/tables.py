"""Tables as CSV, JSONL, Parquet and Excel: a file for each, or one workbook with a sheet for each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from atau.annotate.plain import json_line, plain
from atau.annotate.writers.csv import csv_row
from atau.annotate.writers.xlsx import SHEET_ROWS, open_book, write_cell
from atau.facts.store.columns import schema
from atau.facts.store.exports.base import cell, exact, named_columns, named_rows
from atau.facts.store.fact_store import FactStore

_WIDTHS: Final = {"sentence": 60, "name": 32, "office": 40, "organisation_name": 36, "place_name": 24, "text": 32,
                  "document_name": 32}  # fmt: skip


def write_csv(store: FactStore, table: str, stream: BinaryIO) -> None:
    """RFC 4180 in UTF-8 with a byte order mark; no cell is a formula to a spreadsheet."""
    names = named_columns(table)
    stream.write(("\ufeff" + ",".join(names) + "\r\n").encode("utf-8"))
    for row in named_rows(store, table):
        stream.write(csv_row([cell(row[name]) for name in names], ",").encode("utf-8"))


def write_jsonl(store: FactStore, table: str, stream: BinaryIO) -> None:
    """An object for each row; numbers keep all their digits."""
    for row in named_rows(store, table):
        stream.write(json_line({name: plain(exact(value)) for name, value in row.items()}))


def write_parquet(store: FactStore, table: str, path: Path) -> None:
    """Parquet, compressed with zstd; written by DuckDB."""
    columns = ", ".join(
        f"{column.name}::VARCHAR AS {column.name}" if column.type == "JSON" else column.name
        for column in schema()[table]
    )
    target = str(path).replace("'", "''")
    store.connection.execute(f"COPY (SELECT {columns} FROM {table}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def write_xlsx(store: FactStore, tables: Sequence[str], path: Path) -> None:
    """A workbook with a sheet for each table, a second one where the first is full; texts are never formulas."""
    with tempfile.TemporaryDirectory(prefix="atau-") as folder:
        book = open_book(path, folder)
        for table in tables:
            _Sheets(book, table).write(named_rows(store, table))
        book.close()


class _Sheets:
    """The sheets of one table."""

    def __init__(self, book: Any, table: str) -> None:
        self._book = book
        self._table = table
        self._names = named_columns(table)
        self._bold = book.add_format({"bold": True})
        self._number = 0
        self._start()

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            if self._row >= SHEET_ROWS:
                self._finish()
                self._start()
            for column, name in enumerate(self._names):
                write_cell(self._sheet, self._row, column, cell(row[name]))
            self._row += 1
        self._finish()

    def _start(self) -> None:
        self._number += 1
        self._sheet = self._book.add_worksheet(self._table if self._number == 1 else f"{self._table} {self._number}")
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(self._names):
            self._sheet.set_column(column, column, _WIDTHS.get(name, 14))
            self._sheet.write_string(0, column, name, self._bold)
        self._row = 1

    def _finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._names) - 1)
