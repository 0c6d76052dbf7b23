"""People and organisations over a folder of Parquet tables of mentions, out of core."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from atau.facts.people.of_mentions import organisations_of_mentions, people_of_mentions
from atau.facts.people.profile import OrganisationProfile, PersonProfile
from atau.facts.people.scorer import PersonScorer
from atau.facts.store.database import connect, duckdb_module
from atau.facts.store.errors import StoreError
from atau.facts.store.joining.engine import Sources, join_database
from atau.facts.store.joining.mention_tables import documents_of, table_files, take_mentions
from atau.facts.store.joining.report import JoinReport, Progress, in_silence
from atau.facts.store.joining.sql import one, work_database
from atau.partial import part_of

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
    notes = take_mentions(connection, files)
    documents, mentions = (one(connection, f"SELECT count(*) FROM {table}") for table in ("ids", "spans"))
    progress(f"{mentions:,} mentions of {documents:,} documents read")

    def people() -> Iterator[tuple[int, PersonProfile]]:
        for number, key, mentions in documents_of(connection, ""):
            yield from ((number, profile) for profile in people_of_mentions(key, mentions))

    def organisations() -> Iterator[tuple[int, OrganisationProfile]]:
        for number, key, mentions in documents_of(connection, "WHERE s.label = 'ORG'"):
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
