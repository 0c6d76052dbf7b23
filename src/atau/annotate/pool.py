"""The same annotation in several processes, in order, with a bounded number of batches under way.

Processes are spawned, not forked (a fork of a process with threads may hang); each loads the
pipeline for itself and leaves plain data, so that no spaCy object travels.
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

from atau.annotate.batches import (
    Annotation,
    Batch,
    ReloadingPipeline,
    Task,
    WriterRequirements,
    annotate_tasks,
    batches,
    join,
    tasks,
)
from atau.annotate.records import Failure, InputRecord

if TYPE_CHECKING:
    from spacy.language import Language

_AHEAD = 2  # batches under way for each process


def annotate_parallel(
    load: Callable[[], Language],
    records: Iterable[InputRecord | Failure],
    need: WriterRequirements | None = None,
    *,
    jobs: int,
) -> Iterator[Batch]:
    """As `annotate_records`, by `jobs` processes. `load` must be picklable: a function of a
    module, or a partial of one. Raises BrokenProcessPool where a process dies."""
    wanted = need or WriterRequirements()
    under_way: deque[tuple[list[InputRecord | Failure], Future[list[Annotation | str]]]] = deque()
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(load, wanted),
    )
    try:
        for batch in batches(records):
            under_way.append((batch, pool.submit(_work, tasks(batch, wanted))))
            if len(under_way) >= _AHEAD * jobs:
                done, future = under_way.popleft()
                yield join(done, future.result())
        while under_way:
            done, future = under_way.popleft()
            yield join(done, future.result())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# The pipeline of a worker process; set once when the process starts, never in the parent.
_worker: tuple[ReloadingPipeline, WriterRequirements] | None = None


def _start(load: Callable[[], Language], need: WriterRequirements) -> None:
    global _worker
    # Ctrl-C reaches the whole group of processes; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = (ReloadingPipeline(load(), load), need)


def _work(batch: Sequence[Task]) -> list[Annotation | str]:
    assert _worker is not None
    return annotate_tasks(_worker[0](), batch, _worker[1])


def _end_with_parent() -> None:
    """A parent that is killed cannot say so: without this its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
