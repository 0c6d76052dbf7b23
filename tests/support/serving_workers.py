"""Workers that need no pipeline."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any


class Echo:
    """Gives back what it is given; hangs or dies where it is told to."""

    def prepare(self) -> str:
        return "echo"

    def do(self, given: Sequence[Any]) -> list[Any]:
        return [self._one(task) for task in given]

    def _one(self, given: Any) -> Any:
        if given == "hang":
            time.sleep(1_000_000)
        if given == "die":
            os._exit(9)
        if given == "unreadable":
            return Unreadable()
        return os.getpid() if given == "pid" else given


class Deadly:
    """Ends the process that reads it from its pipe."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


class Unreadable:
    """Raises where it is read from the pipe."""

    def __reduce__(self) -> Any:
        return int, ("no number",)


def no_worker() -> Echo:
    raise OSError("no such model")


def ends_at_once() -> Echo:
    os._exit(3)
