"""`atau validate` and `atau convert`: options and help; the work is in `atau.corpus`."""

from __future__ import annotations

import enum
import json
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from atau.cli.options import MaybeText, MaybeTexts

# The names of atau.corpus.formats.FORMATS; a test holds the two together, so that --help need not import them.
FORMAT_NAMES = (
    "marked", "tsv", "spacy", "jsonl", "iob", "conll2002", "conll2003", "brat", "label-studio", "doccano", "prodigy",
)  # fmt: skip
_FORMATS = f"One of {', '.join(FORMAT_NAMES)}."


class ReportFormat(str, enum.Enum):
    """The formats of --format."""

    text = "text"
    json = "json"


class OnMisaligned(str, enum.Enum):
    """What happens to marks that do not fall on token boundaries."""

    strict = "strict"
    expand = "expand"
    contract = "contract"
    drop = "drop"
    keep = "keep"


class OffsetUnit(str, enum.Enum):
    """How a tool counts."""

    auto = "auto"
    characters = "characters"
    utf16 = "utf16"


def validate(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS...", help="Gold: files and folders.", exists=True, show_default=False)
    ],
    report: Annotated[ReportFormat, typer.Option("--format", "-f", help="How to report.")] = ReportFormat.text,
    source: Annotated[
        MaybeText, typer.Option("--from", help=f"Format of the gold, by default what stands in it. {_FORMATS}")
    ] = None,
    ignore: Annotated[
        MaybeTexts, typer.Option("--ignore", help="Code of a check to leave out; may be given several times.")
    ] = None,
    excerpts: Annotated[
        bool, typer.Option("--excerpts/--no-excerpts", help="Quote the text (not wanted of a frozen test set).")
    ] = True,
) -> None:
    """List every problem of gold files, with file, line and column.

    The exit code is 1 where there are errors; warnings alone leave it at 0.
    """
    from atau.corpus.problems import GoldError
    from atau.corpus.validate import validate as run

    try:
        found = run(paths, format=source, ignore=ignore or ())
    except (GoldError, OSError) as error:
        typer.echo(f"atau: error: {error}", err=True)
        raise typer.Exit(2) from None
    if report is ReportFormat.json:
        _print(json.dumps(found.as_json(excerpt=excerpts), ensure_ascii=False, indent=1))
    else:
        for problem in found.problems:
            _print(problem.text(excerpt=excerpts))
        _print(found.summary)
    raise typer.Exit(1 if found.errors else 0)


def convert(
    source: Annotated[Path, typer.Argument(metavar="SRC", help="File or folder.", exists=True, show_default=False)],
    target: Annotated[Path, typer.Argument(metavar="DST", help="File or folder to write.", show_default=False)],
    source_format: Annotated[
        MaybeText, typer.Option("--from", help=f"By default what stands in SRC. {_FORMATS}")
    ] = None,
    target_format: Annotated[
        MaybeText, typer.Option("--to", help="By default what the ending of DST says. The same names.")
    ] = None,
    on_misaligned: Annotated[
        Optional[OnMisaligned],  # noqa: UP045
        typer.Option(
            "--on-misaligned",
            help="Marks that do not fall on token boundaries: strict fails, expand and contract move their edges, drop "
            "leaves them out, keep leaves them as they are. By default strict for formats of tokens, otherwise keep.",
            show_default=False,
        ),
    ] = None,
    rename: Annotated[
        MaybeTexts,
        typer.Option("--rename-label", metavar="OLD=NEW", help="Rename a label; may be given several times."),
    ] = None,
    source_tokens: Annotated[
        bool, typer.Option("--source-tokens", help="Keep the tokens of the source instead of the Kazakh tokenizer's.")
    ] = False,
    comments: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--comments/--no-comments", help="Lines `# id` and `# text` in columns. By default in iob alone.",
            show_default=False,
        ),
    ] = None,
    offset_unit: Annotated[
        OffsetUnit, typer.Option("--offset-unit", help="How the offsets in SRC count characters beyond U+FFFF.")
    ] = OffsetUnit.auto,
    text_field: Annotated[
        MaybeText, typer.Option("--text-field", help="Field of a Label Studio task that holds the text.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write into a folder that is not empty.")] = False,
) -> None:  # fmt: skip
    """Convert gold from one format to another and report what does not fit.

    Every mark off token boundaries is reported with the nearest ones. The exit code is 1 where something of the gold
    was lost (records or marks that could not be read), 2 where nothing was written.
    """
    from atau.corpus.convert import Conversion
    from atau.corpus.convert import convert as run
    from atau.corpus.formats import ReadOptions
    from atau.corpus.problems import GoldError, Notes

    notes = Notes(lambda problem: _say(problem.text()) if problem.severity != "note" else None)
    try:
        done = run(
            Conversion(
                source,
                target,
                source_format,
                target_format,
                on_misaligned.value if on_misaligned else None,
                _renames(rename or []),
                source_tokens,
                comments,
                overwrite,
                ReadOptions(offset_unit.value, text_field),
            ),
            notes,
        )
    except (GoldError, OSError) as error:
        _say(f"atau: error: {error}")
        raise typer.Exit(2) from None
    for line in done.report(notes):
        _say(line)
    raise typer.Exit(1 if notes.errors else 0)


def _renames(given: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in given:
        old, equals, new = item.rpartition("=")
        if not equals or not old or not new:
            raise typer.BadParameter(f"{item!r} must be OLD=NEW", param_hint="--rename-label")
        names[old] = new
    return names


def _print(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", errors="backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    typer.echo(line.encode("utf-8", errors="backslashreplace").decode("utf-8"), err=True)
