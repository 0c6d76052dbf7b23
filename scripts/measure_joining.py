"""What joining people over many documents costs, and how often it is right, on made-up tables of mentions.

    python scripts/measure_joining.py --mentions 1000000

The mentions are those of made_up_mentions.py. Precision and recall are over all pairs of people in documents, of whom
it is known who they are. Making and joining are processes of their own, so that neither has the other's memory. What is
done, and what it took up to then, is on standard error while it goes on: an interrupted run still says so much.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from atau.facts.store.database import connect
from atau.facts.store.joining.mention_tables import table_files
from atau.facts.store.joining.parquet import ParquetJoin, join_tables
from made_up_mentions import write_mentions
from why_apart import judged, reasons

T = TypeVar("T")


def memory() -> tuple[int, int]:
    """MB of this process now, and the highest so far. Linux only: getrusage would count the process before as well."""
    status = Path("/proc/self/status").read_text()
    found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status))
    return int(found["VmRSS"]) >> 10, int(found["VmHWM"]) >> 10


def megabytes(folder: Path) -> int:
    """What lies in a folder."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_size
        except FileNotFoundError:  # a temporary file
            continue
    return total >> 20


def apart(task: Callable[..., T], *arguments: Any) -> tuple[T, float, float, int]:
    """What a task in a process of its own gives, its seconds, those of its processors, and its highest memory in MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, task, *arguments).result()


def _measured(task: Callable[..., T], *arguments: Any) -> tuple[T, float, float, int]:
    begin = time.monotonic()
    found = task(*arguments)
    return found, time.monotonic() - begin, time.process_time(), memory()[1]


def join(place: Path) -> ParquetJoin:
    """Joins the tables of a folder, and says on standard error how far it is."""
    begin, before = time.monotonic(), megabytes(place)

    def progress(line: str) -> None:
        now, highest = memory()
        print(
            f"{time.monotonic() - begin:7,.0f} s, {time.process_time():7,.0f} s of processors, {now:,} MB (at most "
            f"{highest:,}), {megabytes(place) - before:,} MB on the disk: {line}",
            file=sys.stderr,
            flush=True,
        )

    output = place / "joined"
    output.mkdir()
    connection = connect(place / "state.duckdb")
    try:
        return join_tables(connection, table_files(place / "mentions"), output, progress=progress)
    finally:
        connection.close()


def main(
    mentions: Annotated[int, typer.Option(min=100)] = 100_000,
    seed: Annotated[int, typer.Option()] = 1,
    folder: Annotated[Path | None, typer.Option(help="For the tables; by default a temporary one.")] = None,
) -> None:
    """Make tables of mentions, join them, and say what it took."""
    with tempfile.TemporaryDirectory(prefix="atau-joining-", dir=folder) as name:
        place = Path(name)
        count, made_in, _, making = apart(write_mentions, place, mentions, seed)
        size = megabytes(place)
        joined, seconds, busy, highest = apart(join, place)
        found = judged(place)
        why = reasons(place)
    for note in joined.notes:
        print(note)
    print(f"{count:,} mentions: {seconds:.0f} s, {busy:.0f} s of processors ({count / busy:,.0f} mentions in a second)")
    print(f"  at most {highest:,} MB of memory")
    print(f"  (making them: {made_in:.0f} s, at most {making:,} MB of memory, {size:,} MB on the disk)")
    print(f"  {joined.documents:,} documents, {joined.people:,} people, {joined.organisations:,} organisations")
    print(f"  pairs of people in documents: precision {found.precision:.3f}, recall {found.recall:.3f}")
    for says, (share, recall) in found.by_saying.items():
        print(f"    {says}: {share:.1%} of the pairs that are one, recall {recall:.3f}")
    print("  why pairs are apart of which both say something of their own (a sample):")
    for reason, times in why.most_common():
        print(f"    {times / why.total():.1%} {reason}")


if __name__ == "__main__":
    typer.run(main)
