"""`atau lexicon`: options and help; the work is in `atau.evaluation.lexicon_check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atau.cli.options import MaybePaths, MaybeText, MaybeTexts

if TYPE_CHECKING:
    from atau.evaluation.lexicon_check import LexiconCheck

app = typer.Typer(help="Check the word tables, and what a change to them does to the scores.", no_args_is_help=True)


@app.callback()
def _commands() -> None:
    """Keeps `check` a subcommand, though it is the only one."""


@app.command()
def check(
    rows: Annotated[
        MaybeTexts,
        typer.Argument(
            metavar="TABLE=FILE", help="Rows to add to a table, such as offices=mine.tsv.", show_default=False
        ),
    ] = None,
    gold: Annotated[
        MaybePaths,
        typer.Option("--gold", help="Marked text to score on; may be given several times. By default corpus/news/dev."),
    ] = None,
    base: Annotated[
        MaybeText,
        typer.Option("--base", metavar="REVISION", help="Compare with the tables of this Git revision, such as HEAD."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Show at most this many changed mentions.")] = 20,
) -> None:
    """Check every table, then score the rules before and after a change.

    After an edit of the tables in a checkout: atau lexicon check --base HEAD. Before adding rows of your own:
    atau lexicon check offices=mine.tsv --gold my/dev.
    """
    from atau.corpus.reading import SourceError
    from atau.evaluation.lexicon_check import LexiconCheckError, check_lexicon, table_problems
    from atau.tables import TableError

    problems = table_problems()
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo("tables: " + (f"{len(problems)} problems" if problems else "no problems"))
    extra = dict(_named(given) for given in rows or ())
    if extra or base is not None:
        try:
            found = check_lexicon(gold or [Path("corpus/news/dev")], extra=extra, revision=base)
        except (LexiconCheckError, TableError, SourceError, FileNotFoundError) as error:
            typer.echo(f"atau lexicon check: {error}", err=True)
            sys.exit(2)
        _print(found, limit)
    if problems:
        sys.exit(1)


def _named(given: str) -> tuple[str, str]:
    name, separator, file = given.partition("=")
    if not separator or not name or not file:
        raise typer.BadParameter(
            f"{given!r} is not of the form TABLE=FILE, such as offices=mine.tsv", param_hint="TABLE=FILE"
        )
    return name, file


def _print(found: LexiconCheck, limit: int) -> None:
    typer.echo(f"{'F1':12}{'before':>10}{'after':>10}{'change':>10}")
    labels = sorted(found.before.labels.keys() | found.after.labels.keys())
    for label in [*labels, "micro"]:
        sides = (found.before, found.after)
        before, after = (
            side.micro.f1 if label == "micro" else side.labels[label].f1 if label in side.labels else 0.0
            for side in sides
        )
        typer.echo(f"{label:12}{before:10.4f}{after:10.4f}{after - before:+10.4f}")
    counts = {kind: sum(c.kind == kind for c in found.changed) for kind in ("gained", "repaired", "lost", "spurious")}
    typer.echo(", ".join(f"{count} {kind}" for kind, count in counts.items()))
    for changed in found.changed[:limit]:
        typer.echo(f"  {changed.kind:9} {changed.label:9} {changed.record}: {changed.context}")
    if len(found.changed) > limit:
        typer.echo(f"  and {len(found.changed) - limit} more (--limit)")
