"""Annotation in several processes: results in order, a bounded number of batches in flight.

Processes are spawned, not forked (forking a process with threads may hang). Each loads its own pipeline and returns
plain data, so that no spaCy object is sent between processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, TypeVar

from atau.annotate.annotation import ENTITIES_ONLY, Annotation, WriterRequirements
from atau.annotate.batches import Batch, ReloadingPipeline, Task, annotate_tasks, batches, join, tasks
from atau.annotate.records import Failure, InputRecord

if TYPE_CHECKING:
    from spacy.language import Language

Kept = TypeVar("Kept")
Given = TypeVar("Given")
Done = TypeVar("Done")

AHEAD = 2  # batches in flight for each process


def in_processes(
    make: Callable[[], Callable[[Given], Done]], items: Iterable[tuple[Kept, Given]], *, jobs: int
) -> Generator[tuple[Kept, Done], None, None]:
    """For each item, in order, what stays here and what a process made of the rest.

    make: called once in each of the `jobs` processes, gives what does the work there; it must be picklable: a
    module-level function or a partial of one. Raises BrokenProcessPool where a process dies.
    """
    in_flight: deque[tuple[Kept, Future[Done]]] = deque()
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start, initargs=(make,)
    )
    try:
        for kept, given in items:
            in_flight.append((kept, pool.submit(_work, given)))
            if len(in_flight) >= AHEAD * jobs:
                before, future = in_flight.popleft()
                yield before, future.result()
        while in_flight:
            before, future = in_flight.popleft()
            yield before, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def annotate_parallel(
    load: Callable[[], Language],
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements = ENTITIES_ONLY,
    *,
    jobs: int,
) -> Iterator[Batch]:
    """Like `annotate_records`, with `jobs` processes. `load` must be picklable: a module-level function or a partial of
    one. Raises BrokenProcessPool where a process dies."""
    items = ((batch, tasks(batch, needs)) for batch in batches(records))
    with closing(in_processes(partial(_annotator, load, needs), items, jobs=jobs)) as done:
        for batch, found in done:
            yield join(batch, found)


def _annotator(
    load: Callable[[], Language], needs: WriterRequirements
) -> Callable[[Sequence[Task]], list[Annotation | str]]:
    pipeline = ReloadingPipeline(load(), load)
    return lambda batch: annotate_tasks(pipeline(), batch, needs)


# What works in a process; set once when the process starts, never in the parent.
_worker: Callable[[Any], Any] | None = None


def _start(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _worker
    # Ctrl-C reaches all processes of the group; the parent alone handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    _worker = make()


def _work(given: Any) -> Any:
    assert _worker is not None
    return _worker(given)


def end_with_parent() -> None:
    """Ends this process with its parent: without this, the workers of a killed parent would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
