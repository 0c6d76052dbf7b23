"""The lines of a body that is answered line by line."""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from collections.abc import AsyncIterator
from typing import Final

from atau.serve.bodies import lines_of
from atau.serve.body import Body, too_much
from atau.serve.logs import log_error
from atau.serve.problems import Problem
from atau.serve.state import Share

_BLOCK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"


class Lines:
    """The lines of a body that comes in while they are read: what has come waits on disk.

    So the client may send all before it reads the first answer, and neither side waits for the other. longest: bytes of
    a line. memory: the lines count here from when they are read until `answered`; where there is no room for `idle`
    seconds, they end.
    """

    def __init__(self, body: Body, longest: int, memory: Share, idle: float) -> None:
        self._body = body
        self._longest = longest
        self._memory = memory
        self._idle = idle
        self._held: deque[int] = deque()  # bytes of each line that was read and not answered
        #: Why the body was not read to its end, and how many of its lines were.
        self.problem: Problem | None = None
        self.number = 0
        self._news = asyncio.Event()
        self._ended = False
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed by `close`)
        self._written = 0

    async def fill(self) -> None:
        """Take in the body, then watch the client; returns when it is gone. What is wrong ends the lines.

        The rest of the body is thrown away then: a client that is still sending does not read what was answered yet.
        """
        try:
            async for chunk in self._body.chunks():
                if self.problem is not None:
                    break
                self._file.seek(0, 2)
                rest = memoryview(chunk)
                while rest:  # a disk that is nearly full takes a part, and raises next time
                    rest = rest[self._file.write(rest) :]
                self._written += len(chunk)
                self._news.set()
        except Problem as problem:
            self.problem = self.problem or problem
        except OSError as error:
            log_error("no room on disk", error)
            self.problem = Problem(503, "the service cannot keep the body on its disk; try again later")
        finally:
            self._ended = True
            self._news.set()
        await self._body.gone()

    async def __aiter__(self) -> AsyncIterator[tuple[int, bytes | None]]:
        """(number, line without its end) of each line that is not blank; None for one that is too long.

        Where there is a `problem`, the line in which the body ends is left out, as nobody knows whether it is whole.
        """
        begin = place = 0  # of the line that has begun, and of what was not looked at yet
        try:
            while True:
                self._news.clear()
                ended = self._ended
                while place < self._written:
                    block = self._read(place, min(_BLOCK, self._written - place))
                    place += len(block)
                    _, end, tail = block.partition(b"\n")
                    if not end:
                        continue
                    line = await self._line(begin, place - len(tail) - len(end) - begin)
                    self.number += 1
                    if line != b"":
                        yield self.number, line
                    whole, _, last = tail.rpartition(b"\n")
                    before = self.number
                    for number, line in lines_of(whole):
                        self.number = before + number - 1
                        fits = len(line) <= self._longest
                        await self._hold(len(line) if fits else 0)
                        yield before + number, line if fits else None
                    self.number = before + tail.count(b"\n")
                    begin = place - len(last)
                if ended:
                    break
                await self._news.wait()
            if self.problem is None and (line := await self._line(begin, place - begin)) != b"":
                yield self.number + 1, line
        except asyncio.TimeoutError:
            self.problem = too_much()

    async def _line(self, place: int, size: int) -> bytes | None:
        """A line; b"" where it is blank."""
        if size > self._longest:
            await self._hold(0)
            return None
        await self._hold(size)
        line = self._read(place, size)
        line = line.removeprefix(_BOM) if place == 0 else line
        if line.strip():
            return line
        self._memory.give(self._held.pop())
        return b""

    def _read(self, place: int, size: int) -> bytes:
        self._file.seek(place)
        return self._file.read(size) or b""

    async def _hold(self, size: int) -> None:
        if not self._memory.take(size):
            await asyncio.wait_for(self._memory.wait(size), self._idle)
        self._held.append(size)

    def answered(self) -> None:
        """The next line was answered: it does not count any more."""
        self._memory.give(self._held.popleft())

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
