"""Processes that do tasks for many requests at a time: first come, first served, each task with a time limit.

A thread stands for each process. It hands the process some tasks, and waits for the results until the time is up; a
process that takes too long, or dies, is replaced. Which of several tasks is to blame shows when they are done one by
one: only that one fails.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any, Final

from atau.annotate.worker_process import Done, Ready, StartFailed, Taken, Worker, WorkerProcess
from atau.serve.jobs import Job, Jobs

_LOOK: Final = 0.5  # seconds between two looks whether the pool is to end
_TRIES: Final = 3  # starts that may fail one after another; processes that may die before they have taken a task


class TaskError(Exception):
    """A task that has no result."""


class TookTooLong(TaskError):
    """It was stopped, with its process."""


class WorkerDied(TaskError):
    """Its process ended: it ran out of memory, or a library crashed."""


class PoolClosed(TaskError):
    """The pool ended before the task was done, or its processes do not start."""


@dataclass(slots=True)
class Counts:
    """What has happened to the processes."""

    stopped: int = 0
    died: int = 0
    recycled: int = 0


class Pool:
    """`processes` workers that `make` makes, each replaced after `recycle_after` tasks.

    make: a module-level function or a partial of one; its worker gets lists of tasks and gives lists of results.
    timeout: seconds for such a list. batch: how many tasks it has at most, which `weigh` together no more than
    `heaviest`.
    """

    def __init__(
        self,
        make: Callable[[], Worker],
        *,
        processes: int,
        timeout: float,
        recycle_after: int | None = None,
        batch: int = 1,
        heaviest: int = 0,
        weigh: Callable[[Any], int] = lambda given: 0,
    ) -> None:
        self._make = make
        self._timeout = timeout
        self._recycle_after = recycle_after
        self._jobs = Jobs(processes, batch, heaviest)
        self._weigh = weigh
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._slots = [_Slot(self) for _ in range(processes)]
        self.counts = Counts()
        #: What the first worker said when it was ready.
        self.about: Any = None
        #: Why no worker could be started, time after time.
        self.problem: str | None = None

    def start(self) -> None:
        """Start the processes, and return at once."""
        for slot in self._slots:
            slot.thread.start()

    def submit(self, given: Any) -> Future[Any]:
        """A future of the result; it raises a `TaskError`. Cancelling it takes a task back that has not begun."""
        job = Job(given, Future(), self._weigh(given))
        if self._closing.is_set() or self.problem is not None:
            job.future.set_exception(PoolClosed(self.problem or "the service is stopping"))
        else:
            self._jobs.put(job)
        return job.future

    @property
    def ready(self) -> int:
        """How many processes can work, or do."""
        return sum(slot.is_up for slot in self._slots)

    @property
    def waiting(self) -> int:
        """How many tasks no process has begun, those that were taken back included until their turn comes."""
        return len(self._jobs)

    def close(self) -> None:
        """End the processes, and with them what they are doing."""
        self._closing.set()
        _fail(self._jobs.close(), PoolClosed("the service is stopping"))
        for slot in self._slots:
            if slot.thread.is_alive():
                slot.thread.join()
        _fail(self._jobs.clear(), PoolClosed("the service is stopping"))

    def _count(self, what: str) -> None:
        with self._lock:
            setattr(self.counts, what, getattr(self.counts, what) + 1)


def _fail(jobs: Sequence[Job], error: TaskError) -> None:
    for job in jobs:
        if job.begins():
            job.future.set_exception(error)


@dataclass(slots=True)
class _Slot:
    """The place of one process in a pool, and the thread that stands for it."""

    pool: Pool
    thread: threading.Thread = field(init=False)
    is_up: bool = False  # there is a process that has loaded
    _idle: bool = False  # it waits for a task
    _process: WorkerProcess | None = None
    _fresh: WorkerProcess | None = None  # will take over when it is ready
    _done: int = 0

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._live, daemon=True)

    def _live(self) -> None:
        try:
            while not self.pool._closing.is_set() and self._has_process():
                self._take_over()
                jobs = [job for job in self.pool._jobs.take() if job.begins()]
                if jobs:
                    self._do(jobs)
        finally:
            self.is_up = False
            for process in (self._process, self._fresh):
                if process is not None:
                    process.kill()

    def _has_process(self) -> bool:
        """Wait until there is a process that can take a task; False where none starts, or the pool ends."""
        tries = 0
        while not self._idle:
            if self._process is None:
                self._process = WorkerProcess(self.pool._make)
            if not connection.wait([self._process.pipe], _LOOK):
                if self.pool._closing.is_set():
                    return False
                continue
            said = self._process.receive()
            if isinstance(said, Ready):
                self._begin(said)
                continue
            self._drop()
            if not isinstance(said, StartFailed):
                self.pool._count("died")
            tries += 1
            if tries == _TRIES:
                reason = said.problem if isinstance(said, StartFailed) else "the process ended while it started"
                self.pool.problem = self.pool.problem or reason
                _fail(self.pool._jobs.clear(), PoolClosed(reason))
                return False
        return True

    def _begin(self, said: Ready) -> None:
        if self.pool.about is None:
            self.pool.about = said.about
        self.is_up = self._idle = True

    def _do(self, jobs: Sequence[Job]) -> None:
        process = self._process
        assert process is not None
        self._idle = False
        try:
            process.send([job.given for job in jobs])
        except OSError:
            self._died(jobs, is_taken=False)
            return
        is_taken = False
        deadline = time.monotonic() + self.pool._timeout
        while True:
            while not connection.wait([process.pipe], min(_LOOK, max(0.0, deadline - time.monotonic()))):
                if self.pool._closing.is_set() or time.monotonic() >= deadline:
                    self._stop(jobs)
                    return
            said = process.receive()
            if not isinstance(said, Taken):
                break
            is_taken = True
        if not isinstance(said, Done):
            self._died(jobs, is_taken=is_taken)
            return
        self._done += len(jobs)
        for job, result in zip(jobs, said.result, strict=True):
            job.future.set_result(result)

    def _died(self, jobs: Sequence[Job], *, is_taken: bool) -> None:
        """The process of `jobs` is gone. One that died while it was idle has not taken them, and they wait again."""
        self._drop()
        self.pool._count("died")
        for job in jobs:
            job.tries += not is_taken
        if not is_taken and all(job.tries < _TRIES for job in jobs):
            self.pool._jobs.put_back(jobs)
        else:
            self._retry(jobs, WorkerDied("the process that worked on it died, perhaps for lack of memory"))

    def _stop(self, jobs: Sequence[Job]) -> None:
        self._drop()
        if self.pool._closing.is_set():
            self._failed(jobs, PoolClosed("the service is stopping"))
            return
        self.pool._count("stopped")
        self._retry(jobs, TookTooLong(f"took longer than {self.pool._timeout:g} s and was stopped"))

    def _retry(self, jobs: Sequence[Job], error: TaskError) -> None:
        """Each of several tasks once more, alone; a task that was alone fails."""
        if len(jobs) > 1:
            for job in jobs:
                job.alone = True
            self.pool._jobs.put_back(jobs)
        else:
            self._failed(jobs, error)

    def _failed(self, jobs: Sequence[Job], error: TaskError) -> None:
        for job in jobs:
            job.future.set_exception(error)

    def _take_over(self) -> None:
        """Replace a process that has done its share, without a gap: the next one loads while it works on."""
        limit = self.pool._recycle_after
        if limit is None or self._done < limit:
            return
        if self._fresh is None:
            self._fresh = WorkerProcess(self.pool._make)
        if not self._fresh.pipe.poll():
            return
        fresh, self._fresh = self._fresh, None
        said = fresh.receive()
        if not isinstance(said, Ready):  # tried again after as many tasks
            fresh.kill()
            self._done = 0
            return
        self._drop()
        self._process = fresh
        self._begin(said)
        self.pool._count("recycled")

    def _drop(self) -> None:
        self.is_up = self._idle = False
        self._done = 0
        process, self._process = self._process, None
        if process is not None:
            process.kill()
