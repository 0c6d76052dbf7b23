"""What is shown while a run goes on: on a terminal only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def file_bar(total: int, *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar of files on standard error. Yields advance(files, documents), both since the last call."""
    if not shown:
        yield lambda files, documents: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[documents]:,} documents"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, documents=0)
        read = 0

        def advance(files: int, documents: int) -> None:
            nonlocal read
            read += documents
            bar.update(task, advance=files, documents=read)

        yield advance
