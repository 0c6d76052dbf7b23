"""One writer for each output: a lock that ends with its process, however that ends.

The lock is the operating system's, on a hidden file ``.NAME.lock`` beside the output. After kill -9 or a power cut the
file may stay; the lock does not.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from atau.annotate.job import UsageError
from atau.partial import hidden_beside

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# What a lock says that another process holds; anything else is a file system without locks.
_HELD: Final = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextlib.contextmanager
def locked(paths: Iterable[Path | None]) -> Iterator[None]:
    """While the block runs, no other `locked` of the same files runs, in any process.

    What is no regular file (/dev/null, a pipe) is not locked, nor is anything on a file system without locks. Raises
    UsageError where another process holds a lock.
    """
    with contextlib.ExitStack() as stack:
        # In one order everywhere, so that two runs never wait for each other's second lock.
        for path in sorted({path.resolve(): path for path in paths if path is not None}.items()):
            stack.enter_context(_lock(path[1]))
        yield


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    if path.exists() and not (path.is_file() or path.is_dir()):
        yield
        return
    lock = hidden_beside(path, "lock")
    try:
        file = _opened(lock, path)
    except OSError as error:
        # A folder that cannot be written: then the output itself is locked, if it can be written at all.
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS) or not path.is_file():
            raise UsageError(f"{lock}: the lock of {path} cannot be opened: {error.strerror}") from None
        lock, file = path, _opened(path, path, create=False)
    try:
        yield
    finally:
        if lock != path:
            with contextlib.suppress(OSError):  # Windows removes no file that is open
                lock.unlink()
        os.close(file)


def _opened(lock: Path, path: Path, *, create: bool = True) -> int:
    """The file `lock`, opened and locked. Raises UsageError where another process holds it."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | (os.O_CREAT if create else 0)
    while True:
        file = os.open(lock, flags, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            _take(file)
        except OSError as error:
            os.close(file)
            if error.errno in _HELD:
                raise UsageError(
                    f"another `atau annotate` is writing {path} (its lock: {lock}). Wait until it ends, or choose "
                    "another file; two runs would mix their records."
                ) from None
            if error.errno == errno.EINVAL:
                raise
            return os.open(os.devnull, os.O_RDONLY)  # no locks here
        # The one who held it before may have removed the file meanwhile.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file), os.stat(lock)):
                return file
        os.close(file)
