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
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import connection
from typing import TYPE_CHECKING

from atau.annotate.annotation import ENTITIES_ONLY, Annotation, WriterRequirements
from atau.annotate.batches import Batch, ReloadingPipeline, Task, annotate_tasks, batches, join, tasks
from atau.annotate.records import Failure, InputRecord

if TYPE_CHECKING:
    from spacy.language import Language

AHEAD = 2  # batches in flight for each process


def annotate_parallel(
    load: Callable[[], Language],
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements = ENTITIES_ONLY,
    *,
    jobs: int,
) -> Iterator[Batch]:
    """Like `annotate_records`, with `jobs` processes. `load` must be picklable: a module-level function or a partial of
    one. Raises BrokenProcessPool where a process dies."""
    in_flight: deque[tuple[list[InputRecord | Failure], Future[list[Annotation | str]]]] = deque()
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(load, needs),
    )
    try:
        for batch in batches(records):
            in_flight.append((batch, pool.submit(_work, tasks(batch, needs))))
            if len(in_flight) >= AHEAD * jobs:
                done, future = in_flight.popleft()
                yield join(done, future.result())
        while in_flight:
            done, future = in_flight.popleft()
            yield join(done, future.result())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# The pipeline of a worker process; set once when the process starts, never in the parent.
_worker: tuple[ReloadingPipeline, WriterRequirements] | None = None


def _start(load: Callable[[], Language], needs: WriterRequirements) -> None:
    global _worker
    # Ctrl-C reaches all processes of the group; the parent alone handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    _worker = (ReloadingPipeline(load(), load), needs)


def _work(batch: Sequence[Task]) -> list[Annotation | str]:
    assert _worker is not None
    return annotate_tasks(_worker[0](), batch, _worker[1])


def end_with_parent() -> None:
    """Ends this process with its parent: without this, the workers of a killed parent would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
