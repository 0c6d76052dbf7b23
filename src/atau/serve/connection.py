"""A connection: what uvicorn leaves open."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from atau.serve.problems import MEDIA_TYPE
from atau.serve.safe_json import safe_json


class Connection(H11Protocol):
    """Closes a connection on which no whole header has come in time; says in JSON what is wrong with a header."""

    def __init__(self, *arguments: Any, header_timeout: float = 20.0, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._header_timeout = header_timeout
        self._waiting: asyncio.TimerHandle | None = None

    @classmethod
    def with_timeout(cls, seconds: float) -> Any:
        """What makes connections that wait so long for a header."""
        return partial(cls, header_timeout=seconds)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._waiting = self.loop.call_later(self._header_timeout, self._give_up)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        # The first bytes of a further request: its header has its own time.
        if self._waiting is None and (before is None or before.response_complete):
            self._waiting = self.loop.call_later(self._header_timeout, self._give_up)
        super().data_received(data)
        if self.cycle is not before and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        super().connection_lost(exc)

    def _give_up(self) -> None:
        self._waiting = None
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.close()  # in the middle of an answer
            return
        content = safe_json(
            {
                "type": "about:blank",
                "title": "Bad Request",
                "status": 400,
                "detail": "the header is no HTTP, or too long",
            }
        )
        head = (
            f"HTTP/1.1 400 Bad Request\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {len(content)}\r\n"
            "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + content)
        self.transport.close()
