"""What `atau annotate` is asked to do, and the check that it can be done before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from atau.annotate.json_lines import RESERVED
from atau.annotate.records import InputFormat
from atau.annotate.writers.registry import FormatError, OutputFormat, all_formats, format_for_suffix, get_format
from atau.documents.decoding import AUTO, known_encoding
from atau.documents.options import MAX_BYTES


class UsageError(Exception):
    """The options contradict each other, or a file cannot be used as they ask."""


@dataclass(frozen=True, slots=True)
class Job:
    """What `atau annotate` is asked to do; the fields are its options.

    labels, min_score: None keeps every entity. timeout: seconds for a record, None without a limit. max_bytes: of a
    text file or a line of JSONL. only_kazakh: leaves texts out that surely are in another language. facts: of the
    entities that are kept.
    """

    targets: list[str]
    format: str = "table"
    output: Path | None = None
    model: str | None = None
    text_field: str = "text"
    input_format: InputFormat = "auto"
    jobs: int = 1
    errors: Path | None = None
    resume: bool = False
    delimiter: str = ","
    explain: bool = False
    facts: bool = False
    encoding: str = AUTO
    max_bytes: int = MAX_BYTES
    timeout: float | None = None
    labels: tuple[str, ...] | None = None
    min_score: float | None = None
    only_kazakh: bool = False


def format_of(output: Path | None) -> str:
    """The format that the file name ending of `output` selects; table where there is none (/dev/stdout).

    Raises UsageError for an unknown ending: nobody expects a table in a file named x.xlsx or x.json.
    """
    if output is None or not output.suffix:
        return "table"
    found = format_for_suffix(output.suffix)
    if found is None:
        known = ", ".join(suffix for form in all_formats() for suffix in form.suffixes)
        raise UsageError(
            f"--output {output}: the ending {output.suffix} does not say which format to write. "
            f"Choose one with --format, or use one of the endings {known}."
        )
    return found.name


def check(job: Job) -> OutputFormat:
    """The output format of `job`. Raises UsageError where options contradict each other or a file cannot be used."""
    try:
        form = get_format(job.format)
        form.check_installed()
    except FormatError as error:
        raise UsageError(str(error)) from None
    _check_format(job, form)
    _check_numbers(job)
    try:
        known_encoding(job.encoding)
    except LookupError:
        raise UsageError(
            f"--encoding: there is no encoding {job.encoding!r}; use a name such as utf-8, utf-16, cp1251 or kz1048, "
            "or auto to have it detected"
        ) from None
    if job.targets.count("-") > 1:
        raise UsageError("standard input (-) is given more than once, but can be read only once")
    _check_paths(job, form)
    return form


def _check_numbers(job: Job) -> None:
    if job.jobs < 1:
        raise UsageError(f"--jobs must be at least 1, not {job.jobs}")
    if job.max_bytes < 1:
        raise UsageError(f"--max-bytes must be at least 1, not {job.max_bytes}")
    if job.timeout is not None and not 0 < job.timeout < 1e9:
        raise UsageError(f"--timeout must be a number of seconds above 0, not {job.timeout:g}")
    if job.min_score is not None and not 0 <= job.min_score <= 1:
        raise UsageError(f"--min-score must be from 0 to 1, not {job.min_score:g}")


def _check_format(job: Job, form: OutputFormat) -> None:
    if form.binary and job.output is None:
        raise UsageError(
            f"--format {form.name} is a binary file and is not written to standard output: "
            f"name a file with --output FILE{form.suffixes[0] if form.suffixes else ''}"
        )
    if form.name == "jsonl" and job.text_field in RESERVED:
        raise UsageError(
            f"--text-field {job.text_field}: atau writes a field of this name itself; rename the field in the input, "
            "or choose another --format"
        )
    if len(job.delimiter) != 1 or job.delimiter in '"\r\n\ufeff':
        raise UsageError(f"--delimiter must be one character, no quote and no line break, not {job.delimiter!r}")
    if job.resume and (job.output is None or form.resume is None):
        names = " or ".join(other.name for other in all_formats() if other.resume)
        raise UsageError(f"--resume continues an output file: give --output, and --format {names}")
    if job.explain and not form.explains:
        names = ", ".join(other.name for other in all_formats() if other.explains)
        raise UsageError(f"--explain: the format {form.name} cannot hold explanations; choose one of {names}")
    if job.facts and not form.facts:
        names = ", ".join(other.name for other in all_formats() if other.facts)
        raise UsageError(f"--facts: the format {form.name} cannot hold facts; choose one of {names}")


def _check_paths(job: Job, form: OutputFormat) -> None:
    inputs = {Path(target).resolve() for target in job.targets if target != "-"}
    for option, path in (("--output", job.output), ("--errors", job.errors)):
        if path is None:
            continue
        if path.resolve() in inputs:
            raise UsageError(f"{option} {path} is one of the inputs, which would be overwritten; choose another file")
        if path.is_dir() and not (form.folder and path == job.output):
            raise UsageError(f"{option} {path} is a directory; give the name of a file")
        if path.is_dir() and any(path.iterdir()):
            raise UsageError(f"{option} {path} is not empty; name a new directory, or an empty one")
        if not path.parent.is_dir():
            raise UsageError(f"{option} {path}: the directory {path.parent} does not exist; create it first")
    if job.output and job.errors and job.output.resolve() == job.errors.resolve():
        raise UsageError(f"--output and --errors are the same file, {job.output}; choose two")
