"""Outputs that never hold half a record: lines appended to a file, or a file or a folder that appears when complete.

`LineOutput` writes whole records and removes what a full disk cut off; `FileOutput` and `FolderOutput` get their name
only when they are complete. `Interrupts` delays a signal while a record is being written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import BinaryIO, Final, Protocol

from atau.partial import part_of
from atau.terminal import printable

# What `printable` leaves alone on a terminal: these end or part the lines of a format.
_LAYOUT: Final = "\n\r\t"


class Output(Protocol):
    """Where the bytes of a writer go. After ``close(complete=False)`` no half record is left."""

    def write(self, data: bytes) -> None: ...

    def close(self, *, complete: bool) -> None: ...


class LineOutput:
    """A file that grows by whole records; the first `keep` bytes of an existing file are kept.

    The file is opened at the first write (or at a complete close), so a run that fails before it writes anything leaves
    an existing file untouched. `before` is called right before that.
    """

    def __init__(self, path: Path, keep: int = 0, before: Callable[[], None] | None = None) -> None:
        self._path = path
        self._keep = keep
        self._before = before
        self._file = -1

    def write(self, data: bytes) -> None:
        """Appends `data`, which ends with a line end, as a whole.

        On an error (a full disk) the part that was written is removed. Raises OSError.
        """
        self._start()
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            with contextlib.suppress(OSError):  # a pipe or a terminal cannot be truncated
                os.ftruncate(self._file, self._keep)
                os.lseek(self._file, self._keep, os.SEEK_SET)
            raise
        self._keep += len(data)

    def close(self, *, complete: bool) -> None:
        if complete:
            self._start()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _start(self) -> None:
        if self._file >= 0:
            return
        if self._before is not None:
            self._before()
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.open(self._path, flags, 0o666)
        with contextlib.suppress(OSError):  # /dev/stdout, a named pipe
            os.ftruncate(self._file, self._keep)
            os.lseek(self._file, self._keep, os.SEEK_SET)


class FileOutput:
    """A file that gets its name when it is complete; until then it is a hidden .part file in the same folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = part_of(path)
        self._file: BinaryIO | None = None

    def write(self, data: bytes) -> None:
        if self._file is None:
            self._file = self._part.open("xb")
        self._file.write(data)

    def close(self, *, complete: bool) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
            if complete:
                os.replace(self._part, self._path)
        finally:
            self._part.unlink(missing_ok=True)


class FolderOutput:
    """A folder that gets its name when it is complete; until then it is a hidden .part folder beside it.

    `write_file` writes a file of it. An empty folder of that name may exist already.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = part_of(path)
        self._started = False

    @property
    def part(self) -> Path:
        """The folder to write into; `path` in `write_file` is below it."""
        return self._part

    def write_file(self, path: Path, data: bytes) -> None:
        self._start()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)

    def write(self, data: bytes) -> None:
        raise TypeError("a folder is written file by file")

    def close(self, *, complete: bool) -> None:
        try:
            if complete:
                self._start()
                if self._path.is_dir():
                    self._path.rmdir()
                os.replace(self._part, self._path)
        finally:
            shutil.rmtree(self._part, ignore_errors=True)

    def _start(self) -> None:
        if not self._started:
            self._part.mkdir()
            self._started = True


class StandardOutput:
    """Standard output, flushed with every write."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._stream.flush()

    def close(self, *, complete: bool) -> None:
        if complete:
            self._stream.flush()


class TerminalOutput:
    """An output that is a terminal, which what a text holds must not steer (`atau.terminal`)."""

    def __init__(self, output: Output, escape: Callable[[str], str]) -> None:
        self._output = output
        self._escape = escape

    def write(self, data: bytes) -> None:
        text = self._escape(data.decode("utf-8", "surrogateescape"))
        self._output.write(text.encode("utf-8", "backslashreplace"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def is_terminal(path: Path) -> bool:
    """Whether `path` is a terminal, as /dev/stdout and /dev/tty may be."""
    if not path.is_char_device():
        return False
    try:
        with path.open("wb", buffering=0) as stream:
            return stream.isatty()
    except OSError:
        return False


def printable_lines(text: str) -> str:
    """`text` for a terminal, its line breaks and tabs kept."""
    return printable(text, keep=_LAYOUT)


class Interrupted(BaseException):
    """SIGINT or SIGTERM arrived. Not an Exception, so that no error handler swallows it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


class Interrupts:
    """Turns SIGINT and SIGTERM into `Interrupted`, but never in the middle of a write.

    Outside the main thread, where Python sets no handlers, it does nothing.
    """

    def __init__(self) -> None:
        self._busy = False
        self._signum = 0
        self._old: dict[int, object] = {}

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            for signum in (signal.SIGINT, signal.SIGTERM):
                self._old[signum] = signal.signal(signum, self._arrived)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for signum, handler in self._old.items():
            signal.signal(signum, handler)  # type: ignore[arg-type]

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """The block runs to its end; a signal that arrives meanwhile is raised after it."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        if self._signum:
            raise Interrupted(self._signum)

    def _arrived(self, signum: int, frame: FrameType | None) -> None:
        self._signum = signum
        if not self._busy:
            raise Interrupted(signum)
