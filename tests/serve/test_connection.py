"""Slow clients: one that takes its answer in its own time gets all of it, one that takes nothing is given up."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest.importorskip("uvicorn", reason="needs atau[web]")

import uvicorn
from starlette.responses import Response
from uvicorn.server import ServerState

from atau.serve.connection import Connection
from atau.serve.metrics import Metrics
from atau.serve.recorder import Recorder

SIZE = 30_000_000
ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def slow_client(port: int) -> Iterator[socket.socket]:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    client.connect(("127.0.0.1", port))
    with client:
        client.sendall(ASK)
        client.setblocking(False)
        yield client


async def serve_one(size: int, idle: float, *, is_read: bool) -> int:
    """What a client has got when the service has no connection any more; it reads in steps shorter than `idle`."""
    loop = asyncio.get_running_loop()
    state = ServerState()
    app = Recorder(Response(b"a" * size), Metrics(), idle, is_cross_origin=False)
    config = uvicorn.Config(app, log_config=None, timeout_keep_alive=0)
    make = Connection.with_timeouts(10.0, idle)
    server = await loop.create_server(lambda: make(config, state, {}), "127.0.0.1", 0)
    got = 0
    with slow_client(server.sockets[0].getsockname()[1]) as client:
        while not state.connections:
            await asyncio.sleep(0.01)
        while state.connections:
            await asyncio.sleep(idle / 100)
            if is_read:
                got += len(await loop.sock_recv(client, 1 << 20))
        while is_read and (data := await loop.sock_recv(client, 1 << 20)):
            got += len(data)
    server.close()
    return got


@pytest.mark.parametrize("size", [SIZE, 8_000_000])
def test_a_client_that_takes_nothing_is_given_up(size: int) -> None:
    asyncio.run(asyncio.wait_for(serve_one(size, 0.5, is_read=False), 120))


def test_a_slow_client_gets_all() -> None:
    assert asyncio.run(asyncio.wait_for(serve_one(SIZE, 5.0, is_read=True), 120)) > SIZE
