"""A run: bring a store up to date with the files of folders.

Files are compared with the store by their checksums. Those that are new or have changed are read, in processes of
their own where several are asked for; each batch is written in one transaction. What is gone from a folder goes from
the store. At the end people, organisations and places are joined over all documents.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from atau import loading
from atau.annotate.output import Interrupted, Interrupts
from atau.annotate.pool import in_processes
from atau.facts.store.documents import Options
from atau.facts.store.errors import StoreError
from atau.facts.store.files import chunks
from atau.facts.store.joining.publishing import is_joined, join
from atau.facts.store.joining.report import Progress, in_silence
from atau.facts.store.planning import Batch, Plan
from atau.facts.store.progress import file_bar
from atau.facts.store.roots import files_below, find_targets
from atau.facts.store.settings import Settings, as_text, differences, settings_of
from atau.facts.store.worker import FileRows, make_worker
from atau.facts.store.writing import Read, Writer, delete_files


@dataclass(slots=True)
class Update:
    """What a run did, in numbers.

    documents: read and stored. unchanged: files that were as the store has them. removed: files that are gone, with
    their documents. failed: what could not be read. notes: what was passed over, a line each. interrupted: the number
    of the signal that ended it.
    """

    documents: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)
    interrupted: int | None = None


def update(
    connection: Any,
    paths: Sequence[Path],
    *,
    model: str | None = None,
    jobs: int = 1,
    options: Options,
    reread: bool = False,
    exclude: Sequence[Path] = (),
    show_progress: bool = False,
    say: Callable[[str], None] = lambda line: None,
    progress: Progress = in_silence,
) -> Update:
    """Bring the store up to date with `paths`, which are files and folders.

    say: gets a line for each of the first hundred files that could not be read. reread: read everything in `paths`
    anew, whether it has changed or not, also what was read with other settings. progress: told what is done while
    people are joined, a line each time. Raises StoreError where a path does not exist or the store was filled with
    other settings, ModelError where there is no such model; then nothing was changed.
    """
    name = model or loading.default_name()
    load = partial(loading.load, name)
    number = _settings_number(connection, settings_of(name, options), reread=reread)
    targets = find_targets(connection, paths)
    done = Update()
    writer = Writer(connection, number)
    plan = Plan(connection, targets, exclude, number, options, writer, done, say, reread=reread)
    try:
        with Interrupts() as interrupts:
            _read(plan, writer, load, jobs, done, interrupts, shown=show_progress)
            with interrupts.held_back():
                plan.remove_gone()
            if not is_joined(connection):
                done.notes += join(connection, progress=progress).lines()
    except Interrupted as interrupt:
        done.interrupted = interrupt.signum
    done.notes += plan.remarks.lines()
    return done


def forget(connection: Any, path: Path) -> int:
    """Remove what was read from a file or folder, which need not be there any more; returns how many documents."""
    numbers = files_below(connection, path)
    count = sum(delete_files(connection, chunk) for chunk in chunks(numbers))
    connection.execute("DELETE FROM raw.roots WHERE root NOT IN (SELECT root FROM raw.files)")
    if not is_joined(connection):
        join(connection)
    return count


def _read(
    plan: Plan,
    writer: Writer,
    load: Callable[[], Any],
    jobs: int,
    done: Update,
    interrupts: Interrupts,
    *,
    shown: bool,
) -> None:
    total = plan.count_files() if shown else 0
    with (
        file_bar(total, shown=shown) as advance,
        closing(_results(plan.batches(), partial(make_worker, load, plan.options), jobs)) as results,
    ):
        files = 0
        for batch, found in results:
            reads = [
                Read(part.file, FileRows(rows.documents, [*part.problems, *rows.problems]), part.last)
                for part, rows in zip(batch.parts, found, strict=True)
            ]
            documents = sum(len(read.rows.documents) for read in reads)
            with interrupts.held_back():
                writer.write(reads)
                done.documents += documents
                for read in reads:
                    plan.report(read)
            advance(plan.looked_at - files, documents)
            files = plan.looked_at


def _results(
    batches: Iterator[Batch], make: Callable[[], Callable[[Any], list[FileRows]]], jobs: int
) -> Generator[tuple[Batch, list[FileRows]], None, None]:
    """Each batch with what its tasks gave. The pipeline is loaded when there is something to read."""
    if jobs > 1:
        # One batch needs no other process.
        first = next(batches, None)
        second = next(batches, None) if first is not None else None
        if second is not None:
            assert first is not None
            items = ((batch, batch.tasks) for batch in _chained(first, second, batches))
            with closing(in_processes(make, items, jobs=jobs)) as found:
                yield from found
            return
        batches = iter([first] if first is not None else [])
    work = None
    for batch in batches:
        work = work or make()
        yield batch, work(batch.tasks)


def _chained(first: Batch, second: Batch, rest: Iterator[Batch]) -> Iterator[Batch]:
    yield first
    yield second
    yield from rest


def _settings_number(connection: Any, settings: Settings, *, reread: bool) -> int:
    """The number under which the store has `settings`. Raises StoreError where it holds files read with other ones."""
    import json

    known = connection.execute("SELECT settings, content FROM raw.settings").fetchall()
    text = as_text(settings)
    number = next((number for number, content in known if content == text), None)
    used = {number for (number,) in connection.execute("SELECT DISTINCT settings FROM raw.files").fetchall()}
    others = [json.loads(content) for other, content in known if other in used and other != number]
    if others and not reread:
        found = "; ".join(differences(others[-1], settings))
        raise StoreError(
            f"the store was filled with other settings: {found}. Use the same ones, or have everything read anew: "
            "--reread"
        )
    if number is None:
        number = max((number for number, _ in known), default=0) + 1
        connection.execute("INSERT INTO raw.settings VALUES (?, ?)", [number, text])
    return int(number)
