"""The running of the service: uvicorn, signals, an end in good order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from atau.serve.app import create_app, create_service
from atau.serve.connection import Connection
from atau.serve.logs import log, set_up_logs
from atau.serve.service import Service
from atau.serve.settings import Settings

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_LOOK: Final = 0.1
_KEEP_ALIVE: Final = 5  # seconds in which a connection may wait for its next request


class CannotListen(OSError):
    """The address is taken, or is none of this machine."""


def serve(settings: Settings, make: Any = None) -> int:
    """Runs the service until a signal ends it. Returns the exit code: 0, or 1 where no process can load the model.

    make: as of `create_service`. Raises ModelError, CannotListen.
    """
    service = create_service(settings, make)
    set_up_logs()
    listening = _listen(settings)
    with listening:
        server = Server(service, create_app(service))
        host, port = listening.getsockname()[:2]
        log("listening", host=host, port=port, model=service.model["name"], version=service.model["version"],
            workers=settings.workers)  # fmt: skip
        server.run([listening])
    log("stopped", reason=service.pool.problem or "signal")
    return 1 if server.is_broken else 0


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotListen(f"cannot listen on {settings.host} port {settings.port}: {reason}") from None
    # Connections inherit it; asyncio sets it only where the protocol of the socket is named. Without it the second part
    # of an answer waits 40 ms for the client to confirm the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


class Server(uvicorn.Server):
    """Ends in three steps: new requests are refused, those under way end, then the processes and the connections."""

    def __init__(self, service: Service, app: ASGIApp) -> None:
        settings = service.settings
        config = uvicorn.Config(
            app,
            http=Connection.with_timeouts(settings.header_timeout, settings.request_timeout),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=settings.max_header,
            timeout_keep_alive=_KEEP_ALIVE,
            # By then nothing is under way any more.
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._service = service
        self.is_broken = False

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The first signal begins the end, the second hastens it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal has come."""
        if self._service.state.stopping:
            self.should_exit = True
        self._service.state.stopping = True

    async def main_loop(self) -> None:
        """Until a signal ends the service, or no process can load the model."""
        ticks = 0
        end: float | None = None
        loop = asyncio.get_running_loop()
        while not self.should_exit:
            await self.on_tick(ticks)
            ticks += 1
            state = self._service.state
            if self._service.status == "broken" and not state.stopping:
                self.is_broken = state.stopping = True
            if state.stopping:
                if end is None:
                    end = loop.time() + self._service.settings.shutdown_timeout
                    log("stopping", under_way=state.under_way)
                if state.under_way == 0:
                    return
                if loop.time() >= end:
                    # What is still waited for is answered 503.
                    await asyncio.to_thread(self._service.close)
                    return
            await asyncio.sleep(_LOOK)
