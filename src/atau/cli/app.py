"""The parser of the command line: options and help, nothing else.

What a command does is imported when it runs, so that ``atau --help`` does not wait for spaCy.
"""

from __future__ import annotations

import enum
import json
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from atau.cli import evaluate as evaluation
from atau.cli import gold, lexicon, training
from atau.cli.options import MaybeModel, MaybePath, MaybeText

app = typer.Typer(
    help="Named entities in Kazakh news: persons, positions, organisations, places, quantities.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class OutputFormat(str, enum.Enum):
    """The formats of --format."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    conll = "conll"
    conllu = "conllu"
    html = "html"
    spacy = "spacy"


class TextFormat(str, enum.Enum):
    """The formats of --input-format."""

    auto = "auto"
    text = "text"
    jsonl = "jsonl"


@app.callback()
def _commands() -> None:
    """Keeps the commands subcommands, however few there are."""


@app.command()
def annotate(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|DIR|GLOB|-",
            help="Texts (.txt), JSONL files, directories of them, patterns; - is standard input.",
            show_default=False,
        ),
    ],
    output_format: Annotated[
        Optional[OutputFormat],  # noqa: UP045
        typer.Option("--format", "-f", help="By default what the ending of --output says, table without one."),
    ] = None,
    output: Annotated[
        MaybePath, typer.Option("--output", "-o", help="File to write. By default standard output.")
    ] = None,
    model: MaybeModel = None,
    text_field: Annotated[
        str, typer.Option("--text-field", help="Field of a JSONL record that holds the text.")
    ] = "text",
    input_format: Annotated[
        TextFormat, typer.Option("--input-format", help="auto goes by the name of the file.")
    ] = TextFormat.auto,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")] = 1,
    errors: Annotated[
        MaybePath, typer.Option("--errors", help="JSONL file that keeps the records that failed.")
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on where an interrupted run stopped (jsonl, conll; --output)."),
    ] = False,
    delimiter: Annotated[
        str, typer.Option("--delimiter", help="Of csv; spreadsheets with a decimal comma want ';'.")
    ] = ",",
) -> None:
    """Find the entities of Kazakh texts.

    The exit code is 1 where a record failed; the others are written all the same.
    """
    from atau.annotate.resume import ResumeError
    from atau.annotate.run import Job, UsageError, format_of
    from atau.annotate.run import annotate as run
    from atau.loading import ModelError

    try:
        job = Job(
            targets=targets,
            format=output_format.value if output_format else format_of(output),
            output=output,
            model=model,
            text_field=text_field,
            input_format=input_format.value,
            jobs=jobs,
            errors=errors,
            resume=resume,
            delimiter=delimiter,
        )
        code = run(job, sys.stdin.buffer, sys.stdout.buffer, _say)
    except (UsageError, ResumeError, ModelError) as error:
        _say(f"error: {error}")
        raise typer.Exit(2) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        _say(f"error: {error}")
        raise typer.Exit(1) from None
    raise typer.Exit(code)


@app.command()
def info(
    model: MaybeModel = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show versions, the model with its pipeline and scores, and the sources of the data."""
    from atau.about import as_text, collect
    from atau.loading import ModelError

    try:
        found = collect(model)
    except ModelError as error:
        _say(f"error: {error}")
        raise typer.Exit(2) from None
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n" if as_json else as_text(found)
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


@app.command()
def split(
    source: Annotated[
        Path,
        typer.Argument(
            exists=True,
            help="Folder of marked articles, .tsv of marked sentences, or KazNERD file.",
            show_default=False,
        ),
    ],
    target: Annotated[
        MaybePath, typer.Argument(file_okay=False, help="Folder for train, dev and test.", show_default=False)
    ] = None,
    train: Annotated[float, typer.Option("--train", help="Share of the records.")] = 0.7,
    dev: Annotated[float, typer.Option("--dev", help="Share of the records.")] = 0.1,
    test: Annotated[float, typer.Option("--test", help="Share of the records.")] = 0.2,
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same split.")] = 0,
    run: Annotated[int, typer.Option("--run", min=2, help="Words in a row that make near-duplicates.")] = 6,
    near: Annotated[
        MaybePath, typer.Option("--near", dir_okay=False, help="TSV file for all near-duplicates found.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Check the sides in SOURCE, write nothing.")] = False,
) -> None:
    """Split a corpus so that no group and no near-duplicates stand on two sides.

    With --check the exit code is 1 where they do.
    """
    from atau.corpus.split_files import Shares, check_split, make_split

    if check == (target is not None):
        _say("error: give a TARGET folder to write to, or --check to look at the sides in SOURCE")
        raise typer.Exit(2)
    try:
        if target is None:
            clean, report = check_split(source, run, near)
        else:
            clean, report = True, make_split(source, target, Shares(train, dev, test), seed, run, near)
    except (ValueError, OSError) as error:
        _say(f"error: {error}")
        raise typer.Exit(2) from None
    sys.stdout.buffer.write(report.encode("utf-8"))
    sys.stdout.buffer.flush()
    if not clean:
        raise typer.Exit(1)


app.command()(gold.validate)
app.command()(gold.convert)
app.command()(evaluation.evaluate)
app.command()(evaluation.compare)
app.add_typer(training.app, name="training")
app.add_typer(lexicon.app, name="lexicon")


class SchemaName(str, enum.Enum):
    """The schemas there are."""

    annotation = "annotation"
    report = "report"


@app.command()
def schema(
    name: Annotated[
        SchemaName, typer.Argument(help="The lines of annotate --format jsonl, or report.json of evaluate.")
    ] = SchemaName.annotation,
) -> None:
    """Print the JSON Schema of the lines of --format jsonl, or of an evaluation's report.json."""
    from atau.annotate.writers.jsonl import annotation_schema
    from atau.evaluation.report_types import report_schema

    found = annotation_schema() if name is SchemaName.annotation else report_schema()
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


@app.command()
def kaznerd(
    source: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="KazNERD file, IOB2.", show_default=False),
    ],
    target: Annotated[Path, typer.Argument(help="File or folder to write.", show_default=False)],
    target_format: Annotated[
        MaybeText, typer.Option("--to", help="As in `atau convert`. By default what the ending of TARGET says.")
    ] = None,
    labels: Annotated[
        str,
        typer.Option("--labels", help="core (five types), all (25), or a table: label, core."),
    ] = "core",
    positions: Annotated[
        bool, typer.Option("--positions", help="Mark the offices too that KazNERD leaves unmarked.")
    ] = False,
) -> None:
    """Convert KazNERD: running text, its types mapped, hesitations removed."""
    from atau.corpus.convert_kaznerd import convert_kaznerd

    try:
        report = convert_kaznerd(source, target, target_format, labels=labels, positions=positions)
    except (ValueError, OSError) as error:
        _say(f"error: {error}")
        raise typer.Exit(2) from None
    sys.stdout.buffer.write(report.encode("utf-8"))
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    typer.echo(f"atau: {line}", err=True)


def main() -> None:
    """The entry point of the command `atau`."""
    app()
