"""Answers line by line."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from atau.serve.body import first_of
from atau.serve.problems import Problem, linger
from atau.serve.safe_json import safe_json

NDJSON: Final = "application/x-ndjson"


class LinesResponse(Response):
    """Sends `lines` as they come, until `watch` ends: then the client is gone.

    Where the lines end with a Problem, it is the last line, and the connection is closed in the middle of the answer,
    so that nobody takes it for all of it.
    """

    media_type = NDJSON

    def __init__(self, lines: AsyncGenerator[bytes, None], watch: Coroutine[Any, Any, None]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines = lines
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await first_of(self._write(receive, send), self._watch)

    async def _write(self, receive: Receive, send: Send) -> None:
        try:
            async with aclosing(self._lines) as lines:
                async for line in lines:
                    await send(_part(line, more=True))
        except Problem as problem:
            last = safe_json({"error": problem.detail, "status": problem.status, **problem.fields}) + b"\n"
            await send(_part(last, more=True))
            await linger(receive)
            return
        await send(_part(b"", more=False))


def _part(data: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": more}
