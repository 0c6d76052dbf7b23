"""`atau annotate`: options and help; the work is in `atau.annotate`."""

from __future__ import annotations

import enum
import sys
from typing import Annotated

import typer

from atau.annotate.writers.registry import FormatError, format_names, get_format, own_formats
from atau.cli.options import MaybeModel, MaybePath, MaybeText, fail, say

_RESUMABLE = ", ".join(sorted(form.name for form in own_formats() if form.resume))

_EXPLAINING = ", ".join(sorted(form.name for form in own_formats() if form.explains))


class TextFormat(str, enum.Enum):
    """The formats of --input-format."""

    auto = "auto"
    text = "text"
    jsonl = "jsonl"


def _known_format(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return get_format(name).name
    except FormatError as error:
        raise typer.BadParameter(str(error)) from None


def _completed(incomplete: str) -> list[str]:
    return [name for name in format_names() if name.startswith(incomplete)]


def annotate(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|DIR|GLOB|-",
            help="Texts (.txt), JSONL files, directories containing them, glob patterns; - is standard input.",
            show_default=False,
        ),
    ],
    output_format: Annotated[
        MaybeText,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(format_names())}. By default chosen by the ending of --output, else table.",
            callback=_known_format,
            autocompletion=_completed,
        ),
    ] = None,
    output: Annotated[
        MaybePath, typer.Option("--output", "-o", help="File to write. By default standard output.")
    ] = None,
    model: MaybeModel = None,
    text_field: Annotated[
        str, typer.Option("--text-field", help="Field of a JSONL record that contains the text.")
    ] = "text",
    input_format: Annotated[
        TextFormat, typer.Option("--input-format", help="auto: by the ending of the file name.")
    ] = TextFormat.auto,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Number of processes.")] = 1,
    errors: Annotated[
        MaybePath, typer.Option("--errors", help="JSONL file for the records that could not be annotated.")
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help=f"Continue an interrupted run; needs --output. Formats: {_RESUMABLE}."),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=f"Say why each entity was found. Formats: {_EXPLAINING}.")
    ] = False,
    delimiter: Annotated[
        str, typer.Option("--delimiter", help="Separator of csv; spreadsheets that use a decimal comma expect ';'.")
    ] = ",",
) -> None:
    """Find the named entities of Kazakh texts.

    The exit code is 1 if a record failed; all other records are written.
    """
    from atau.annotate.job import Job, UsageError, format_of
    from atau.annotate.resume import ResumeError
    from atau.annotate.run import annotate as run
    from atau.loading import ModelError

    try:
        job = Job(
            targets=targets,
            format=output_format or format_of(output),
            output=output,
            model=model,
            text_field=text_field,
            input_format=input_format.value,
            jobs=jobs,
            errors=errors,
            resume=resume,
            delimiter=delimiter,
            explain=explain,
        )
        code = run(job, sys.stdin.buffer, sys.stdout.buffer, say)
    except (UsageError, ResumeError, ModelError) as error:
        fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(error, 1)
    raise typer.Exit(code)
