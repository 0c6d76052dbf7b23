"""Parquet tables of mentions in a database: their files, what is read of them, the documents they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from atau.facts.people.of_mentions import Mentioned
from atau.facts.store.database import duckdb_module
from atau.facts.store.errors import StoreError
from atau.facts.store.joining.sql import one, run, stream

#: Where an engine writes its tables, that of the mentions among them.
_MENTIONS: Final = "mentions"
_TEXTS: Final = ("id", "label", "text", "normal", "cluster")
_COLUMNS: Final = (*_TEXTS, "start", "end")
#: Of the tables of `atau.distributed`: documents with one id are told apart by it.
_ROW: Final = "row"
_NUMBERS: Final = ("start", "end", _ROW)
_GIVEN: Final = (
    """CREATE TABLE spans AS
    SELECT f.number AS file, {row} AS nth, id, "start" AS start_char, "end" AS end_char, label,
           coalesce(nullif(normal, ''), text) AS name, cluster
    FROM read_parquet({files}, filename = true, union_by_name = true) r JOIN files f ON f.name = r.filename
    WHERE label IN ('PERSON', 'ORG', 'LOC', 'POSITION') AND id IS NOT NULL AND "start" IS NOT NULL""",
    # A document lies in one file and is one row; the ids of two runs, or of two rows, may be the same.
    """CREATE TABLE ids AS
    SELECT (row_number() OVER (ORDER BY id, file, nth)) AS document, id, file, nth,
           CASE WHEN count(*) OVER (PARTITION BY id) = 1 THEN id
                WHEN count(*) OVER (PARTITION BY id, file) = 1 THEN id || ' (' || name || ')'
                ELSE id || ' (' || name || ', row ' || nth || ')' END AS key
    FROM (SELECT DISTINCT id, file, nth FROM spans) s JOIN files f ON f.number = s.file""",
)
_MENTIONED: Final = """
SELECT i.document, i.key, s.start_char, s.end_char, s.label, coalesce(s.name, ''), coalesce(s.cluster, '')
FROM spans s JOIN ids i USING (id, file, nth) {where} ORDER BY 1, 3, 4 DESC
"""


def table_files(source: Path) -> list[Path]:
    """The files of Parquet of a source. Raises StoreError where there are none."""
    if source.is_file():
        return [source]
    if not source.exists():
        raise StoreError(f"{source}: no such file or folder")
    folder = source / _MENTIONS if (source / _MENTIONS).is_dir() else source
    found = [
        path
        for path in sorted(folder.rglob("*.parquet"))
        if path.is_file() and not any(name.startswith((".", "_")) for name in path.relative_to(folder).parts)
    ]
    if not found:
        raise StoreError(f"{source} holds no files whose names end in .parquet; give what `atau annotate` wrote")
    return found


def take_mentions(connection: Any, files: Sequence[Path]) -> list[str]:
    """Read the mentions; what is left out of them, for display. Raises StoreError."""
    names = [str(path) for path in files]
    connection.execute(
        "CREATE TABLE files AS SELECT (row_number() OVER (ORDER BY name))::INTEGER AS number, name "
        "FROM (SELECT unnest($1::VARCHAR[]) AS name)",
        [names],
    )
    # Of the tables without such a column, an id is one document of its file.
    numbered = [_ROW in _checked_columns(connection, name) for name in names]
    row = f'coalesce("{_ROW}"::BIGINT, -1)' if any(numbered) else "-1"
    listed = "[" + ", ".join("'" + name.replace("'", "''") + "'" for name in names) + "]"
    run(connection, *(statement.format(files=listed, row=row) for statement in _GIVEN))
    notes = []
    rows = one(
        connection,
        f'SELECT count(*) FROM read_parquet({listed}, union_by_name = true) WHERE id IS NULL OR "start" IS NULL',
    )
    if rows:
        notes.append(f"{rows:,} mentions without an id of a document, or without a place in it, were left out")
    loose = one(
        connection, "SELECT count(*) FROM spans WHERE label IN ('PERSON', 'ORG') AND coalesce(cluster, '') = ''"
    )
    if loose:
        notes.append(f"{loose:,} mentions of people and organisations without a cluster were left out")
    twice = one(connection, "SELECT count(DISTINCT id) FROM ids WHERE key <> id")
    if twice:
        notes.append(f"{twice:,} ids are those of several documents, which are told apart by their files and rows")
    return notes


def _checked_columns(connection: Any, name: str) -> set[str]:
    """The names of the columns of a file. Raises StoreError where it is no table of mentions."""
    try:
        rows = connection.execute("SELECT name, type FROM parquet_schema($1)", [name]).fetchall()
    except duckdb_module().Error as error:
        raise StoreError(f"{name} cannot be read as Parquet: {' '.join(str(error).split())}") from None
    kinds = dict(rows)
    missing = [column for column in _COLUMNS if column not in kinds]
    if missing:
        raise StoreError(
            f"{name} is no table of mentions: it has no column {', '.join(missing)}; "
            "write one with `atau annotate --format parquet`"
        )
    wrong = [column for column in _TEXTS if kinds[column] != "BYTE_ARRAY"]
    wrong += [column for column in _NUMBERS if kinds.get(column, "INT64") not in ("INT32", "INT64")]
    if wrong:
        raise StoreError(f"{name}: the column {wrong[0]} is {kinds[wrong[0]]}; texts, and whole numbers, are expected")
    return set(kinds)


def documents_of(connection: Any, where: str) -> Iterator[tuple[int, str, list[Mentioned]]]:
    """Number, key and mentions of each document."""
    for (number, key), rows in groupby(stream(connection, _MENTIONED.format(where=where)), key=itemgetter(0, 1)):
        yield number, key, [Mentioned(*row[2:]) for row in rows]
