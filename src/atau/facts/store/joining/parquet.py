"""People and organisations over a folder of Parquet tables of mentions, out of core."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from atau.facts.people.of_mentions import Mentioned, organisations_of_mentions, people_of_mentions
from atau.facts.people.profile import OrganisationProfile, PersonProfile
from atau.facts.people.scorer import PersonScorer
from atau.facts.store.database import connect, duckdb_module
from atau.facts.store.errors import StoreError
from atau.facts.store.joining.engine import Sources, join_database
from atau.facts.store.joining.report import JoinReport, Progress, in_silence
from atau.facts.store.joining.sql import one, run, stream, work_database
from atau.partial import part_of

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
_KINDS: Final = {"people": ("person", "PERSON"), "organisations": ("organisation", "ORG")}


@dataclass(frozen=True, slots=True)
class ParquetJoin:
    """What `join_parquet` did. notes: what was left out, or not compared, a line each. files: written, by name."""

    documents: int
    mentions: int
    people: int
    organisations: int
    report: JoinReport
    notes: tuple[str, ...]
    files: tuple[Path, ...]


def join_parquet(
    sources: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    scorer: PersonScorer | None = None,
    threshold: float | None = None,
    progress: Progress = in_silence,
) -> ParquetJoin:
    """Joins the people and organisations of tables of mentions, which `atau annotate` writes as Parquet.

    sources: files, and folders of them (of one that has a folder ``mentions``, that). output: a folder, which must not
    exist or be empty; it gets ``people.parquet`` (person, name, documents, mentions), ``people_in_documents.parquet``
    (id of the document, cluster, person, probability), and the same of organisations. Documents of one id are told
    apart by file and, where the tables have that column, by ``row``, which are then written behind their ids. scorer,
    threshold: as in `atau.facts.people.link.link`. progress: told what is done, a line each time.

    DuckDB works within its memory limit, and its temporary files lie beside the output; how much memory all takes is
    measured in docs/explanation/people-across-documents.md. Raises StoreError where DuckDB is missing, a source has no
    mentions, or the output exists; ValueError for a threshold that is none.
    """
    given = [sources] if isinstance(sources, (str, Path)) else list(sources)
    target = Path(output)
    if (target.is_dir() and any(target.iterdir())) or (target.exists() and not target.is_dir()):
        raise StoreError(f"{target} exists; name a folder that does not exist yet, or an empty one")
    if not target.parent.is_dir():
        raise StoreError(f"{target.parent} does not exist; create the folder first")
    duckdb = duckdb_module()
    files = [file for source in given for file in table_files(Path(source))]
    part = part_of(target)
    part.mkdir()
    try:
        with tempfile.TemporaryDirectory(prefix=".atau-joining-", dir=target.parent) as folder:
            connection = connect(Path(folder, "state.duckdb"))
            try:
                found = join_tables(connection, files, part, scorer=scorer, threshold=threshold, progress=progress)
            except duckdb.Error as error:
                raise StoreError(f"joining fails: {' '.join(str(error).split())}") from error
            finally:
                connection.close()
        if target.is_dir():
            target.rmdir()
        os.replace(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return replace(found, files=tuple(target / path.name for path in found.files))


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


def join_tables(
    connection: Any,
    files: Sequence[Path],
    output: Path,
    *,
    scorer: PersonScorer | None = None,
    threshold: float | None = None,
    progress: Progress = in_silence,
) -> ParquetJoin:
    """`join_parquet` of files into a folder that is there, in an empty database, which keeps the state of the joining.

    Raises StoreError, ValueError, duckdb.Error.
    """
    notes = _take(connection, files)
    documents, mentions = (one(connection, f"SELECT count(*) FROM {table}") for table in ("ids", "spans"))
    progress(f"{mentions:,} mentions of {documents:,} documents read")

    def people() -> Iterator[tuple[int, PersonProfile]]:
        for number, key, mentions in _documents(connection, ""):
            yield from ((number, profile) for profile in people_of_mentions(key, mentions))

    def organisations() -> Iterator[tuple[int, OrganisationProfile]]:
        for number, key, mentions in _documents(connection, "WHERE s.label = 'ORG'"):
            yield from ((number, profile) for profile in organisations_of_mentions(key, mentions))

    query = "SELECT document, key, NULL::VARCHAR AS published FROM ids"
    written: list[Path] = []
    counts = {}

    def publish(kind: str) -> None:
        written.extend(_write(connection, kind, output))
        counts[kind] = one(connection, f"SELECT count(*) FROM work.{kind}_names")

    with work_database(connection):
        report = join_database(
            connection,
            Sources(query, people, organisations),
            scorer=scorer,
            threshold=threshold,
            publish=publish,
            progress=progress,
        )
    return ParquetJoin(
        documents=documents,
        mentions=mentions,
        people=counts["people"],
        organisations=counts["organisations"],
        report=report,
        notes=(*notes, *report.lines()),
        files=tuple(written),
    )


def _take(connection: Any, files: Sequence[Path]) -> list[str]:
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


def _documents(connection: Any, where: str) -> Iterator[tuple[int, str, list[Mentioned]]]:
    """Number, key and mentions of each document."""
    for (number, key), rows in groupby(stream(connection, _MENTIONED.format(where=where)), key=itemgetter(0, 1)):
        yield number, key, [Mentioned(*row[2:]) for row in rows]


def _write(connection: Any, kind: str, folder: Path) -> Iterator[Path]:
    """The tables of people, or of organisations."""
    entity, label = _KINDS[kind]
    queries = {
        kind: f"""
        SELECT l.entity AS {entity}, n.name, count(DISTINCT l.document) AS documents, sum(m.mentions) AS mentions
        FROM work.{kind}_links l JOIN work.{kind}_names n USING (entity) JOIN (
            SELECT i.document, s.cluster, count(*) AS mentions FROM spans s JOIN ids i USING (id, file, nth)
            WHERE s.label = '{label}' GROUP BY ALL
        ) m ON m.document = l.document AND m.cluster = l.cluster
        GROUP BY ALL ORDER BY documents DESC, {entity}""",
        f"{kind}_in_documents": f"""
        SELECT i.key AS id, l.cluster, l.entity AS {entity}, l.probability
        FROM work.{kind}_links l JOIN ids i USING (document) ORDER BY l.document, l.cluster""",
    }
    for name, query in queries.items():
        path = folder / f"{name}.parquet"
        target = str(path).replace("'", "''")
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        yield path
