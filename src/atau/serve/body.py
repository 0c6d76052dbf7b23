"""The body of a request: read within its limits, and the client watched while the answer is made."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.types import Receive

from atau.serve.problems import BODY_READ, Problem
from atau.serve.state import Budget

T = TypeVar("T")


class ClientGone(Exception):
    """The client has closed the connection, or takes nothing of its answer; nobody reads it."""


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
        """The body, piece by piece. Raises Problem (408, 413, 429), after what came before, and ClientGone."""
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
            self._scope[BODY_READ] = not more
            # Of what is too long, all that is within the limit counts.
            fits = chunk[: self._limit - size]
            size += len(fits)
            self._take(len(fits))
            if fits:
                yield fits
            if len(fits) < len(chunk):
                raise self._too_long()

    def grow_to(self, size: int) -> None:
        """What was read of the body is as long as `size`: that counts if it is more. Raises Problem (429)."""
        self._take(max(0, size - self._share.size))

    def _take(self, size: int) -> None:
        if not self._share.take(size):
            raise too_much()

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


def too_much() -> Problem:
    """What is said where a budget is used up."""
    return Problem(
        429, "the requests under way hold as much as they may together; try again in a moment",
        headers={"Retry-After": "2"},
    )  # fmt: skip


async def first_of(work: Coroutine[Any, Any, T], watch: Coroutine[Any, Any, None]) -> T:
    """What `work` gives, unless `watch` ends before it: then `work` is cancelled.

    Raises what `watch` raised, ClientGone where it just ended.
    """
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


async def within(work: Coroutine[Any, Any, T], seconds: float) -> T:
    """What `work` gives. Raises Problem (504) where it takes longer."""

    async def end() -> None:
        await asyncio.sleep(seconds)
        raise Problem(504, f"the request took longer than {seconds:g} s and was stopped")

    return await first_of(work, end())
