"""The command `atau`: its subcommands, each in a module of its own.

What a command does is imported when it runs, so that ``atau --help`` does not wait for spaCy.
"""

from __future__ import annotations

from typing import Annotated

import typer

from atau.cli import (
    about,
    annotate,
    corpora,
    decline,
    download,
    evaluate,
    facts,
    gold,
    lexicon,
    serve,
    standoff,
    training,
    transliterate,
)

app = typer.Typer(
    help="Named entities in Kazakh news: persons, positions, organisations, places, quantities.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from atau import __version__

        typer.echo(f"atau {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """The options before a subcommand."""


app.command()(annotate.annotate)
app.command()(facts.facts)
app.command()(serve.serve)
app.command()(about.info)
app.command()(download.download)
app.command()(about.explain)
app.command()(corpora.split)
app.command()(gold.validate)
app.command()(gold.convert)
app.add_typer(standoff.app, name="gold")
app.command()(evaluate.evaluate)
app.command()(evaluate.compare)
app.add_typer(training.app, name="training")
app.add_typer(lexicon.app, name="lexicon")
app.command()(about.schema)
app.command()(corpora.kaznerd)
app.command()(transliterate.transliterate)
app.command()(decline.decline)


def main() -> None:
    """The entry point of the command `atau`."""
    app()
