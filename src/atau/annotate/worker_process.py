"""A process that does one task after another and can be stopped: the workers of `timed` and of the HTTP service.

Only the end of its process surely stops a component: a signal waits for the next step of Python, and none may come from
a loop in C. Processes are spawned, not forked (forking a process with threads may hang), and end with their parent.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing import connection
from typing import Any, NamedTuple, Protocol

from atau.annotate.pool import end_with_parent


class Worker(Protocol):
    """What works in the process."""

    def prepare(self) -> Any:
        """Called before each task, outside of its time; what it returns goes with the `Ready`."""

    def do(self, given: Any) -> Any:
        """Does a task. What it raises ends the process."""


class Ready(NamedTuple):
    """The process can take a task."""

    about: Any


class Taken(NamedTuple):
    """A task has come in whole, and is begun. A process that dies before this has not seen it."""


class Done(NamedTuple):
    """What `Worker.do` returned."""

    result: Any


class StartFailed(NamedTuple):
    """The worker could not be made; the process ends."""

    problem: str


class WorkerProcess:
    """A process with a worker, which `make` makes there: a module-level function, or a partial of one."""

    def __init__(self, make: Callable[[], Worker]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, given: Any) -> None:
        """Give it a task; only after a `Ready`. Raises OSError where the process is gone."""
        self.pipe.send(given)

    def receive(self) -> Ready | Taken | Done | StartFailed | None:
        """Wait for what it says next; None where it has ended."""
        try:
            said: Ready | Taken | Done | StartFailed = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return said

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _run(pipe: connection.Connection, make: Callable[[], Worker]) -> None:
    """The life of a process: a task in, its result out, until the parent ends it."""
    # Ctrl-C reaches all processes of the group; the parent alone handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        worker = make()
        about = worker.prepare()
    except Exception as error:
        pipe.send(StartFailed(f"{type(error).__name__}: {' '.join(str(error).split())}"))
        return
    while True:
        pipe.send(Ready(about))
        given = pipe.recv()
        pipe.send(Taken())
        pipe.send(Done(worker.do(given)))
        about = worker.prepare()
