"""A connection: what uvicorn leaves open."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from atau.serve.problems import MEDIA_TYPE
from atau.serve.safe_json import safe_json


class Connection(H11Protocol):
    """Closes a connection on which no whole header has come in time, or of whose answer nothing is taken for too long.

    It says in JSON what is wrong with a header. header_timeout, idle: these times, in seconds.
    """

    def __init__(self, *arguments: Any, header_timeout: float, idle: float, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._header_timeout = header_timeout
        self._waiting: asyncio.TimerHandle | None = None
        self._idle = idle
        self._watching: asyncio.TimerHandle | None = None
        self._untaken: int | None = None  # bytes of answers at the last look, unless some were taken since

    @classmethod
    def with_timeouts(cls, header_timeout: float, idle: float) -> Any:
        """What makes connections with these times."""
        return partial(cls, header_timeout=header_timeout, idle=idle)

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
        for timer in (self._waiting, self._watching):
            if timer is not None:
                timer.cancel()
        self._waiting = self._watching = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._untaken = None

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Closing, too, waits for the client to take what is left, and for ever.
        self._watch()

    def _watch(self) -> None:
        if self._watching is None:
            self._untaken = self.transport.get_write_buffer_size()
            if self._untaken:
                self._watching = self.loop.call_later(self._idle, self._look)

    def _look(self) -> None:
        self._watching = None
        if self._untaken == self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self._watch()

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
