"""Annotate a table on Ray or Spark with one and with two workers, kill some, and compare with one process.

    python scripts/distributed_test.py --engine ray --documents 20000
    python scripts/distributed_test.py --engine spark --write docs/how-to/clusters.md

Prints a table in Markdown, which --write puts into a page between ``<!-- distributed: ENGINE -->`` and
``<!-- /distributed: ENGINE -->``. Exit code 1 where a row differs or memory grows, not for what is only slow.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final, Optional

import pyarrow as pa
import pyarrow.compute as pc
import typer
from pyarrow import parquet

from atau.corpus.reading import iter_marked
from atau.distributed import Tables, annotate_batches
from atau.distributed.job import Engine
from atau.distributed.options import Options
from benchmark_machine import ROOT, machine, say
from distributed_watch import Watch
from memory_test import texts

_PER_FILE: Final = 500
_SHORT: Final = 0.8
_GROWTH: Final = 0.15  # of memory, of the last third over the first
_MANY: Final = 10**9


class EngineName(str, Enum):
    """What runs the workers."""

    RAY = "ray"
    SPARK = "spark"


@dataclass(frozen=True)
class Input:
    """The documents in a folder of Parquet."""

    folder: Path
    documents: int
    words: int


@dataclass(frozen=True)
class Run:
    """What an engine made of the documents: the folder, the seconds with and without the start of workers."""

    folder: Path
    seconds: float
    start: float
    watch: Watch

    @property
    def at_work(self) -> float:
        return max(self.seconds - self.start, 1e-9)


def write_input(folder: Path, documents: int, words: int, seed: int) -> Input:
    """Documents of about `words` words out of the sentences of the training articles; about every sixth word is new."""
    sentences = [
        line for source in sorted(ROOT.glob("corpus/*/train")) for record in iter_marked(source)
        for line in record.text.split("\n") if line.strip()
    ]  # fmt: skip
    random.Random(seed).shuffle(sentences)
    # A text goes on to the end of its sentence.
    stream = islice(texts(sentences, _MANY, seed, max(1, round(words * _SHORT))), documents)
    count = total = 0
    folder.mkdir()
    while part := list(islice(stream, _PER_FILE)):
        total += sum(len(text.split()) for text in part)
        numbers = range(count, count + len(part))
        table = pa.table({"id": [f"d{n}" for n in numbers], "n": list(numbers), "text": part})
        parquet.write_table(table, folder / f"{count:08}.parquet")
        count += len(part)
    return Input(folder, count, total)


def one_process(source: Input, options: dict[str, Any]) -> tuple[pa.Table, float]:
    """All documents and the seconds of one process without an engine, its start left out."""
    batches = (parquet.read_table(path) for path in sorted(source.folder.glob("*.parquet")))
    stream = annotate_batches(_warmed(batches), text="text", id="id", keep=["n"], **options)
    next(stream)
    begun = time.perf_counter()
    found = pa.concat_tables(part.documents for part in stream)
    return found, time.perf_counter() - begun


def _warmed(batches: Iterator[pa.Table]) -> Iterator[pa.Table]:
    yield pa.table({"id": ["warm"], "n": [-1], "text": ["12"]})
    yield from batches


def on_engine(
    name: EngineName, source: Input, output: Path, workers: int, options: dict[str, Any], kills: int = 0
) -> Run:
    """One run of an engine that is started for it; `kills`: that many workers are killed on the way."""
    engine = _engine(name, workers)
    try:
        few = _few(source, output.parent / f"{output.name}-few", workers)
        start = _timed(lambda: _annotate(engine, few, output.parent / f"{output.name}-start", options))
        with Watch(os.getpid(), kills=kills) as watch:
            seconds = _timed(lambda: _annotate(engine, source.folder, output, options))
    finally:
        engine.close()
    say(f"{name.value}, {workers} workers: {seconds:.1f} s, {watch.kills} killed")
    return Run(output, seconds, start, watch)


def _few(source: Input, folder: Path, workers: int) -> Path:
    """A document for each worker: what takes time with them is the start."""
    folder.mkdir()
    table = parquet.read_table(min(source.folder.glob("*.parquet")))[:workers]
    for number in range(workers):
        parquet.write_table(table[number : number + 1], folder / f"{number}.parquet")
    return folder


def _annotate(engine: Engine, folder: Path, output: Path, options: dict[str, Any]) -> None:
    tables = engine.annotate(engine.read([str(folder)]), text="text", id="id", keep=["n"], **options)
    engine.write(tables.documents, str(output))


def _timed(do: Callable[[], None]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _engine(name: EngineName, workers: int) -> Engine:
    if name is EngineName.RAY:
        from atau.distributed.ray_engine import RayEngine

        return RayEngine(workers)
    from atau.distributed.spark_engine import SparkEngine

    return SparkEngine(workers)


def sorted_rows(documents: pa.Table) -> pa.Table:
    """In the order of the input, without what an engine may choose."""
    table = documents.drop_columns(["row"]).filter(pc.greater_equal(documents.column("n"), 0)).sort_by("n")
    return pa.table([column.combine_chunks() for column in table.columns], names=table.column_names)


def differences(expected: pa.Table, found: Path) -> int:
    """Rows that are missing, too many, or not the same byte for byte."""
    rows, wanted = sorted_rows(parquet.read_table(found)), sorted_rows(expected)
    if rows.equals(wanted):
        return 0
    if rows.column("n").to_pylist() != wanted.column("n").to_pylist():
        one, other = set(rows.column("n").to_pylist()), set(wanted.column("n").to_pylist())
        return max(len(one ^ other), abs(len(rows) - len(wanted)), 1)
    return sum(a != b for a, b in zip(rows.to_pylist(), wanted.to_pylist(), strict=True))


def size_of(folder: Path) -> int:
    """Bytes of the files of Parquet in it."""
    return sum(file.stat().st_size for file in folder.glob("*.parquet"))


def flat_sizes(documents: pa.Table, folder: Path) -> dict[str, int]:
    """Bytes of the tables of mentions and of facts as Parquet."""
    folder.mkdir()
    sizes = {}
    for name, table in (("mentions", Tables(documents).mentions), ("facts", Tables(documents).facts)):
        parquet.write_table(table, folder / name, compression="zstd")
        sizes[name] = (folder / name).stat().st_size
    return sizes


def report(
    name: EngineName, model: str, source: Input, alone: float, runs: tuple[Run, Run], killed: Run,
    wrong: dict[str, int], sizes: dict[str, int],
) -> str:  # fmt: skip
    """The table in Markdown."""
    one, two = runs
    first, last, most = two.watch.memory()
    per_core = source.words / two.at_work / 2
    each = [(key, size / source.documents) for key, size in sizes.items()]
    space = ", ".join(f"{key} {size:,.0f} GB" for key, size in each)
    hours = _MANY * source.words / source.documents / per_core / 3600
    rows = [
        ("documents, words", f"{source.documents:,}, {source.words:,}"),
        ("one process without an engine", f"{alone:.1f} s, {source.words / alone:,.0f} words/s"),
        ("one worker", f"{one.seconds:.1f} s, of which {one.start:.1f} s are the start"),
        ("two workers", f"{two.seconds:.1f} s, of which {two.start:.1f} s are the start"),
        ("efficiency of each of two workers", f"{one.at_work / two.at_work / 2:.2f}"),
        ("memory of a worker, first and last third", f"{first:.0f} MB, {last:.0f} MB; at most {most:.0f} MB"),
        ("rows that differ from one process", f"{wrong['one']} with one worker, {wrong['two']} with two"),
        (f"rows that differ with {killed.watch.kills} processes killed", f"{wrong['killed']}"),
        ("written for a document", ", ".join(f"{key} {size:,.0f} bytes" for key, size in each)),
        (f"{_MANY:,} such documents", f"{hours:,.0f} core hours; {space}"),
    ]  # fmt: skip
    head = f"| {name.value}, {model}; {machine()} | |\n|---|---|\n"
    return head + "\n".join(f"| {what} | {figure} |" for what, figure in rows) + "\n"


def write_into(page: Path, name: EngineName, table: str) -> None:
    """Put the table into its place on a page. Raises ValueError where the page has none."""
    begin, end = f"<!-- distributed: {name.value} -->", f"<!-- /distributed: {name.value} -->"
    text = page.read_text(encoding="utf-8")
    place = re.compile(rf"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"{page} has no {begin}")
    page.write_text(place.sub(lambda _: f"{begin}\n\n{table}\n{end}", text, count=1), encoding="utf-8")


def main(
    engine: Annotated[EngineName, typer.Option()],
    documents: Annotated[int, typer.Option(min=2)] = 20_000,
    words: Annotated[int, typer.Option(help="Of a document.", min=1)] = 60,
    model: Annotated[Optional[str], typer.Option(help="For atau.load.")] = None,  # noqa: UP045
    recycle_after: Annotated[int, typer.Option(min=1)] = Options().recycle_after,
    kills: Annotated[int, typer.Option(help="Processes to kill in the last run.")] = 2,
    seed: Annotated[int, typer.Option()] = 1,
    write: Annotated[Optional[Path], typer.Option(exists=True, dir_okay=False, help="Page to write to.")] = None,  # noqa: UP045
) -> None:
    """Measure, compare and judge."""
    settled = Options(model=model, recycle_after=recycle_after).settled()
    options = {"model": settled.model, "recycle_after": recycle_after}
    with tempfile.TemporaryDirectory(prefix="atau-distributed-") as name:
        folder = Path(name)
        source = write_input(folder / "in", documents, words, seed)
        expected, alone = one_process(source, options)
        say(f"one process: {alone:.1f} s")
        one = on_engine(engine, source, folder / "one", 1, options)
        two = on_engine(engine, source, folder / "two", 2, options)
        killed = on_engine(engine, source, folder / "killed", 2, options, kills)
        wrong = {run.folder.name: differences(expected, run.folder) for run in (one, two, killed)}
        sizes = {"documents": size_of(two.folder), **flat_sizes(expected, folder / "flat")}
        table = report(engine, str(settled.model), source, alone, (one, two), killed, wrong, sizes)
    print(table)
    if write is not None:
        write_into(write, engine, table)
    first, last, _ = two.watch.memory()
    bad = any(wrong.values()) or last > first * (1 + _GROWTH) or killed.watch.kills < kills
    raise typer.Exit(1 if bad else 0)


if __name__ == "__main__":
    typer.run(main)
