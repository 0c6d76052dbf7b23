"""Answers line by line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import aclosing
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from atau.serve.body import first_of
from atau.serve.problems import Problem, safe_json

NDJSON: Final = "application/x-ndjson"


class LinesResponse(Response):
    """Sends `lines` as they come, until `watch` ends: then the client is gone.

    A client that takes nothing for `idle` seconds is given up. Where the lines end with a Problem, it is the last line,
    and the connection is closed in the middle of the answer, so that nobody takes it for all of it.
    """

    media_type = NDJSON

    def __init__(self, lines: AsyncIterator[bytes], watch: Coroutine[Any, Any, None], idle: float) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines = lines
        self._watch = watch
        self._idle = idle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await first_of(self._write(send), self._watch)

    async def _write(self, send: Send) -> None:
        try:
            async with aclosing(self._lines) as lines:  # type: ignore[type-var]
                async for line in lines:
                    await self._send(send, line, more=True)
        except Problem as problem:
            await self._send(send, safe_json({"error": problem.detail, "status": problem.status}) + b"\n", more=True)
            return
        await self._send(send, b"", more=False)

    async def _send(self, send: Send, data: bytes, *, more: bool) -> None:
        message = {"type": "http.response.body", "body": data, "more_body": more}
        await asyncio.wait_for(send(message), self._idle)
