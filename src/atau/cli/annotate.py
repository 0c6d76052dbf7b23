"""`atau annotate`: options and help; the work is in `atau.annotate`."""

from __future__ import annotations

import enum
import sys
from typing import Annotated, Any, Final, Optional

import typer

from atau.annotate.writers.registry import FormatError, format_names, get_format, own_formats
from atau.cli.options import Jobs, MaybeFloat, MaybeModel, MaybePath, MaybeText, TextField, fail, say
from atau.cli.sizes import number_of_bytes

_RESUMABLE = ", ".join(sorted(form.name for form in own_formats() if form.resume))

_EXPLAINING = ", ".join(sorted(form.name for form in own_formats() if form.explains))
_TELLING = ", ".join(sorted(form.name for form in own_formats() if form.facts))


class EngineName(str, enum.Enum):
    """The engines of --engine."""

    ray = "ray"
    spark = "spark"


class TextFormat(str, enum.Enum):
    """The formats of --input-format."""

    auto = "auto"
    text = "text"
    jsonl = "jsonl"
    subtitles = "subtitles"


def _known_format(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return get_format(name).name
    except FormatError as error:
        raise typer.BadParameter(str(error)) from None


def _completed(incomplete: str) -> list[str]:
    return [name for name in format_names() if name.startswith(incomplete)]


def _split(given: str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    return tuple(name for part in given.split(",") if (name := part.strip()))


def annotate(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|DIR|GLOB|-",
            help="Texts, web pages, PDF, Word, OpenDocument, RTF, mail, tables (.csv, .xlsx), JSON, subtitles, zip "
            "archives; directories containing them, glob patterns; - is standard input.",
            show_default=False,
        ),
    ],
    output_format: Annotated[
        MaybeText,
        typer.Option(
            "--format",
            "--to",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(format_names())}. By default chosen by the ending of --output, else table.",
            callback=_known_format,
            autocompletion=_completed,
        ),
    ] = None,
    output: Annotated[
        MaybePath, typer.Option("--output", "-o", help="File or folder to write. By default standard output.")
    ] = None,
    model: MaybeModel = None,
    text_field: TextField = "text",
    input_format: Annotated[
        TextFormat, typer.Option("--input-format", help="auto: by the ending of the file name.")
    ] = TextFormat.auto,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="Encoding of the input (utf-16, cp1251, kz1048 …). auto: UTF-8, and where it is not that, detected.",
        ),
    ] = "auto",
    labels: Annotated[
        MaybeText,
        typer.Option("--labels", metavar="LABEL,…", help="Keep only the entities of these labels: PERSON,ORG."),
    ] = None,
    min_score: Annotated[
        MaybeFloat,
        typer.Option("--min-score", metavar="0…1", help="Keep only entities of at least this score."),
    ] = None,
    only_kazakh: Annotated[
        bool, typer.Option("--only-kazakh", help="Leave out texts in another language; they are counted at the end.")
    ] = False,
    jobs: Jobs = 1,
    errors: Annotated[
        MaybePath, typer.Option("--errors", help="JSONL file for the records that could not be annotated.")
    ] = None,
    timeout: Annotated[
        MaybeFloat,
        typer.Option("--timeout", metavar="SECONDS", help="Stop a record that takes longer; it counts as failed."),
    ] = None,
    max_bytes: Annotated[
        str,
        typer.Option("--max-bytes", metavar="SIZE", help="The most a text file or a line of JSONL may hold: 64M, 1G."),
    ] = "16M",
    resume: Annotated[
        bool,
        typer.Option("--resume", help=f"Continue an interrupted run; needs --output. Formats: {_RESUMABLE}."),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=f"Say why each entity was found. Formats: {_EXPLAINING}.")
    ] = False,
    facts: Annotated[
        bool,
        typer.Option(
            "--facts", help=f"Also write who holds which office, what is where, amounts. Formats: {_TELLING}."
        ),
    ] = False,
    delimiter: Annotated[
        str,
        typer.Option(
            "--delimiter", help="Separator of csv: one character, or \\t. Spreadsheets with a decimal comma expect ';'."
        ),
    ] = ",",
    engine: Annotated[
        Optional[EngineName],  # noqa: UP045
        typer.Option(
            "--engine",
            help="Read Parquet and write a folder of it on a cluster, or with --jobs workers on this machine.",
        ),
    ] = None,
    id_field: Annotated[
        MaybeText,
        typer.Option("--id-field", metavar="COLUMN", help="With --engine: what documents are called. By default id."),
    ] = None,
    keep: Annotated[
        MaybeText,
        typer.Option("--keep", metavar="COLUMN,…", help="With --engine: columns to carry through."),
    ] = None,
) -> None:
    """Find the named entities of Kazakh texts.

    The exit code is 1 if a record failed; all other records are written.
    """
    given = dict(locals())
    from atau.annotate.job import Job, UsageError, format_of
    from atau.annotate.resume import ResumeError
    from atau.annotate.run import annotate as run
    from atau.distributed.errors import WorkerError
    from atau.loading import ModelError

    try:
        if engine is not None:
            raise typer.Exit(_on_engine(given))
        if id_field is not None or keep is not None:
            raise UsageError("--id-field and --keep are options of --engine")
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
            delimiter={"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter),
            explain=explain,
            facts=facts,
            encoding=encoding,
            labels=_split(labels),
            min_score=min_score,
            only_kazakh=only_kazakh,
            timeout=timeout,
            max_bytes=number_of_bytes(max_bytes),
        )
        code = run(job, sys.stdin.buffer, sys.stdout.buffer, say)
    except (UsageError, ResumeError, ModelError, WorkerError) as error:
        fail(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(error, 1)
    raise typer.Exit(code)


# Options that mean nothing where an engine reads and writes, with the values they have where they are not given.
_NOT_ON_ENGINES: Final = {
    "input_format": TextFormat.auto, "encoding": "auto", "errors": None, "resume": False, "delimiter": ",",
}  # fmt: skip


def _on_engine(given: dict[str, Any]) -> int:
    """``--engine``: the exit code. Raises UsageError, ModelError, WorkerError."""
    from atau.annotate.job import UsageError
    from atau.distributed.job import EngineJob, as_location, run
    from atau.distributed.options import Options

    for option, default in _NOT_ON_ENGINES.items():
        if given[option] != default:
            raise UsageError(
                f"--{option.replace('_', '-')} cannot be used with --engine, which reads and writes Parquet"
            )
    if given["output_format"] not in (None, "parquet"):
        raise UsageError(f"--format {given['output_format']} cannot be used with --engine, which writes Parquet")
    if given["output"] is None:
        raise UsageError("--engine writes a folder: name it with --output")
    same = {name: given[name] for name in ("model", "facts", "explain", "min_score", "only_kazakh")}
    if given["timeout"] is not None:
        same["timeout"] = given["timeout"]
    try:
        options = Options(labels=_split(given["labels"]), max_bytes=number_of_bytes(given["max_bytes"]), **same)
    except ValueError as error:
        raise UsageError(str(error)) from None
    job = EngineJob(
        engine=given["engine"].value,
        targets=given["targets"],
        output=as_location(given["output"]),
        text=given["text_field"],
        id=given["id_field"],
        keep=_split(given["keep"]) or (),
        workers=given["jobs"],
        options=options,
    )
    return run(job, say)
