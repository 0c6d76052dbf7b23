"""Reading files in a process of its own, which can be stopped, and whose death harms nobody.

pdfium and libxml2 are written in C, and a hostile file may keep them, or a library in Python, busy for ever. So files
of all formats but the plain ones are handed to a helper, one for all files of a run: `atau.documents.helper` reads a
path per line and answers with a line of JSON for each part. It starts anew after it was stopped.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from atau.documents.formats import HEAD, sniff
from atau.documents.model import PartFailure
from atau.documents.options import ReadOptions
from atau.documents.parts import decoded, parts_of
from atau.documents.readers import Found, format_of

#: Formats that only Python's own library reads, from the first byte to the last.
_PLAIN: Final = frozenset({"text", "subtitles", "csv", "jsonl", "json"})
_AHEAD: Final = 16  # parts that wait to be taken
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from atau.documents.helper import serve; serve()"
)
_TIME_REMEDY: Final = "look whether the file is what it says; allow more time, or convert it to .txt"


class Reader:
    """Reads files with the options of a run. A context manager: the helper ends with it."""

    def __init__(self, options: ReadOptions, timeout: float | None) -> None:
        self.options = options
        self._timeout = timeout
        self._helper: _Helper | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def helper_id(self) -> int | None:
        """The number of the process that reads, once there is one."""
        return None if self._helper is None else self._helper.process.pid

    def close(self) -> None:
        """Give up the helper: where it is idle, the next reader with the same options takes it over."""
        helper, self._helper = self._helper, None
        if helper is not None and helper.idle:
            _spare.put(helper)
        elif helper is not None:
            helper.stop()

    def parts(self, path: Path) -> Iterator[Found]:
        """The parts of a file; what is wrong with it is a part, too."""
        if self._timeout is None or not sys.executable or _is_plain(path):
            yield from parts_of(path, self.options)
            return
        if self._helper is None:
            self._helper = _spare.take(self.options) or _Helper(self.options)
        try:
            yield from self._helper.parts(path, self._timeout)
        except _Stopped as problem:
            self.close()
            yield PartFailure(key="", problem=str(problem), remedy=_TIME_REMEDY)
        except GeneratorExit:
            self.close()  # it is in the middle of a file, and not idle
            raise


def _is_plain(path: Path) -> bool:
    """Whether Python alone reads the file: by its name, and by its first bytes."""
    if format_of(path.name) not in (None, *_PLAIN):
        return False
    try:
        with path.open("rb") as stream:
            return sniff(stream.read(HEAD)) is None
    except OSError:
        return True  # its reader says why


class _Stopped(Exception):
    """The helper took too long, or died."""


class _Helper:
    """The process, and the thread that takes its answers."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.idle = True
        given = json.dumps([list(options.text_columns), options.encoding, options.max_bytes])
        paths = json.dumps([path for path in sys.path if isinstance(path, str)])
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, paths, given],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._answers: queue.Queue[bytes] = queue.Queue(_AHEAD)
        self._open = True
        threading.Thread(target=self._take, daemon=True).start()

    def parts(self, path: Path, timeout: float) -> Iterator[Found]:
        assert self.process.stdin is not None
        self.idle = False
        try:
            self.process.stdin.write(json.dumps(os.path.abspath(path)).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise _Stopped(self._death()) from None
        while True:
            try:
                line = self._answers.get(timeout=timeout)
            except queue.Empty:
                raise _Stopped(f"took longer than {timeout:g} s to read and was stopped") from None
            if not line:
                raise _Stopped(self._death())
            item = decoded(json.loads(line))
            if item is None:
                self.idle = True
                return
            yield item

    def stop(self) -> None:
        self._open = False
        self.process.kill()
        with contextlib.suppress(queue.Empty):  # the thread may wait for room
            while True:
                self._answers.get_nowait()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _death(self) -> str:
        try:
            code = self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = None
        return f"the program that reads it crashed on it (exit code {code})"

    def _take(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(ValueError, OSError):  # closed by `stop`
            for line in self.process.stdout:
                while self._open:
                    try:
                        self._answers.put(line, timeout=1)
                        break
                    except queue.Full:
                        continue
                if not self._open:
                    return
        with contextlib.suppress(queue.Full):
            self._answers.put(b"", timeout=60)


class _Spare:
    """An idle helper that is kept for the next reader: to start one takes longer than to read most files."""

    def __init__(self) -> None:
        self._helper: _Helper | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def take(self, options: ReadOptions) -> _Helper | None:
        with self._lock:
            helper, self._helper = self._helper, None
        # A child that was forked must not talk to the helper of its parent.
        if helper is None or self._owner != os.getpid():
            return None
        if helper.options == options and helper.process.poll() is None:
            return helper
        helper.stop()
        return None

    def put(self, helper: _Helper) -> None:
        with self._lock:
            before, self._helper, self._owner = self._helper, helper, os.getpid()
        if before is not None:
            before.stop()

    def close(self) -> None:
        """End the helper, if it is one of this process."""
        with self._lock:
            helper, self._helper = self._helper, None
        if helper is not None and self._owner == os.getpid():
            helper.stop()


_spare: Final = _Spare()
atexit.register(_spare.close)
