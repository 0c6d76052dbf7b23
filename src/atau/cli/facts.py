"""`atau facts`: options and help; the work is in `atau.facts.store`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atau.cli.options import Jobs, MaybeModel, MaybePath, MaybePaths, MaybeText, MaybeTexts, TextField, fail, say

if TYPE_CHECKING:
    from atau.facts.store.exports.formats import ExportFormat
    from atau.facts.store.fact_store import FactStore
    from atau.facts.store.updating import Update


def facts(
    targets: Annotated[
        MaybePaths,
        typer.Argument(
            metavar="[FILE|DIR]...",
            help="Documents, and directories of them, to bring the database up to date with. Without any, the database "
            "is read as it stands.",
            show_default=False,
        ),
    ] = None,
    database: Annotated[
        MaybePath,
        typer.Option("--db", metavar="FILE", help="The DuckDB file; made if it does not exist. By default in memory."),
    ] = None,
    export_format: Annotated[
        MaybeText,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="csv, jsonl, parquet, xlsx, graphml, geojson or html. By default a table of who holds which office "
            "where, or what the ending of --output names.",
        ),
    ] = None,
    output: Annotated[
        MaybePath,
        typer.Option("--output", "-o", help="File to write; a folder, where the format has a file for each table."),
    ] = None,
    tables: Annotated[
        MaybeTexts, typer.Option("--table", metavar="NAME", help="Only this table; can be given several times.")
    ] = None,
    query: Annotated[
        MaybeText, typer.Option("--sql", metavar="QUERY", help="Show the rows that a query gives.")
    ] = None,
    model: MaybeModel = None,
    jobs: Jobs = 1,
    text_field: TextField = "text",
    reread: Annotated[
        bool,
        typer.Option(
            "--reread",
            help="Read all that is given anew, changed or not; also with another model or other settings.",
        ),
    ] = False,
    forget: Annotated[
        MaybePaths, typer.Option("--forget", metavar="DIR", help="Remove what was read from this directory or file.")
    ] = None,
    join: Annotated[
        MaybePaths,
        typer.Option(
            "--join",
            metavar="FILE|DIR",
            help="Instead of a database: join the people and organisations of tables of mentions, which `atau annotate "
            "--format parquet` writes, into tables in the folder --output. Can be given several times.",
        ),
    ] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows to show in the terminal.")] = 40,
) -> None:
    """Facts of a folder of documents: who holds which office where, and how much of what, in a database.

    Only what is new or has changed is read; a run that was interrupted goes on where it ended. The exit code is 1 if a
    document could not be read; all others are in the database.
    """
    from atau.facts.store.errors import StoreError
    from atau.facts.store.exports.formats import format_of
    from atau.facts.store.fact_store import FactStore
    from atau.loading import ModelError

    try:
        if join:
            _join(join, output, other=bool(targets or database or export_format or tables or query or forget))
            return
        form = format_of(export_format, output)
        if not targets and database is None:
            raise StoreError("nothing to read: name documents, or a database with --db")
        with FactStore(database, read_only=not targets and not forget) as store:
            for path in forget or ():
                say(f"{_counted(store.forget(path), 'document')} of {path} removed")
            code = 0
            if targets:
                code = _tell(
                    store.update(
                        targets,
                        model=_named(model),
                        jobs=jobs,
                        text_field=text_field,
                        reread=reread,
                        show_progress=sys.stderr.isatty(),
                        say=say,
                        progress=_shown(),
                    )
                )
            if not store.is_joined:
                say(f"note: {_UNJOINED}")
            if code < 2:
                _show(store, form, output, tables or [], query, rows)
    except (StoreError, ModelError) as error:
        fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(error, 1)
    raise typer.Exit(code)


_UNJOINED = (
    "the last run was interrupted, so people and organisations are not joined over all documents; run `atau facts` "
    "with the same documents again"
)


def _shown() -> Callable[[str], None]:
    """What is done goes to a terminal, and nowhere else."""
    return say if sys.stderr.isatty() else lambda line: None


def _join(sources: list[Path], output: Path | None, *, other: bool) -> None:
    """Join tables of mentions and say what was found."""
    from atau.facts.store.errors import StoreError
    from atau.facts.store.joining.parquet import join_parquet

    if output is None or other:
        raise StoreError("--join takes tables of mentions and --output, the folder to write, and nothing else")
    found = join_parquet(sources, output, progress=_shown())
    for note in found.notes:
        say(f"note: {note}")
    say(
        f"{_counted(found.documents, 'document')}: {found.people:,} people, "
        f"{_counted(found.organisations, 'organisation')}"
    )
    for path in found.files:
        say(f"{path} written")


def _named(model: str | None) -> str:
    """The model, the default one where none is named; says so where only the rules are there."""
    from atau import loading

    name = model or loading.default_name()
    if model is None and name == loading.RULES:
        say(f"note: {loading.no_model_note()}")
    return name


def _tell(done: Update) -> int:
    """Say what a run did; its exit code."""
    for note in done.notes:
        say(f"note: {note}")
    parts = [f"{_counted(done.documents, 'document')} read", f"{_counted(done.unchanged, 'file')} unchanged"]
    parts += [f"{_counted(done.removed, 'file')} removed"] if done.removed else []
    parts += [f"{done.failed:,} could not be read"] if done.failed else []
    ended = "interrupted after " if done.interrupted else ""
    say(ended + ", ".join(parts) + ("; run again to go on" if ended else ""))
    if done.interrupted:
        return 128 + done.interrupted
    return 1 if done.failed else 0


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _show(
    store: FactStore, form: ExportFormat | None, output: Path | None, tables: list[str], query: str | None, rows: int
) -> None:
    from rich.console import Console

    from atau.facts.store.console import show_query, show_table, show_tenures
    from atau.facts.store.database import duckdb_module
    from atau.facts.store.errors import StoreError
    from atau.facts.store.exports.formats import export

    console = Console(highlight=False)
    try:
        if query is not None:
            show_query(store, console, query, rows)
        elif form is not None:
            for path in export(store, form, output, tables, sys.stdout.buffer):
                say(f"{path} written")
        elif tables:
            for table in tables:
                show_table(store, console, table, rows)
        else:
            show_tenures(store, console, rows)
    except duckdb_module().Error as error:  # a full disk, a damaged file
        raise StoreError(f"the database: {' '.join(str(error).split())}") from error
