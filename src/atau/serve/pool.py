"""Processes that do tasks for many requests at a time: first come, first served, each task with a time limit.

A thread stands for each process. It hands the process a task, and waits for the result until the time is up; a process
that takes too long, or dies, is replaced, and only the task that it had fails.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any, Final

from atau.annotate.worker_process import Done, Ready, StartFailed, Worker, WorkerProcess

_LOOK: Final = 0.5  # seconds between two looks whether the pool is to end
_TRIES: Final = 3  # starts that may fail one after another


class TaskError(Exception):
    """A task that has no result."""


class TookTooLong(TaskError):
    """It was stopped, with its process."""


class WorkerDied(TaskError):
    """Its process ended: it ran out of memory, or a library crashed."""


class PoolClosed(TaskError):
    """The pool ended before the task was done, or its processes do not start."""


@dataclass(slots=True)
class _Job:
    given: Any
    future: Future[Any]


@dataclass(slots=True)
class Counts:
    """What has happened to the processes."""

    stopped: int = 0
    died: int = 0
    recycled: int = 0


class Pool:
    """`processes` workers that `make` makes, each replaced after `recycle_after` tasks.

    make: a module-level function or a partial of one. timeout: seconds for a task.
    """

    def __init__(
        self, make: Callable[[], Worker], *, processes: int, timeout: float, recycle_after: int | None = None
    ) -> None:
        self._make = make
        self._timeout = timeout
        self._recycle_after = recycle_after
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
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
        job = _Job(given, Future())
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
        return self._jobs.qsize()

    def close(self) -> None:
        """End the processes, and with them what they are doing."""
        self._closing.set()
        for _ in self._slots:
            self._jobs.put(None)
        for slot in self._slots:
            if slot.thread.is_alive():
                slot.thread.join()
        self._fail_waiting("the service is stopping")

    def _fail_waiting(self, reason: str) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is not None and job.future.set_running_or_notify_cancel():
                job.future.set_exception(PoolClosed(reason))

    def _count(self, what: str) -> None:
        with self._lock:
            setattr(self.counts, what, getattr(self.counts, what) + 1)


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
                job = self.pool._jobs.get()
                if job is not None and job.future.set_running_or_notify_cancel():
                    self._do(job)
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
            tries += 1
            if tries == _TRIES:
                reason = said.problem if isinstance(said, StartFailed) else "the process ended while it started"
                self.pool.problem = self.pool.problem or reason
                self.pool._fail_waiting(reason)
                return False
        return True

    def _begin(self, said: Ready) -> None:
        if self.pool.about is None:
            self.pool.about = said.about
        self.is_up = self._idle = True

    def _do(self, job: _Job) -> None:
        process = self._handed(job)
        if process is None:
            job.future.set_exception(PoolClosed(self.pool.problem or "the service is stopping"))
            return
        deadline = time.monotonic() + self.pool._timeout
        while not connection.wait([process.pipe], min(_LOOK, max(0.0, deadline - time.monotonic()))):
            if self.pool._closing.is_set() or time.monotonic() >= deadline:
                self._stop(job)
                return
        said = process.receive()
        if isinstance(said, Done):
            self._done += 1
            job.future.set_result(said.result)
            return
        self._drop()
        self.pool._count("died")
        job.future.set_exception(WorkerDied("the process that worked on it died, perhaps for lack of memory"))

    def _handed(self, job: _Job) -> WorkerProcess | None:
        """The process that has the task now; a new one where the last one died while it was idle."""
        while self._process is not None:
            self._idle = False
            try:
                self._process.send(job.given)
            except OSError:
                self._drop()
                self.pool._count("died")
                if not self._has_process():
                    return None
            else:
                return self._process
        return None

    def _stop(self, job: _Job) -> None:
        self._drop()
        if self.pool._closing.is_set():
            job.future.set_exception(PoolClosed("the service is stopping"))
            return
        self.pool._count("stopped")
        job.future.set_exception(TookTooLong(f"took longer than {self.pool._timeout:g} s and was stopped"))

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
