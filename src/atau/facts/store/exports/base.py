"""What the exports have in common: where they write, and how a value of the database looks outside of it."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from atau.facts.store.columns import schema
from atau.facts.store.fact_store import FactStore
from atau.partial import part_of


@contextlib.contextmanager
def complete_file(path: Path) -> Iterator[Path]:
    """A hidden name to write to; the file gets its own when the block has ended well, and is removed otherwise."""
    part = part_of(path, suffix=path.suffix)
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def complete_folder(path: Path) -> Iterator[Path]:
    """The same for a folder, which may exist if it is empty."""
    part = part_of(path)
    part.mkdir()
    try:
        yield part
        if path.is_dir():
            path.rmdir()
        os.replace(part, path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


#: The column behind `document` in a table that leaves the database: the `id` of that document.
DOCUMENT_NAME: Final = "document_name"
_BATCH: Final = 1000


def named_columns(table: str) -> list[str]:
    """The columns of a table, `document_name` behind `document` where its rows lead to a document."""
    names = [column.name for column in schema()[table]]
    if table != "documents" and "document" in names:
        names.insert(names.index("document") + 1, DOCUMENT_NAME)
    return names


def named_rows(store: FactStore, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table in their order, with these columns: outside of the database a number says nothing."""
    names = named_columns(table)
    rows = store.rows(table)
    if DOCUMENT_NAME not in names:
        yield from rows
        return
    while batch := list(itertools.islice(rows, _BATCH)):
        ids = _ids(store, [row["document"] for row in batch])
        for row in batch:
            row[DOCUMENT_NAME] = ids.get(row["document"])
            yield {name: row[name] for name in names}


def _ids(store: FactStore, numbers: Sequence[int]) -> dict[int, str]:
    # A cursor of its own: the rows are still being fetched.
    cursor = store.connection.cursor()
    return dict(cursor.execute("SELECT document, id FROM raw.documents WHERE document IN ?", [numbers]).fetchall())


def exact(value: Any) -> Any:
    """`value`, decimals without the zeros that the column adds, whole ones as int.

    >>> exact(Decimal("4500000000.000000000000")), exact(Decimal("31.500000000000"))
    (4500000000, Decimal('31.5'))
    """
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) if "." in text else int(text)


def cell(value: Any) -> Any:
    """`value` for a cell of a spreadsheet: a list is a text with semicolons."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return exact(value)
