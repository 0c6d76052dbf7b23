"""The HTTP service on a free port of this machine, with a tiny pipeline that hangs, breaks and dies on demand."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from spacy.language import Language
from spacy.tokens import Doc
from tiny_pipeline import pipeline

from atau.serve.answering import Answers
from atau.serve.app import create_app, create_service
from atau.serve.inputs import Inputs
from atau.serve.server import Server
from atau.serve.service import Service
from atau.serve.settings import Settings
from atau.serve.state import Budget, State
from atau.serve.work import Annotator

DIES = "ӨЛГЕН"
HANGS = "ТОҚТАҒАН"
WAITS = "КҮТ "
BREAKS = "БҰЗЫЛҒАН"
MOST_CHARACTERS = 5000


@Language.component("test_sleeps")
def sleeps(doc: Doc) -> Doc:
    """Hangs for some texts, without a load on the machine."""
    if HANGS in doc.text:
        time.sleep(1_000_000)
    return doc


@Language.component("test_waits")
def waits(doc: Doc) -> Doc:
    """Is slow for some texts: it waits for the file whose path they name."""
    if WAITS in doc.text:
        path = Path(doc.text.split(WAITS)[1].split()[0])
        while not path.exists():
            time.sleep(0.05)
    return doc


@Language.component("test_dies")
def dies(doc: Doc) -> Doc:
    """Ends the process for some texts, as the system does where memory runs out."""
    if DIES in doc.text:
        os._exit(9)
    return doc


def tiny() -> Language:
    nlp = pipeline()
    for name in ("test_breaks", "test_sleeps", "test_waits", "test_dies"):
        nlp.add_pipe(name)
    return nlp


def make_tiny() -> Annotator:
    """The worker of a pipeline that is quick to load."""
    return Annotator(tiny, MOST_CHARACTERS)


class Shared(Service):
    """A service over the processes of another one."""

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


def sharing(service: Service, **changes: Any) -> Service:
    """A service with other settings over the same processes."""
    settings = dataclasses.replace(service.settings, **changes)
    state = State(memory=Budget(settings.max_memory), disk=Budget(settings.max_disk))
    fields = {field.name: getattr(service, field.name) for field in dataclasses.fields(service)}
    inputs = Inputs(settings, service.readers, state)
    fields |= {
        "settings": settings,
        "state": state,
        "inputs": inputs,
        "answers": Answers(service.pool, settings.workers, service.metrics, inputs),
    }
    return Shared(**fields)


def tiny_service(**options: Any) -> Service:
    given: dict[str, Any] = {"model": "rules", "workers": 1, "max_body": 200_000, "worker_memory": 0, **options}
    return create_service(Settings(**given), make_tiny)


@contextlib.contextmanager
def running(service: Service) -> Iterator[str]:
    """The address of the service while it runs in a thread of this process."""
    with socket.create_server((service.settings.host, 0)) as listening:
        server = Server(service, create_app(service))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield f"http://{service.settings.host}:{listening.getsockname()[1]}"
        finally:
            server.handle_exit(15, None)
            thread.join(timeout=60)


def wait_until_ready(client: httpx.Client) -> None:
    """Until the service can answer."""
    pause = threading.Event()
    for _ in range(1200):
        with contextlib.suppress(httpx.TransportError):
            if client.get("/v1/health").status_code == 200:
                return
        pause.wait(0.1)
    raise AssertionError("the service does not become ready")


@contextlib.contextmanager
def slow_text(folder: Path) -> Iterator[str]:
    """A text on which the process works until the block ends."""
    path = folder / "go"
    try:
        yield f"{WAITS}{path} 12"
    finally:
        path.touch()


def wait_for_requests(client: httpx.Client, count: int) -> None:
    """Until so many are under way."""
    pause = threading.Event()
    while client.get("/v1/health").json()["under_way"] != count:
        pause.wait(0.05)
