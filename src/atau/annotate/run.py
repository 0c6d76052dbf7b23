"""`atau annotate` as a function: the command line parses the options, this does the work."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Callable, Generator, Iterable
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from atau.annotate import resume as resuming
from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.batches import Batch, annotate_records, foreign_text
from atau.annotate.beginning import checked_settings, done_of, model_of, output_of, selection_of, sources_of
from atau.annotate.job import Job, UsageError, check
from atau.annotate.loading_with import load_with
from atau.annotate.locking import locked
from atau.annotate.output import (
    Interrupted,
    Interrupts,
)
from atau.annotate.records import Failure, InputRecord, ReadOptions, read_records
from atau.annotate.remarks import ForeignTexts, Remarks
from atau.annotate.report import Failures, progress, wants_color, wants_progress
from atau.annotate.writers.registry import FormatError, OutputFormat, Writer, WriterOptions

if TYPE_CHECKING:
    from spacy.language import Language


def annotate(job: Job, stdin: BinaryIO, stdout: BinaryIO, say: Callable[[str], None]) -> int:
    """Does `job`; `say` gets lines for standard error. Returns the exit code: 0, 1 where a record failed, 130 or 143
    after a signal.

    Raises UsageError, ResumeError or ModelError before anything is written, OSError where the output cannot be written.
    """
    form = check(job)
    with locked([job.output, job.errors]):
        try:
            return _annotate(job, form, stdin, stdout, say)
        except FormatError as error:
            raise UsageError(str(error)) from None


def _annotate(job: Job, form: OutputFormat, stdin: BinaryIO, stdout: BinaryIO, say: Callable[[str], None]) -> int:
    remarks = Remarks()
    sources = sources_of(job, remarks, say)
    if sources is None:
        return 1
    model = model_of(job, say)
    load = partial(load_with, model, form.needs.components)
    nlp = load()  # with several processes, too: problems of the model are reported here, once
    needs = dataclasses.replace(
        form.needs, explanations=job.explain, facts=job.facts, language=True, selection=selection_of(job, nlp)
    )
    begin = checked_settings(job, form, model, say)
    done = done_of(job, form, say)
    records = read_records(sources, stdin, ReadOptions(job.text_field, job.encoding, job.max_bytes), remarks)
    foreign = ForeignTexts()
    if job.resume and job.output is not None:
        left_out = partial(_is_left_out, nlp, foreign) if job.only_kazakh else _never
        records = resuming.skip_done(records, done, job.output, left_out)
    options = WriterOptions(job.delimiter, job.output is None and wants_color(), job.explain, model)
    writer = form.make(output_of(job, form, done, stdout, begin), options)
    failures = Failures(job.errors, append=job.resume, say=say)
    run = _Run(job, writer, failures, foreign)
    code = run.write(lambda: _annotated(job, load, nlp, records, needs), form, say)
    if code is not None:
        return code
    for line in remarks.lines():
        say(f"note: {line}")
    for line in foreign.lines(left_out=job.only_kazakh):
        say(line)
    if failures.count:
        kept = f"; the failed records are in {job.errors}" if job.errors else ""
        say(f"{failures.count} failed, {run.written} annotated{kept}")
    return 1 if failures.count else 0


@dataclass(slots=True)
class _Run:
    """The writing of one job; `written` counts records."""

    job: Job
    writer: Writer
    failures: Failures
    foreign: ForeignTexts
    written: int = 0

    def write(
        self, annotated: Callable[[], Generator[Batch, None, None]], form: OutputFormat, say: Callable[[str], None]
    ) -> int | None:
        """Writes everything; the exit code where the run ended early, else None."""
        complete = False
        try:
            with Interrupts() as interrupts:
                self._write_batches(annotated, interrupts)
                with interrupts.held_back():
                    self.writer.close(complete=True)
                    complete = True
        except Interrupted as interrupt:
            hint = "; continue with --resume" if self.job.output and form.resume else ""
            say(f"interrupted after {self.written} records{hint}")
            return 128 + interrupt.signum
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        except BrokenProcessPool:
            say("a worker process died, perhaps for lack of memory; try fewer --jobs")
            return 1
        finally:
            if not complete:
                self.writer.close(complete=False)
            self.failures.close(complete=complete)
        return None

    def _write_batches(self, annotated: Callable[[], Generator[Batch, None, None]], interrupts: Interrupts) -> None:
        with (
            progress(self.job.targets, shown=wants_progress(self.job.output is None)) as advance,
            closing(annotated()) as batches,
        ):
            for batch in batches:
                good = [item for item in batch if isinstance(item, Annotated) and self._keeps(item)]
                with interrupts.held_back():
                    for item in batch:
                        if isinstance(item, Failure):
                            self.failures.add(item)
                    if good:
                        self.writer.write(good)
                    self.written += len(good)
                sizes = (item.size if isinstance(item, Failure) else item.record.size for item in batch)
                advance(len(batch), sum(sizes))

    def _keeps(self, item: Annotated) -> bool:
        """Whether a record belongs into the output; notes where its text is in another language."""
        if item.annotation.foreign is None:
            return True
        self.foreign.add(item.annotation.foreign, item.record.where)
        return not self.job.only_kazakh


def _is_left_out(nlp: Language, foreign: ForeignTexts, record: InputRecord) -> bool:
    """Whether --only-kazakh leaves `record` out; notes that it does."""
    language = foreign_text(nlp, record.text)
    if language is not None:
        foreign.add(language, record.where)
    return language is not None


def _never(record: InputRecord) -> bool:
    return False


def _annotated(
    job: Job,
    load: Callable[[], Language],
    nlp: Language,
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements,
) -> Generator[Batch, None, None]:
    if job.timeout is not None:
        from atau.annotate.timed import annotate_timed

        yield from annotate_timed(load, records, needs, jobs=job.jobs, timeout=job.timeout)
    elif job.jobs == 1:
        yield from annotate_records(nlp, records, needs, load=load)
    else:
        from atau.annotate.pool import annotate_parallel

        yield from annotate_parallel(load, records, needs, jobs=job.jobs)
