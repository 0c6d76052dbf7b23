"""Answers line by line: as they come, in order, for as long as somebody reads them."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving import slow_text, wait_for_requests

from atau.serve.service import Service

HEAD = (
    b"POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


@contextmanager
def connected(client: httpx.Client) -> Iterator[socket.socket]:
    address = client.base_url
    with socket.create_connection((address.host, address.port), timeout=300) as connection:
        connection.sendall(HEAD)
        yield connection


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def received(connection: socket.socket, what: bytes) -> bytes:
    found = b""
    while what not in found:
        data = connection.recv(65536)
        assert data, found
        found += data
    return found


def test_each_record_is_sent_before_the_next_line_comes(client: httpx.Client) -> None:
    with connected(client) as connection:
        for number in range(3):
            connection.sendall(chunk(f'{{"id": {number}, "text": "12"}}\n'.encode()))
            received(connection, f'"id": {number}'.encode())
        connection.sendall(b"0\r\n\r\n")
        received(connection, b"0\r\n\r\n")


def test_records_are_in_order_and_none_is_lost(client: httpx.Client) -> None:
    lines = "".join(json.dumps({"id": n, "text": "12 " * (n % 7)}) + "\n" for n in range(300))
    answer = client.post("/v1/annotate", content=lines, headers={"Content-Type": "application/x-ndjson"})
    assert [json.loads(line)["id"] for line in answer.iter_lines()] == list(range(300))


def test_json_is_answered_line_by_line_where_that_is_asked_for(client: httpx.Client) -> None:
    documents = [{"id": 1, "text": "12"}, {"id": 2}]
    answer = client.post("/v1/annotate", json={"documents": documents}, headers={"Accept": "application/x-ndjson"})
    one, two = map(json.loads, answer.iter_lines())
    assert one["ents"][0]["text"] == "12"
    assert two == {"id": 2, "error": "no field 'text' (fields: 'id')"}


def test_a_client_that_goes_frees_its_place(client: httpx.Client, service: Service, tmp_path: Path) -> None:
    with slow_text(tmp_path) as text:
        body = json.dumps({"text": text}).encode() + b"\n"
        with connected(client) as connection:
            connection.sendall(chunk(body * 20))
            _wait(service, 1)
        _wait(service, 0)
        with pytest.raises(httpx.ReadTimeout):
            client.post("/v1/annotate", content=body, headers={"Content-Type": "application/json"}, timeout=1)
        _wait(service, 0)
    # The other texts of the stream were taken back.
    assert client.post("/v1/annotate", json={"text": "12"}).status_code == 200


def test_who_sends_all_before_reading_gets_all_answers_of_a_stream_that_is_too_long(
    with_settings: Callable[..., httpx.Client],
) -> None:
    """More than the buffers of a connection hold, both of what is sent and of what is answered."""
    line = json.dumps({"text": "12", "meta": "a" * 150_000}).encode() + b"\n"
    address = with_settings(max_stream=60 * len(line)).base_url
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.settimeout(60)
    with connection:
        connection.connect((address.host, address.port))
        connection.sendall(HEAD)
        for _ in range(200):
            connection.sendall(chunk(line))
        connection.sendall(b"0\r\n\r\n")
        found = received(connection, b'"status":413')
    assert found.count(b'"ents"') == 60
    assert b'"line":61' in found


def test_a_client_that_goes_after_a_stream_that_is_too_long_frees_its_place(
    with_settings: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    client = with_settings(max_stream=20_000)
    with slow_text(tmp_path) as text:
        body = json.dumps({"text": text}).encode() + b"\n"
        with connected(client) as connection:
            connection.settimeout(60)
            connection.sendall(chunk(body))
            # More than the buffers of the connection hold: all but the end of it has been read.
            connection.sendall(chunk(b" " * 20_000_000))
            wait_for_requests(client, 1)
        wait_for_requests(client, 0)


def _wait(service: Service, under_way: int) -> None:
    pause = threading.Event()
    while service.state.under_way != under_way:
        pause.wait(0.05)


def test_a_bad_chunk(client: httpx.Client) -> None:
    with connected(client) as connection:
        connection.sendall(chunk(b'{"text": "12"}\n'))
        received(connection, b'"ents"')
        connection.sendall(b"zz\r\nno chunk\r\n")
        assert connection.recv(65536) == b""
