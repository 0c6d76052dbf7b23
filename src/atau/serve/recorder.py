"""What every answer has: an id, the headers of safety, a line in the log, a count; and what happens to exceptions."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atau.serve.body import ClientGone
from atau.serve.logs import log, log_error, seconds_since
from atau.serve.metrics import Metrics
from atau.serve.problems import failed

#: Set where an answer does not say otherwise.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_GONE: Final = 499  # nobody reads the answer
_OTHER: Final = "other"
_PIECE: Final = 1 << 18  # bytes
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Recorder:
    """The outermost ASGI middleware. idle: seconds after which a client that takes nothing is given up."""

    def __init__(self, app: ASGIApp, metrics: Metrics, idle: float, *, is_cross_origin: bool) -> None:
        self._app = app
        self._idle = idle
        self._metrics = metrics
        self._headers = dict(HEADERS)
        if is_cross_origin:
            self._headers["Cross-Origin-Resource-Policy"] = "cross-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._headers, self._idle)
        begun = time.perf_counter()
        try:
            await self._app(scope, receive, answer.send)
        except ClientGone:
            answer.status = _GONE
        except Exception as error:
            log_error("failed", error, request=answer.id)
            if not answer.begun:
                await failed(error).response()(scope, receive, answer.send)
        finally:
            self._record(scope, answer, begun)

    def _record(self, scope: Scope, answer: _Answer, begun: float) -> None:
        route = getattr(scope.get("route"), "path", None) or _OTHER
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        seconds = seconds_since(begun)
        self._metrics.requests.labels(method, route, str(answer.status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        log(
            "request", request=answer.id, method=method, route=route, status=answer.status, seconds=seconds,
            bytes=answer.size,
        )  # fmt: skip


class _Answer:
    """An answer on its way: its id, its status, its size."""

    def __init__(self, send: Send, headers: Mapping[str, str], idle: float) -> None:
        self._send = send
        self._idle = idle
        self._headers = headers
        self.id = secrets.token_hex(8)
        self.status = _GONE
        self.begun = False
        self.size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.status = message["status"]
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = self.id
            await self._pass({**message, "headers": headers.raw})
            return
        # In pieces, so that what is sent is still counted and its limits hold until the client has taken nearly all.
        body, more = message.get("body", b""), message.get("more_body", False)
        for start in range(0, len(body) or 1, _PIECE):
            piece = body[start : start + _PIECE]
            self.size += len(piece)
            is_last = start + _PIECE >= len(body)
            await self._pass({"type": message["type"], "body": piece, "more_body": more or not is_last})

    async def _pass(self, message: Message) -> None:
        try:
            await asyncio.wait_for(self._send(message), self._idle)
        except asyncio.TimeoutError:
            raise ClientGone from None
