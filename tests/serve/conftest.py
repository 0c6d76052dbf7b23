"""One service for all tests of the folder; those of other limits share its processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from atau.serve.service import Service


@pytest.fixture(scope="session")
def service() -> Service:
    pytest.importorskip("uvicorn", reason="needs atau[web]")
    from serving import tiny_service

    return tiny_service(workers=2, text_timeout=600.0)


@pytest.fixture(scope="session")
def address(service: Service) -> Iterator[str]:
    import httpx
    from serving import running, wait_until_ready

    with running(service) as address:
        with httpx.Client(base_url=address) as client:
            wait_until_ready(client)
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    import httpx

    with httpx.Client(base_url=address, timeout=300) as client:
        yield client


@pytest.fixture
def with_settings(service: Service, client: httpx.Client) -> Iterator[Callable[..., httpx.Client]]:
    """A client of a service with other settings."""
    import httpx
    from serving import running, sharing

    with ExitStack() as stack:

        def make(**changes: Any) -> httpx.Client:
            address = stack.enter_context(running(sharing(service, **changes)))
            return stack.enter_context(httpx.Client(base_url=address, timeout=300))

        yield make
