"""What is reported on standard error: failures and progress."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from atau.annotate.output import LineOutput
from atau.annotate.plain import json_line
from atau.annotate.records import Failure

_SHOWN: Final = 100


class Failures:
    """Counts failures, reports the first ones and writes all of them to a JSONL file, if one is given.

    Its fields are file, line, error and raw.
    With `append`, the file of an earlier run is continued and what it holds already is not repeated. Memory: one pair
    (file, line) for each failure of the earlier run.
    """

    def __init__(self, path: Path | None, *, append: bool, say: Callable[[str], None]) -> None:
        self.count = 0
        self._say = say
        self._known: set[tuple[str, int | None]] = set()
        self._output: LineOutput | None = None
        if path is not None:
            keep = self._read(path) if append and path.exists() else 0
            self._output = LineOutput(path, keep)

    def add(self, failure: Failure) -> None:
        self.count += 1
        if self.count <= _SHOWN:
            self._say(f"{failure.where}: {failure.error}")
        elif self.count == _SHOWN + 1:
            self._say("more records failed; from here on they are counted but not listed")
        if self._output is not None and (failure.file, failure.line) not in self._known:
            self._output.write(
                json_line(
                    {
                        "file": failure.file,
                        "line": failure.line,
                        "error": failure.error,
                        "raw": failure.raw,
                    }
                )
            )

    def close(self, *, complete: bool) -> None:
        if self._output is not None:
            self._output.close(complete=complete)

    def _read(self, path: Path) -> int:
        end = 0
        with path.open("rb") as stream:
            for line in stream:
                if not line.endswith(b"\n") or b"\0" in line:  # cut off, or damaged by a power cut
                    break
                with contextlib.suppress(ValueError, AttributeError):
                    fields = json.loads(line)
                    self._known.add((fields.get("file"), fields.get("line")))
                end += len(line)
        return end


def total_size(targets: list[str]) -> int | None:
    """The total size of plain files in bytes; None where another kind of target is among them."""
    sizes = 0
    for target in targets:
        if not os.path.isfile(target):
            return None
        sizes += os.path.getsize(target)
    return sizes


@contextlib.contextmanager
def progress(targets: list[str], *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error. Yields advance(records, bytes)."""
    if not shown:
        yield lambda records, size: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.fields[records]} records"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total_size(targets), records=0)
        records = 0

        def advance(more: int, size: int) -> None:
            nonlocal records
            records += more
            bar.update(task, advance=size, records=records)

        yield advance


def wants_progress(to_stdout: bool) -> bool:
    """Whether to show a bar: only on a terminal, and not where the results are printed there too."""
    return sys.stderr.isatty() and not (to_stdout and sys.stdout.isatty())


def wants_color() -> bool:
    """Whether standard output is a terminal that may show colours (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
