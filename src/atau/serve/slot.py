"""The place of a process in a pool: a thread hands it tasks, waits for the results, and replaces it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any, Final

from atau.annotate.worker_process import Done, Ready, StartFailed, Taken, Worker, WorkerProcess
from atau.serve.jobs import Job, Jobs, PoolClosed, TaskError, TookTooLong, WorkerDied
from atau.serve.logs import log_error

STOPPING: Final = "the service is stopping"
_LOOK: Final = 0.5  # seconds between two looks whether the pool is to end
_TRIES: Final = 3  # starts that may fail one after another; processes that may die before they have taken a task
_PAUSE: Final = 1.0  # seconds before the next try where the system gives no process


@dataclass(slots=True)
class Counts:
    """What has happened to the processes."""

    stopped: int = 0
    died: int = 0
    recycled: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str) -> None:
        """One more."""
        with self._lock:
            setattr(self, what, getattr(self, what) + 1)


@dataclass(slots=True, kw_only=True)
class Shared:
    """What the places of a pool have in common; the first fields are those of `Pool`.

    about: what the first worker said when it was ready. problem: why no worker could be started, time after time.
    """

    make: Callable[[], Worker]
    timeout: float
    patience: float
    recycle_after: int | None
    jobs: Jobs
    closing: threading.Event = field(default_factory=threading.Event)
    counts: Counts = field(default_factory=Counts)
    about: Any = None
    problem: str | None = None


class Slot:
    """A place. is_up: there is a process that has loaded."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.thread = threading.Thread(target=self._live, daemon=True)
        self.is_up = False
        self._idle = False  # the process waits for a task
        self._process: WorkerProcess | None = None
        self._fresh: WorkerProcess | None = None  # will take over when it is ready
        self._done = 0

    def _live(self) -> None:
        while not self._shared.closing.is_set():
            jobs: list[Job] = []
            try:
                if not self._has_process():
                    break
                self._take_over()
                taken = self._shared.jobs.take()
                if taken is None:
                    break
                jobs = [job for job in taken if job.begins()]
                if jobs:
                    self._do(jobs)
            # The system gives no process, a task cannot be pickled, or its result not be read: whatever it is, the
            # pool must not lose the place.
            except Exception as error:
                log_error("a process of the pool is replaced", error)
                self._clear()
                self._retry(jobs, WorkerDied("the process that worked on it could not be used; the log says why"))
                self._shared.closing.wait(_PAUSE)
        self._clear()

    def _has_process(self) -> bool:
        """Wait until there is a process that can take a task; False where none starts, or the pool ends."""
        tries = 0
        while not self._idle:
            if self._process is None:
                self._process = WorkerProcess(self._shared.make)
            if not connection.wait([self._process.pipe], _LOOK):
                if self._shared.closing.is_set():
                    return False
                continue
            said = self._process.receive()
            if isinstance(said, Ready):
                self._begin(said)
                continue
            self._drop()
            if not isinstance(said, StartFailed):
                self._shared.counts.add("died")
            tries += 1
            if tries == _TRIES:
                reason = said.problem if isinstance(said, StartFailed) else "the process ended while it started"
                self._shared.problem = self._shared.problem or reason
                self._shared.jobs.close(PoolClosed(reason))
                return False
        return True

    def _begin(self, said: Ready) -> None:
        if self._shared.about is None:
            self._shared.about = said.about
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
        deadline = time.monotonic() + (self._shared.timeout if len(jobs) == 1 else self._shared.patience)
        while True:
            while not connection.wait([process.pipe], min(_LOOK, max(0.0, deadline - time.monotonic()))):
                if self._shared.closing.is_set() or time.monotonic() >= deadline:
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
        for job, result in list(zip(jobs, said.result, strict=True)):
            job.future.set_result(result)

    def _died(self, jobs: Sequence[Job], *, is_taken: bool) -> None:
        """The process of `jobs` is gone. One that died while it was idle has not taken them, and they wait again."""
        self._drop()
        self._shared.counts.add("died")
        for job in jobs:
            job.tries += not is_taken
        if not is_taken and all(job.tries < _TRIES for job in jobs):
            self._shared.jobs.put_back(jobs)
        else:
            self._retry(jobs, WorkerDied("the process that worked on it died, perhaps for lack of memory"))

    def _stop(self, jobs: Sequence[Job]) -> None:
        self._drop()
        if self._shared.closing.is_set():
            for job in jobs:
                job.fail(PoolClosed(STOPPING))
            return
        self._shared.counts.add("stopped")
        self._retry(jobs, TookTooLong(f"took longer than {self._shared.timeout:g} s and was stopped"))

    def _retry(self, jobs: Sequence[Job], error: TaskError) -> None:
        """Each of several tasks once more, alone; a task that was alone fails."""
        if len(jobs) > 1:
            for job in jobs:
                job.alone = True
            self._shared.jobs.put_back(jobs)
        else:
            for job in jobs:
                job.fail(error)

    def _take_over(self) -> None:
        """Replace a process that has done its share, without a gap: the next one loads while it works on."""
        limit = self._shared.recycle_after
        if limit is None or self._done < limit:
            return
        if self._fresh is None:
            self._fresh = WorkerProcess(self._shared.make)
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
        self._shared.counts.add("recycled")

    def _drop(self) -> None:
        self.is_up = self._idle = False
        self._done = 0
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _clear(self) -> None:
        """End both processes."""
        self._drop()
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            fresh.kill()
