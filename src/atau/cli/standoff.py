"""`atau gold`: gold whose text stands in other repositories; the work is in `atau.corpus`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybeText, fail, say, tell

app = typer.Typer(help="Gold whose text stands in other repositories.", no_args_is_help=True)


@app.callback()
def _gold() -> None:
    """Gold whose text stands in other repositories."""


@app.command()
def build(
    table: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Table of stand-off marks.", show_default=False)
    ],
    clones: Annotated[
        Path,
        typer.Argument(
            exists=True, file_okay=False, help="Folder of checkouts: OWNER/NAME or NAME.", show_default=False
        ),
    ],
    target: Annotated[
        Path, typer.Argument(help="File or folder to write: .tsv, .jsonl, a folder.", show_default=False)
    ],
    target_format: Annotated[MaybeText, typer.Option("--to", help="Format; by default chosen by the ending.")] = None,
) -> None:
    """Join marks to the sentences of their sources, and name every sentence that is not where it was.

    Checkouts may be at any commit where they are Git repositories that hold the commit of the table; of others, the
    files are read as they lie, with a warning. The exit code is 1 if sentences were not found, 2 if nothing was
    written.
    """
    from atau.corpus.build_gold import build_gold
    from atau.corpus.problems import GoldError, Notes

    notes = Notes(lambda problem: tell(problem.text()))
    try:
        counts = build_gold(table, clones, target, notes, target_format)
    except (GoldError, OSError) as error:
        fail(error)
    marks = ", ".join(f"{label} {n}" for label, n in sorted(counts.items()) if label)
    found = counts[""]
    say(f"{found} sentence{'s' * (found != 1)} written to {target}, marks: {marks or 'none'}; {notes.errors} errors")
    raise typer.Exit(1 if notes.errors else 0)
