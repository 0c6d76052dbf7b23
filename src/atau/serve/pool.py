"""Processes that do tasks for many requests at a time: first come, first served, each task with a time limit.

A thread stands for each process (`Slot`). It hands the process some tasks, and waits for the results until the time is
up; a process that takes too long, or dies, is replaced. Which of several tasks is to blame shows when they are done one
by one, in turns with the tasks that wait: only that one fails.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from atau.annotate.worker_process import Worker
from atau.serve.jobs import Job, Jobs, PoolClosed
from atau.serve.slot import STOPPING, Counts, Shared, Slot


class Pool:
    """`processes` workers that `make` makes, each replaced after `recycle_after` tasks.

    make: a module-level function or a partial of one; its worker gets lists of tasks and gives lists of results.
    timeout: seconds for a task. batch: how many tasks such a list has at most, which `weigh` together no more than
    `heaviest`. patience: seconds for a list of several, by default the timeout: after that each of them is done alone,
    when its turn comes, within its own time.
    """

    def __init__(
        self,
        make: Callable[[], Worker],
        *,
        processes: int,
        timeout: float,
        patience: float | None = None,
        recycle_after: int | None = None,
        batch: int = 1,
        heaviest: int = 0,
        weigh: Callable[[Any], int] = lambda given: 0,
    ) -> None:
        self._weigh = weigh
        self._jobs = Jobs(processes, batch, heaviest)
        self._shared = Shared(
            make=make, timeout=timeout, patience=timeout if patience is None else min(patience, timeout),
            recycle_after=recycle_after, jobs=self._jobs,
        )  # fmt: skip
        self._slots = [Slot(self._shared) for _ in range(processes)]

    def start(self) -> None:
        """Start the processes, and return at once."""
        for slot in self._slots:
            slot.thread.start()

    def submit(self, given: Any) -> Future[Any]:
        """A future of the result; it raises a `TaskError`. Cancelling it takes a task back that has not begun."""
        job = Job(given, Future(), self._weigh(given))
        self._jobs.put(job)
        return job.future

    @property
    def counts(self) -> Counts:
        """What has happened to the processes."""
        return self._shared.counts

    @property
    def about(self) -> Any:
        """What the first worker said when it was ready; None before that."""
        return self._shared.about

    @property
    def problem(self) -> str | None:
        """Why no worker could be started, time after time."""
        return self._shared.problem

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
        self._shared.closing.set()
        self._jobs.close(PoolClosed(STOPPING))
        for slot in self._slots:
            if slot.thread.is_alive():
                slot.thread.join()
