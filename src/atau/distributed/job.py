"""`atau annotate --engine`: tables of Parquet in, a folder of tables of Parquet out, both by the engine."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

from atau.annotate.job import UsageError
from atau.distributed.errors import WorkerError
from atau.distributed.options import Options
from atau.loading import RULES, find_model, no_model_note

#: Engine -> the module that it is.
ENGINES: Final = {"ray": "ray", "spark": "pyspark"}
_URL: Final = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])", re.IGNORECASE)
_WORKER: Final = re.compile(rf"{WorkerError.__name__}: ([^\n]+)")
_ID: Final = "id"


@dataclass(frozen=True, slots=True)
class EngineJob:
    """What `atau annotate --engine` is asked to do.

    targets: files or folders of Parquet, patterns, URLs. output: a folder or a URL. id: the column of ids; None is
    ``id``, where there is one. workers: of an engine that is started here; a cluster has its own number.
    """

    engine: str
    targets: list[str]
    output: str
    text: str = "text"
    id: str | None = None
    keep: tuple[str, ...] = ()
    workers: int = 1
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of the tables that were written."""

    documents: int
    errors: int
    mentions: int


class Engine(Protocol):
    """What `run` needs of an engine; its tables are `RayTables` or `SparkTables`."""

    def read(self, paths: list[str]) -> Any:
        """The table in files of Parquet."""

    def columns(self, table: Any) -> list[str]:
        """The names of its columns."""

    def annotate(self, table: Any, **options: Any) -> Any:
        """The tables of what is found."""

    def again(self, path: str) -> Any:
        """The tables of which the one of documents has been written to `path`."""

    def write(self, table: Any, path: str) -> None:
        """Write a table as a folder of files of Parquet."""

    def count(self, tables: Any) -> Counts:
        """Count the rows of the tables by reading the one of documents."""

    def close(self) -> None:
        """End what was started."""


def run(job: EngineJob, say: Callable[[str], None]) -> int:
    """Does `job`; `say` gets lines for standard error. Returns the exit code: 0, or 1 where a document failed.

    The documents are written first: what was expensive is safe then, and the other tables are read off it. Raises
    UsageError or ModelError where it cannot be done, WorkerError where a worker cannot, and whatever the engine raises.
    """
    _check(job)
    options = job.options.settled()
    find_model(str(options.model))  # a name that is wrong is told before an engine is started
    if options.model == RULES and job.options.model is None:
        say(f"note: {no_model_note()}")
    engine = _start(job)
    try:
        table = engine.read(_paths(job.targets))
        given = engine.columns(table)
        name = job.id or (_ID if _ID in given else None)
        missing = [column for column in (job.text, name, *job.keep) if column is not None and column not in given]
        if missing:
            raise UsageError(f"the tables have no column {missing[0]!r}; their columns: {', '.join(map(repr, given))}")
        try:
            tables = engine.annotate(table, text=job.text, id=name, keep=job.keep, **options.to_dict())
        except (TypeError, ValueError) as error:
            raise UsageError(str(error)) from None
        counts = _write(engine, tables, job, options)
    finally:
        engine.close()
    good = counts.documents - counts.errors
    failed = f"{counts.errors} failed, listed in {job.output}/errors; " if counts.errors else ""
    say(f"{failed}{good} annotated, {counts.mentions} mentions")
    return 1 if counts.errors else 0


def _write(engine: Engine, tables: Any, job: EngineJob, options: Options) -> Counts:
    output = job.output if _URL.match(job.output) else os.path.abspath(job.output)
    try:
        engine.write(tables.documents, f"{output}/documents")
    except Exception as error:
        # What a worker raises arrives as an error of the engine, with the traces of all processes it went through.
        if (found := _WORKER.search(str(error))) is None:
            raise
        raise WorkerError(found[1]) from error
    written = engine.again(f"{output}/documents")
    engine.write(written.mentions, f"{output}/mentions")
    if options.facts:
        engine.write(written.facts, f"{output}/facts")
    counts = engine.count(written)
    if counts.errors:
        engine.write(written.errors, f"{output}/errors")
    return counts


def as_location(output: Path) -> str:
    """A folder or a URL as it was given: a Path makes ``s3:/bucket`` of ``s3://bucket``."""
    return _URL.sub(r"\1://", str(output), count=1) if _URL.match(str(output)) else str(output)


def _check(job: EngineJob) -> None:
    module = ENGINES[job.engine]
    for needed, extra in ((module, job.engine), ("pyarrow", "parquet")):
        if find_spec(needed) is None:
            raise UsageError(
                f"--engine {job.engine} needs the package {needed}, which is not installed. Install it "
                f'(pip install "atau[{extra}]")'
            )
    if not _URL.match(job.output):
        folder = Path(job.output)
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise UsageError(f"--output {folder} is not an empty directory; name a new one")
        if not folder.absolute().parent.is_dir():
            raise UsageError(f"--output {folder}: the directory {folder.parent} does not exist; create it first")


def _paths(targets: list[str]) -> list[str]:
    """The targets, local patterns and relative paths resolved: what an engine reads, it reads elsewhere."""
    found: list[str] = []
    for target in targets:
        if _URL.match(target):
            found.append(target)
            continue
        paths = sorted(glob.glob(target, recursive=True)) if glob.has_magic(target) else [target]
        if not paths or not os.path.exists(paths[0]):
            raise UsageError(f"{target}: there is no such file; --engine reads files and folders of Parquet")
        found += [os.path.abspath(path) for path in paths]
    return found


def _start(job: EngineJob) -> Engine:
    if job.engine == "ray":
        from atau.distributed.ray_engine import RayEngine

        return RayEngine(job.workers)
    from atau.distributed.spark_engine import SparkEngine

    return SparkEngine(job.workers)
