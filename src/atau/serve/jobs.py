"""Tasks that wait for a process of a pool, in order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
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


class Jobs:
    """Jobs in order. batch: how many are taken at a time. heaviest: their weight together."""

    def __init__(self, processes: int, batch: int, heaviest: int) -> None:
        self._jobs: deque[Job] = deque()
        self._news = threading.Condition()
        self._closed = False
        self._processes = processes
        self._batch = batch
        self._heaviest = heaviest

    def __len__(self) -> int:
        return len(self._jobs)

    def put(self, job: Job) -> None:
        """After all others."""
        with self._news:
            self._jobs.append(job)
            self._news.notify()

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Before all others, in this order."""
        with self._news:
            self._jobs.extendleft(reversed(jobs))
            self._news.notify_all()

    def take(self) -> list[Job]:
        """Wait for jobs, and take no more than leaves some for the other processes; [] when the queue is closed."""
        with self._news:
            while not self._jobs and not self._closed:
                self._news.wait()
            if self._closed:
                return []
            most = min(self._batch, max(1, len(self._jobs) // self._processes))
            taken = [self._jobs.popleft()]
            weight = taken[0].weight
            while self._jobs and len(taken) < most and not taken[0].alone and not self._jobs[0].alone:
                weight += self._jobs[0].weight
                if weight > self._heaviest:
                    break
                taken.append(self._jobs.popleft())
            return taken

    def close(self) -> list[Job]:
        """Nobody waits any more; returns what was left."""
        with self._news:
            self._closed = True
            self._news.notify_all()
            return self.clear()

    def clear(self) -> list[Job]:
        """Takes all that wait."""
        with self._news:
            left, self._jobs = list(self._jobs), deque()
            return left
