"""`atau annotate` as a function: the parser hands over, this does the work."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from atau import loading
from atau.annotate import resume as resuming
from atau.annotate.batches import Annotated, Batch, WriterRequirements, annotate_records
from atau.annotate.output import FileOutput, Interrupted, Interrupts, LineOutput, Output, StandardOutput
from atau.annotate.records import Failure, InputFormat, InputRecord, Skipped, Source, find_sources, read_records
from atau.annotate.report import Failures, progress, wants_progress
from atau.annotate.writers.conllu import ConlluWriter
from atau.annotate.writers.jsonl import ConllWriter, HtmlWriter, JsonlWriter, SpacyWriter, Writer
from atau.annotate.writers.rows import MISSING_PYARROW, CsvWriter, ParquetWriter
from atau.annotate.writers.table import TableWriter, wants_color

if TYPE_CHECKING:
    from spacy.language import Language

Format = Literal["table", "jsonl", "csv", "parquet", "conll", "conllu", "html", "spacy"]
SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".conllu": "conllu",
    ".conll": "conll",
    ".iob": "conll",
    ".iob2": "conll",
    ".html": "html",
    ".htm": "html",
    ".spacy": "spacy",
    ".txt": "table",
}
RESUMABLE: Final = ("jsonl", "conll")
BINARY: Final = ("spacy", "parquet")


class UsageError(Exception):
    """The options do not fit together, or a file cannot be what they make of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What `atau annotate` is asked to do; the fields are its options."""

    targets: list[str]
    format: Format = "table"
    output: Path | None = None
    model: str | None = None
    text_field: str = "text"
    input_format: InputFormat = "auto"
    jobs: int = 1
    errors: Path | None = None
    resume: bool = False
    delimiter: str = ","


def annotate(job: Job, stdin: BinaryIO, stdout: BinaryIO, say: Callable[[str], None]) -> int:
    """Does `job`; `say` gets lines for standard error. Returns the exit code: 0, or 1 where a
    record failed, 130 or 143 where a signal came.

    Raises UsageError, ResumeError or ModelError where the work cannot begin, OSError where the
    output cannot be written.
    """
    _check(job)
    skipped = Skipped()
    sources = _sources(job, skipped, say)
    if sources is None:
        return 1
    load = _loader(job, say)
    nlp = load()  # with several processes, too: what is wrong with it is told here, once
    done = _done(job)
    records = read_records(sources, stdin, job.text_field)
    if job.resume and job.output is not None:
        records = resuming.skip_done(records, done, job.output)
    writer = _writer(job, done, stdout)
    failures = Failures(job.errors, append=job.resume, say=say)
    complete = False
    written = 0
    try:
        with (
            Interrupts() as interrupts,
            progress(job.targets, shown=wants_progress(job.output is None)) as advance,
            closing(_annotated(job, load, nlp, records, writer.need)) as batches,
        ):
            for batch in batches:
                good = [item for item in batch if isinstance(item, Annotated)]
                with interrupts.held_back():
                    for item in batch:
                        if isinstance(item, Failure):
                            failures.add(item)
                    if good:
                        writer.write(good)
                    written += len(good)
                sizes = (i.size if isinstance(i, Failure) else i.record.size for i in batch)
                advance(len(batch), sum(sizes))
            with interrupts.held_back():
                writer.close(complete=True)
                complete = True
    except Interrupted as interrupt:
        hint = "; --resume goes on from there" if job.output and job.format in RESUMABLE else ""
        say(f"interrupted after {written} records{hint}")
        return 128 + interrupt.signum
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenProcessPool:
        say("a worker process ended early (was there enough memory?); try fewer --jobs")
        return 1
    finally:
        if not complete:
            writer.close(complete=False)
        failures.close(complete=complete)
    if skipped.count:
        say(f"note: {skipped}")
    if failures.count:
        kept = f"; they are in {job.errors}" if job.errors else ""
        say(f"{failures.count} failed, {written} annotated{kept}")
    return 1 if failures.count else 0


def format_of(output: Path | None) -> Format:
    """The format that the ending of `output` stands for; the table where it has none (/dev/stdout).

    Raises UsageError for an ending that is unknown: a table in a file named x.xlsx or x.json is a surprise.
    """
    if output is None or not output.suffix:
        return "table"
    try:
        return SUFFIXES[output.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"--output {output}: the ending {output.suffix} does not say which format to write; "
            f"name it with --format, or take one of {', '.join(SUFFIXES)}"
        ) from None


def _check(job: Job) -> None:
    if job.format in BINARY and job.output is None:
        raise UsageError(f"--format {job.format} is a binary file: name it with --output FILE.{job.format}")
    if job.format == "parquet" and find_spec("pyarrow") is None:
        raise UsageError(MISSING_PYARROW)
    if len(job.delimiter) != 1 or job.delimiter in '"\r\n\ufeff':
        raise UsageError(f"--delimiter must be one character that is no quote and no line break, not {job.delimiter!r}")
    if job.resume and (job.output is None or job.format not in RESUMABLE):
        raise UsageError("--resume needs --output and --format jsonl or conll")
    if job.jobs < 1:
        raise UsageError("--jobs must be at least 1")
    if job.targets.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    inputs = {Path(target).resolve() for target in job.targets if target != "-"}
    for option, path in (("--output", job.output), ("--errors", job.errors)):
        if path is None:
            continue
        if path.resolve() in inputs:
            raise UsageError(f"{option} {path} is an input file or directory, too")
        if path.is_dir() or not path.parent.is_dir():
            what = "is a directory" if path.is_dir() else "lies in a directory that is not there"
            raise UsageError(f"{option} {path} {what}")
    if job.output and job.errors and job.output.resolve() == job.errors.resolve():
        raise UsageError("--output and --errors are the same file")


def _sources(job: Job, skipped: Skipped, say: Callable[[str], None]) -> Iterator[Source | Failure] | None:
    """The sources of `job`; None, with a word about each target, where there is nothing to
    read: then no output is begun and that of an earlier run is not lost."""
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


def _done(job: Job) -> resuming.Done:
    if not job.resume or job.output is None or not job.output.exists():
        return resuming.nothing_done()
    if job.format == "jsonl":
        return resuming.jsonl_done(job.output, job.text_field)
    return resuming.conll_done(job.output)


def _writer(job: Job, done: resuming.Done, stdout: BinaryIO) -> Writer:
    output: Output
    if job.output is None:
        output = StandardOutput(stdout)
    elif job.format in ("html", *BINARY):
        output = FileOutput(job.output)
    else:
        output = LineOutput(job.output, done.end)
    if job.format == "table":
        return TableWriter(output, colored=job.output is None and wants_color())
    writers: dict[str, Callable[[Output], Writer]] = {
        "jsonl": JsonlWriter,
        "csv": partial(CsvWriter, delimiter=job.delimiter),
        "parquet": ParquetWriter,
        "conllu": ConlluWriter,
        "conll": ConllWriter,
        "html": HtmlWriter,
        "spacy": SpacyWriter,
    }
    return writers[job.format](output)


def _annotated(
    job: Job,
    load: Callable[[], Language],
    nlp: Language,
    records: Iterable[InputRecord | Failure],
    need: WriterRequirements,
) -> Generator[Batch, None, None]:
    if job.jobs == 1:
        yield from annotate_records(nlp, records, need, load=load)
    else:
        from atau.annotate.pool import annotate_parallel

        yield from annotate_parallel(load, records, need, jobs=job.jobs)
