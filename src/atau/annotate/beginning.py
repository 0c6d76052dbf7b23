"""What a run of `atau annotate` begins with: its sources, the model, what is done already, the output."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from atau import loading
from atau.annotate import resume as resuming
from atau.annotate.checkpoint import check_settings, settings_of, write_checkpoint
from atau.annotate.job import Job, UsageError
from atau.annotate.output import (
    FileOutput,
    FolderOutput,
    LineOutput,
    Output,
    StandardOutput,
    TerminalOutput,
    is_terminal,
    printable_lines,
)
from atau.annotate.records import Failure, Source, find_sources
from atau.annotate.remarks import Remarks
from atau.annotate.report import Failures
from atau.annotate.selection import Selection, SelectionError
from atau.annotate.writers.registry import OutputFormat
from atau.terminal import printable_json

if TYPE_CHECKING:
    from spacy.language import Language


def sources_of(job: Job, remarks: Remarks, say: Callable[[str], None]) -> Iterator[Source | Failure] | None:
    """The sources of `job`; None, after a message about each target, where there is nothing to read.

    Then no output is begun, and that of an earlier run is not lost.
    """
    exclude = [path for path in (job.output, job.errors) if path is not None]
    sources = find_sources(job.targets, job.input_format, exclude, remarks)
    seen: list[Source | Failure] = []
    for source in sources:
        seen.append(source)
        if isinstance(source, Source):
            return chain(seen, sources)
    failures = Failures(job.errors, append=job.resume, say=say)
    for failure in seen:
        if isinstance(failure, Failure):
            failures.add(failure)
    failures.close(complete=True)
    for line in remarks.lines():
        say(f"note: {line}")
    say(f"{failures.count} failed, nothing to annotate")
    return None


def model_of(job: Job, say: Callable[[str], None]) -> str:
    """The name of the model; a note where it is the rules for want of one."""
    name = job.model
    if name is None:
        name = loading.default_name()
        if name == loading.RULES:
            say(f"note: {loading.no_model_note()}")
    return name


def selection_of(job: Job, nlp: Language) -> Selection:
    """Which entities are kept. Raises UsageError for a label that the pipeline does not have."""
    selection = Selection(None if job.labels is None else frozenset(job.labels), job.min_score)
    try:
        selection.check(nlp)
    except SelectionError as error:
        raise UsageError(str(error)) from None
    return selection


def checked_settings(job: Job, form: OutputFormat, model: str, say: Callable[[str], None]) -> Callable[[], None] | None:
    """What keeps the settings of this run beside its output, to be called before the first record is written.

    None where the output cannot be resumed. Raises ResumeError where it is resumed with other settings.
    """
    output = job.output
    if form.resume is None or output is None or (output.exists() and not output.is_file()):
        return None
    settings = settings_of(job, model)
    if job.resume and output.exists() and output.stat().st_size:
        check_settings(output, settings, say)

    def begin() -> None:
        # A folder in which no file can be made may hold one that can be written.
        with contextlib.suppress(PermissionError):
            write_checkpoint(output, settings)

    return begin


def done_of(job: Job, form: OutputFormat, say: Callable[[str], None]) -> resuming.Done:
    """What an earlier run has written, where this one goes on with it."""
    if not job.resume or form.resume is None or job.output is None or not job.output.exists():
        return resuming.nothing_done()
    done = form.resume(job.output, job.text_field)
    if done.damage:
        say(f"note: {job.output}:{done.damage}: damaged (NUL bytes, as a power cut leaves them); redone from there on")
    return done


def output_of(
    job: Job, form: OutputFormat, done: resuming.Done, stdout: BinaryIO, begin: Callable[[], None] | None
) -> Output:
    """Where the format writes to: a file, a folder, standard output, a terminal."""
    output: Output
    if job.output is None:
        output, terminal = StandardOutput(stdout), stdout.isatty()
    elif form.makes_folder(job.output):
        return FolderOutput(job.output)
    else:
        terminal = is_terminal(job.output)
        whole = form.single_document and not terminal
        output = FileOutput(job.output) if whole else LineOutput(job.output, done.end, begin)
    # The table takes care of what it shows, and colours it.
    if not terminal or form.name == "table":
        return output
    return TerminalOutput(output, printable_json if form.name == "jsonl" else printable_lines)
