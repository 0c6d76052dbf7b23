"""Annotation with a time limit for each record.

The texts go to processes of their own, also with one job, and one that takes too long is killed and started anew. The
record becomes a `Failure`, the rest of its batch is not affected.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import connection
from typing import TYPE_CHECKING, Final

from atau.annotate.annotation import ENTITIES_ONLY, Annotation, WriterRequirements
from atau.annotate.batches import Batch, ReloadingPipeline, Task, annotate_tasks, batches, join, tasks
from atau.annotate.pool import AHEAD
from atau.annotate.records import Failure, InputRecord
from atau.annotate.worker_process import Done, Ready, Taken, WorkerProcess

if TYPE_CHECKING:
    from spacy.language import Language

# A worker's first text reads tables that the pipeline loads when it needs them: not at the cost of a record.
WARM_UP: Final = "Облыс әкімі Асқар Серікұлы Атырауда 5 млн теңгеге мектеп салды, деп хабарлады «Жаңа жол» ЖШС."


def annotate_timed(
    load: Callable[[], Language],
    records: Iterable[InputRecord | Failure],
    needs: WriterRequirements = ENTITIES_ONLY,
    *,
    jobs: int,
    timeout: float,
) -> Iterator[Batch]:
    """Like `annotate_parallel`, with at most `timeout` seconds for each record.

    Raises BrokenProcessPool where a process dies of something else.
    """
    source = batches(records)
    pool = _Pool(load, needs, jobs, timeout)
    open_works: deque[_Work] = deque()
    try:
        while True:
            while len(open_works) < AHEAD * jobs and (batch := next(source, None)) is not None:
                open_works.append(_Work(batch, deque(tasks(batch, needs))))
                pool.waiting.append(open_works[-1])
            if not open_works:
                return
            while not open_works[0].done:
                pool.step()
            work = open_works.popleft()
            yield join(work.batch, work.results)
    finally:
        pool.close()


@dataclass(slots=True)
class _Work:
    """A batch: the tasks that are left, the results so far, how many are being worked on."""

    batch: list[InputRecord | Failure]
    left: deque[Task]
    results: list[Annotation | str] = field(default_factory=list)
    busy: bool = False

    @property
    def done(self) -> bool:
        return not self.left and not self.busy


@dataclass(slots=True)
class _Worker:
    process: WorkerProcess
    ready: bool = False
    work: _Work | None = None
    deadline: float | None = None


class _Pool:
    """The processes; each has one batch at a time, whose texts it gets one by one."""

    def __init__(self, load: Callable[[], Language], needs: WriterRequirements, jobs: int, timeout: float) -> None:
        self._make = partial(TimedAnnotator, load, needs)
        self._timeout = timeout
        self.waiting: deque[_Work] = deque()
        self._workers: list[_Worker] = []
        for _ in range(jobs):
            self._workers.append(self._start())

    def step(self) -> None:
        """Give work to those who have none, and wait for the next result or the next deadline."""
        for worker in self._workers:
            self._feed(worker)
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        rest = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        answered = connection.wait([worker.process.pipe for worker in self._workers], rest)
        now = time.monotonic()
        for place, worker in enumerate(self._workers):
            if worker.process.pipe in answered:
                self._receive(worker)
            elif worker.deadline is not None and now >= worker.deadline:
                self._workers[place] = self._replaced(worker)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.process.kill()
        self._workers.clear()

    def _start(self) -> _Worker:
        return _Worker(WorkerProcess(self._make))

    def _feed(self, worker: _Worker) -> None:
        while worker.work is None and self.waiting:
            work = self.waiting.popleft()
            worker.work = work if work.left else None
        if worker.ready and worker.work is not None and worker.work.left:
            worker.work.busy = True
            worker.ready = False
            worker.process.send(worker.work.left.popleft())
            worker.deadline = time.monotonic() + self._timeout

    def _receive(self, worker: _Worker) -> None:
        said = worker.process.receive()
        if isinstance(said, Ready):
            worker.ready = True
        elif isinstance(said, Done):
            self._answered(worker, said.result)
        elif not isinstance(said, Taken):
            raise BrokenProcessPool("a worker process died" if said is None else said.problem)

    def _replaced(self, worker: _Worker) -> _Worker:
        """A new process in the place of one whose record took too long; it goes on with the rest of the batch."""
        worker.process.kill()
        self._answered(worker, f"took longer than {self._timeout:g} s (--timeout) and was stopped")
        fresh = self._start()
        fresh.work = worker.work
        return fresh

    def _answered(self, worker: _Worker, answer: Annotation | str) -> None:
        assert worker.work is not None
        worker.work.results.append(answer)
        worker.work.busy = False
        worker.deadline = None
        if worker.work.done:
            worker.work = None


class TimedAnnotator:
    """The `Worker` that annotates a text."""

    def __init__(self, load: Callable[[], Language], needs: WriterRequirements) -> None:
        self._needs = needs
        self._pipeline = ReloadingPipeline(load(), load)
        annotate_tasks(self._pipeline(), [(WARM_UP, {})], needs)

    def prepare(self) -> None:
        """Reloads the pipeline where its vocabulary has grown."""
        self._nlp = self._pipeline()

    def do(self, given: Task) -> Annotation | str:
        [result] = annotate_tasks(self._nlp, [given], self._needs)
        return result
