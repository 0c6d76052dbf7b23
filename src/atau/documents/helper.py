"""The process in which documents are read, see `atau.documents.isolation`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from atau.documents.options import ReadOptions
from atau.documents.parts import encoded, parts_of

_MEMORY: Final = 6 << 30  # bytes of address space


def serve() -> None:
    """What the helper does: a path in, the parts of the file out, until its input ends."""
    # Ctrl-C reaches all processes of the terminal; the one that reads documents alone handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(_MEMORY)
    columns, encoding, max_bytes = json.loads(sys.argv[2])
    options = ReadOptions(tuple(columns), encoding, max_bytes)
    # Whatever a library prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        for item in parts_of(Path(json.loads(line)), options):
            _answer(answers, encoded(item))
        _answer(answers, None)


def _answer(stream: BinaryIO, value: Any) -> None:
    stream.write(json.dumps(value).encode("ascii") + b"\n")
    stream.flush()


def limit_memory(most: int) -> None:
    """No more address space than `most` bytes for this process; 0 and systems that know no such limit: as it is."""
    if not most:
        return
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
