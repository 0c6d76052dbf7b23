"""Tables in a terminal: who holds which office where, and the rows of any query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from atau.facts.store.columns import PUBLIC
from atau.facts.store.database import duckdb_module
from atau.facts.store.errors import StoreError
from atau.facts.store.exports.base import cell
from atau.facts.store.layout import print_rows
from atau.terminal import boxed

if TYPE_CHECKING:
    from rich.console import Console

    from atau.facts.store.fact_store import FactStore

#: Rows that are shown unless more are asked for.
ROWS: Final = 40
# Columns that a narrow terminal can do without.
_SPARE: Final = ("evidence", "documents", "date")
_TENURES: Final = """
SELECT t.name AS person, t.office, t.organisation_name AS organisation, t.place_name AS place, t.status,
       t.last_date AS date, t.documents, d.id AS evidence
FROM tenures t JOIN documents d USING (document)
ORDER BY t.documents DESC, t.score DESC, t.name, t.office, t.document, t.start_char LIMIT ?
"""


def show_tenures(store: FactStore, console: Console, rows: int = ROWS) -> None:
    """Who holds which office where: the best attested first, with the document of the best evidence."""
    found = store.connection.execute(_TENURES, [rows])
    _show(console, _names(found), found.fetchall(), store.sql("SELECT count(*) FROM tenures")[0][0], _SPARE)


def show_table(store: FactStore, console: Console, table: str, rows: int = ROWS) -> None:
    """The first rows of a table. Raises StoreError for an unknown one."""
    if table not in PUBLIC:
        raise StoreError(f"there is no table {table!r}; one of {', '.join(PUBLIC)}")
    show_query(store, console, f"FROM {table}", rows)


def show_query(store: FactStore, console: Console, query: str, rows: int = ROWS) -> None:
    """The first rows that a query gives. Raises StoreError where the database does not understand it."""
    duckdb = duckdb_module()
    try:
        found = store.connection.execute(query)
        if found is None:
            raise StoreError("the query is empty")
        names = _names(found)
        shown = found.fetchmany(rows)
        total = len(shown)
        while more := found.fetchmany(10_000):
            total += len(more)
    except duckdb.Error as error:
        raise StoreError(f"the query fails: {' '.join(str(error).split())}") from None
    _show(console, names, shown, total)


def _names(found: Any) -> list[str]:
    return [column[0] for column in found.description or ()]


def _show(
    console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]], total: int, spare: Sequence[str] = ()
) -> None:
    numbers = {i for i in range(len(names)) if rows and all(isinstance(row[i], (int, float)) for row in rows)}
    print_rows(console, names, [[_text(value) for value in row] for row in rows], numbers=numbers, spare=spare)
    if total > len(rows):
        console.print(f"… and {total - len(rows):,} more rows", highlight=False)


def _text(value: Any) -> str:
    value = cell(value)
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}"
    return boxed(" ".join(str(value).split()))
