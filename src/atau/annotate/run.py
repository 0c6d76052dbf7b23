"""`atau annotate` as a function: the command line parses the options, this does the work."""

from __future__ import annotations

import dataclasses
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from atau import loading
from atau.annotate import resume as resuming
from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.batches import Batch, annotate_records
from atau.annotate.job import Job, check
from atau.annotate.output import FileOutput, Interrupted, Interrupts, LineOutput, Output, StandardOutput
from atau.annotate.records import Failure, InputRecord, Skipped, Source, find_sources, read_records
from atau.annotate.report import Failures, progress, wants_color, wants_progress
from atau.annotate.writers.registry import OutputFormat, Writer, WriterOptions

if TYPE_CHECKING:
    from spacy.language import Language


def annotate(job: Job, stdin: BinaryIO, stdout: BinaryIO, say: Callable[[str], None]) -> int:
    """Does `job`; `say` gets lines for standard error. Returns the exit code: 0, 1 where a record failed, 130 or 143
    after a signal.

    Raises UsageError, ResumeError or ModelError before anything is written, OSError where the output cannot be written.
    """
    form = check(job)
    skipped = Skipped()
    sources = _sources(job, skipped, say)
    if sources is None:
        return 1
    load = _loader(job, say)
    nlp = load()  # with several processes, too: problems of the model are reported here, once
    done = _done(job, form)
    records = read_records(sources, stdin, job.text_field)
    if job.resume and job.output is not None:
        records = resuming.skip_done(records, done, job.output)
    options = WriterOptions(job.delimiter, job.output is None and wants_color(), job.explain)
    writer = form.make(_output(job, form, done, stdout), options)
    failures = Failures(job.errors, append=job.resume, say=say)
    needs = dataclasses.replace(form.needs, explanations=job.explain)
    run = _Run(job, writer, failures)
    code = run.write(lambda: _annotated(job, load, nlp, records, needs), form, say)
    if code is not None:
        return code
    if skipped.count:
        say(f"note: {skipped}")
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
                good = [item for item in batch if isinstance(item, Annotated)]
                with interrupts.held_back():
                    for item in batch:
                        if isinstance(item, Failure):
                            self.failures.add(item)
                    if good:
                        self.writer.write(good)
                    self.written += len(good)
                sizes = (item.size if isinstance(item, Failure) else item.record.size for item in batch)
                advance(len(batch), sum(sizes))


def _sources(job: Job, skipped: Skipped, say: Callable[[str], None]) -> Iterator[Source | Failure] | None:
    """The sources of `job`; None, after a message about each target, where there is nothing to read.

    Then no output is begun, and that of an earlier run is not lost.
    """
    exclude = [path for path in (job.output, job.errors) if path is not None]
    sources = find_sources(job.targets, job.input_format, exclude, skipped)
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
    if skipped.count:
        say(f"note: {skipped}")
    say(f"{failures.count} failed, nothing to annotate")
    return None


def _loader(job: Job, say: Callable[[str], None]) -> Callable[[], Language]:
    name = job.model
    if name is None:
        name = loading.default_name()
        if name == loading.RULES:
            say(f"note: {loading.NO_MODEL_NOTE}")
    return partial(loading.load, name)


def _done(job: Job, form: OutputFormat) -> resuming.Done:
    if not job.resume or form.resume is None or job.output is None or not job.output.exists():
        return resuming.nothing_done()
    return form.resume(job.output, job.text_field)


def _output(job: Job, form: OutputFormat, done: resuming.Done, stdout: BinaryIO) -> Output:
    if job.output is None:
        return StandardOutput(stdout)
    return FileOutput(job.output) if form.single_document else LineOutput(job.output, done.end)


def _annotated(
    job: Job,
    load: Callable[[], Language],
    nlp: Language,
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements,
) -> Generator[Batch, None, None]:
    if job.jobs == 1:
        yield from annotate_records(nlp, records, needs, load=load)
    else:
        from atau.annotate.pool import annotate_parallel

        yield from annotate_parallel(load, records, needs, jobs=job.jobs)
