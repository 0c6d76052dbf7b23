"""The body of a request: read within its limits, and the client watched while the answer is made."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Coroutine
from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.types import Receive

from atau.serve.problems import BODY_READ, Problem
from atau.serve.state import Budget

T = TypeVar("T")
_MIB: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"


class ClientGone(Exception):
    """The client has closed the connection; nobody reads an answer."""


class Body:
    """The body of a request.

    limit: bytes that are read of it. idle: seconds until the next of them have to come. budget: what all bodies share,
    until their answers are sent.
    """

    def __init__(self, request: Request, limit: int, idle: float, budget: Budget) -> None:
        self._receive: Receive = request.receive
        self._scope = request.scope
        self._share = budget.share(request.scope)
        self._limit = limit
        self._idle = idle
        stated = request.headers.get("content-length")
        if stated is not None and stated.isdecimal() and int(stated) > limit:
            raise self._too_long()

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body, piece by piece. Raises Problem (408, 413) and ClientGone."""
        size = 0
        more = True
        while more:
            try:
                message = await asyncio.wait_for(self._receive(), self._idle)
            except asyncio.TimeoutError:
                raise Problem(408, f"no bytes of the body came for {self._idle:g} s") from None
            if message["type"] != "http.request":
                raise ClientGone
            chunk = message.get("body", b"")
            more = message.get("more_body", False)
            size += len(chunk)
            self._scope[BODY_READ] = not more
            if size > self._limit:
                raise self._too_long()
            self._take(len(chunk))
            if chunk:
                yield chunk

    def grow_to(self, size: int) -> None:
        """What was read of the body is as long as `size`: that counts if it is more. Raises Problem (429)."""
        self._take(max(0, size - self._share.size))

    def _take(self, size: int) -> None:
        if not self._share.take(size):
            raise Problem(
                429, "the requests under way hold as much as they may together; try again in a moment",
                headers={"Retry-After": "2"},
            )  # fmt: skip

    async def whole(self) -> bytes:
        """All of the body. Raises as `chunks`."""
        return b"".join([chunk async for chunk in self.chunks()])

    async def gone(self) -> None:
        """Returns when the client has closed the connection; only after the body was read."""
        while (await self._receive())["type"] == "http.request":
            pass

    async def unless_gone(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives. It is cancelled, and ClientGone raised, when the client goes first."""
        return await first_of(work, self.gone())

    def _too_long(self) -> Problem:
        return Problem(
            413,
            f"the body is longer than {self._limit:,} bytes; split it, or start the service with a greater "
            "--max-body (of NDJSON: --max-stream)",
        )


async def first_of(work: Coroutine[Any, Any, T], watch: Coroutine[Any, Any, None]) -> T:
    """What `work` gives, unless `watch` ends before it: then `work` is cancelled, and ClientGone raised."""
    working, watching = asyncio.ensure_future(work), asyncio.ensure_future(watch)
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        watching.result()
        raise ClientGone
    finally:
        for task in (working, watching):
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task


class Lines:
    """The lines of a body that comes in while they are read: what has come waits on disk.

    So the client may send all before it reads the first answer, and neither side waits for the other. longest: bytes of
    a line; of a longer one the beginning is kept, which no parser takes for a record.
    """

    def __init__(self, body: Body, longest: int) -> None:
        self._body = body
        self._longest = longest
        #: Why the body was not read to its end.
        self.problem: Problem | None = None
        self._news = asyncio.Event()
        self._ended = False
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed by `close`)
        self._written = 0

    async def fill(self) -> None:
        """Take in the body, then watch the client; returns when it is gone. What is wrong ends the lines."""
        try:
            async for chunk in self._body.chunks():
                self._file.seek(0, 2)
                rest = memoryview(chunk)
                while rest:  # a disk that is nearly full takes a part, and raises next time
                    rest = rest[self._file.write(rest) :]
                self._written += len(chunk)
                self._news.set()
        except Problem as problem:
            self.problem = problem
        finally:
            self._ended = True
            self._news.set()
        if self.problem is not None:
            await asyncio.Event().wait()  # nothing more is read; whoever waits for the lines ends this
        await self._body.gone()

    async def __aiter__(self) -> AsyncIterator[tuple[int, bytes, bool]]:
        """(number, line without its end, whether it is complete) of each line that is not empty."""
        number, place = 0, 0
        rest = bytearray()
        cut = False
        while True:
            self._news.clear()
            ended = self._ended
            while place < self._written:
                self._file.seek(place)
                data = self._file.read(min(_MIB, self._written - place)) or b""
                place += len(data)
                *lines, last = data.split(b"\n")
                for line in lines:
                    number += 1
                    whole = bytes(rest) + line if not cut else bytes(rest)
                    whole = whole.removeprefix(_BOM) if number == 1 else whole
                    fits = not cut and len(whole) <= self._longest
                    rest, cut = bytearray(), False
                    if whole.strip():
                        yield number, whole[: self._longest], fits
                if not cut:
                    rest += last
                    cut = len(rest) > self._longest
            if ended:
                break
            await self._news.wait()
        if rest.strip() and self.problem is None:
            yield number + 1, bytes(rest[: self._longest]), not cut

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


async def within(work: Awaitable[T], seconds: float) -> T:
    """What `work` gives. Raises Problem (504) where it takes longer."""
    try:
        return await asyncio.wait_for(work, seconds)
    except asyncio.TimeoutError:
        raise Problem(504, f"the request took longer than {seconds:g} s and was stopped") from None
