"""Watches the workers of a run, from outside: their memory, and now and then one is killed."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path
from statistics import mean
from types import TracebackType
from typing import Final

_MARK: Final = b"atau.distributed.child"  # in the command line of a process that holds a pipeline
_SECONDS: Final = 1.0
_SEEN: Final = 3  # samples with all workers at work before the first is killed


class Watch:
    """Resident memory of the workers (each with the process of its pipeline) below `root`, once a second.

    kills: so many processes are killed while they work, a worker and a process of a pipeline in turn. Needs /proc.
    """

    def __init__(self, root: int, *, kills: int = 0, seed: int = 0) -> None:
        self.kills = 0
        self._wanted = kills
        self._root = root
        self._chance = random.Random(seed)
        self._samples: list[float] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def memory(self) -> tuple[float, float, float]:
        """(mean of the first third, mean of the last third, most), in MB for a worker; 0 where none was seen."""
        if not self._samples:
            return 0.0, 0.0, 0.0
        third = max(1, len(self._samples) // 3)
        return mean(self._samples[:third]), mean(self._samples[-third:]), max(self._samples)

    def _watch(self) -> None:
        while not self._end.wait(_SECONDS):
            pipelines = [pid for pid in descendants(self._root) if _MARK in _command(pid)]
            sizes = [_resident(pid) + _resident(_parent(pid)) for pid in pipelines]
            if sizes:
                self._samples.append(mean(sizes))
            if self.kills < self._wanted and pipelines and len(self._samples) > _SEEN * (self.kills + 1):
                self._kill(self._chance.choice(pipelines))

    def _kill(self, pipeline: int) -> None:
        pid = _parent(pipeline) if self.kills % 2 == 0 else pipeline
        try:
            os.kill(pid, signal.SIGKILL)
            self.kills += 1
        except ProcessLookupError:
            pass


def descendants(root: int) -> list[int]:
    """The processes that `root` started, and that these did, and so on."""
    parents = {pid: _parent(pid) for pid in _processes()}
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {root})


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        # The name of the program, in brackets, may hold anything.
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError, ValueError):
        return 0.0
