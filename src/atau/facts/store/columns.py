"""The schema of a store: its tables and views with the type and the meaning of each column.

It is data: ``data/columns.tsv`` lists the columns, ``data/views.sql`` says how the views are made from the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Table

#: Version of the schema. It changes whenever a table or a column changes its meaning or goes.
SCHEMA_VERSION: Final = 2

DATA: Final = Path(__file__).parent / "data"
COLUMNS: Final = Table(
    DATA / "columns.tsv", ("table", "column", "type", "meaning"), required="all", unique=("table", "column")
)
#: Joined over all documents at the end of a run; `atau.facts.store.joining` fills them.
JOINED: Final = ("people", "organisations", "places")
#: What `export` writes, in this order.
PUBLIC: Final = (
    "documents", "people", "people_in_documents", "organisations", "organisations_in_documents", "places", "holdings",
    "tenures", "located", "parts", "amounts", "life_events", "mentions", "failures",
)  # fmt: skip
#: Tables whose rows belong to a document.
OF_DOCUMENT: Final = (
    "raw.mentions", "raw.people", "raw.organisations", "raw.holdings", "raw.located", "raw.parts", "raw.amounts",
    "raw.life_events",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """type: as DuckDB calls it. meaning: for people who write queries."""

    name: str
    type: str
    meaning: str


@lru_cache(maxsize=1)
def schema() -> dict[str, tuple[Column, ...]]:
    """Table or view -> its columns in order. Raises TableError where the table of the package is damaged."""
    found: dict[str, list[Column]] = {}
    for table, *column in COLUMNS.read():
        found.setdefault(table, []).append(Column(*column))
    return {table: tuple(columns) for table, columns in found.items()}


def tables() -> list[str]:
    """What is stored; everything else is a view."""
    return [name for name in schema() if name.startswith("raw.") or name in JOINED]


def definition() -> list[str]:
    """The statements that make an empty store, in order."""
    made = ["CREATE SCHEMA raw"]
    for table in tables():
        columns = ", ".join(f"{column.name} {column.type}" for column in schema()[table])
        made.append(f"CREATE TABLE {table} ({columns})")
    return [*made, *_views()]


def _views() -> list[str]:
    text = (DATA / "views.sql").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if not line.startswith("--"))
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]
