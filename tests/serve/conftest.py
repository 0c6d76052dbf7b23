"""One service for all tests of the folder; those of other limits share its processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

import httpx
from serving import running, sharing, tiny_service, wait_until_ready

from atau.serve.service import Service


@pytest.fixture(scope="session")
def service() -> Service:
    return tiny_service()


@pytest.fixture(scope="session")
def address(service: Service) -> Iterator[str]:
    with running(service) as address:
        with httpx.Client(base_url=address) as client:
            wait_until_ready(client)
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=120) as client:
        yield client


@pytest.fixture
def with_settings(service: Service, client: httpx.Client) -> Iterator[Callable[..., httpx.Client]]:
    """A client of a service with other settings."""
    with ExitStack() as stack:

        def make(**changes: Any) -> httpx.Client:
            address = stack.enter_context(running(sharing(service, **changes)))
            return stack.enter_context(httpx.Client(base_url=address, timeout=120))

        yield make
