"""Tasks that wait for a process of a pool, in order, and why one has no result."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any


class TaskError(Exception):
    """A task that has no result. status: the code of an answer that fits."""

    status = 500


class TookTooLong(TaskError):
    """It was stopped, with its process."""

    status = 504


class WorkerDied(TaskError):
    """Its process ended: it ran out of memory, or a library crashed."""


class PoolClosed(TaskError):
    """The pool ended before the task was done, or its processes do not start."""

    status = 503


@dataclass(slots=True, eq=False)
class Job:
    """A task and the future of its result.

    alone: it was one of several that a process did not survive. tries: processes that died before they had it.
    """

    given: Any
    future: Future[Any]
    weight: int = 0
    alone: bool = False
    tries: int = 0

    def begins(self) -> bool:
        """False where it was taken back."""
        return self.future.running() or self.future.set_running_or_notify_cancel()

    def fail(self, error: TaskError) -> None:
        """It has no result, unless it has one already, or was taken back."""
        if not self.future.done() and self.begins():
            self.future.set_exception(error)


class Jobs:
    """Jobs in order. batch: how many are taken at a time. heaviest: their weight together.

    Those that are done once more, alone, have a queue of their own, which takes turns with that of the others and
    leaves them a process: several that hang, each for its whole time, would otherwise hold up everything.
    """

    def __init__(self, processes: int, batch: int, heaviest: int) -> None:
        self._jobs: deque[Job] = deque()
        self._alone: deque[Job] = deque()
        self._begun: list[Job] = []  # alone, and perhaps not done
        self._was_alone = False  # what was taken last
        self._news = threading.Condition()
        self._closed: PoolClosed | None = None
        self._processes = processes
        self._batch = batch
        self._heaviest = heaviest

    def __len__(self) -> int:
        return len(self._jobs) + len(self._alone)

    def put(self, job: Job) -> None:
        """After all others. It fails where the queue is closed."""
        with self._news:
            if self._closed is None:
                self._jobs.append(job)
                self._news.notify()
                return
        job.fail(self._closed)

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Before all others, in this order, but after all others that are alone where they are; as `put`."""
        with self._news:
            if self._closed is None:
                self._begun = [job for job in self._begun if job not in jobs]
                self._alone.extend(job for job in jobs if job.alone)
                self._jobs.extendleft(job for job in reversed(jobs) if not job.alone)
                self._news.notify_all()
                return
        for job in jobs:
            job.fail(self._closed)

    def take(self) -> list[Job] | None:
        """Wait for jobs, and take no more than leaves some for the other processes; None when the queue is closed."""
        with self._news:
            while not self and self._closed is None:
                self._news.wait()
            if self._closed is not None:
                return None
            self._was_alone = self._is_turn_of_alone()
            if self._was_alone:
                self._begun.append(self._alone.popleft())
                return self._begun[-1:]
            most = min(self._batch, max(1, len(self._jobs) // self._processes))
            taken = [self._jobs.popleft()]
            weight = taken[0].weight
            while self._jobs and len(taken) < most:
                weight += self._jobs[0].weight
                if weight > self._heaviest:
                    break
                taken.append(self._jobs.popleft())
            return taken

    def _is_turn_of_alone(self) -> bool:
        self._begun = [job for job in self._begun if not job.future.done()]
        if not self._alone or not self._jobs:
            return bool(self._alone)
        return not self._was_alone and len(self._begun) < max(1, self._processes - 1)

    def close(self, error: PoolClosed) -> None:
        """Nobody waits any more: what waits fails with `error`, and so does what comes."""
        with self._news:
            self._closed = self._closed or error
            left = [*self._jobs, *self._alone]
            self._jobs.clear()
            self._alone.clear()
            self._news.notify_all()
        for job in left:
            job.fail(self._closed)
