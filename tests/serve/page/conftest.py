"""One browser, one server and one pipeline for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from chromium import chromium
from page_browser import Page
from page_server import PageServer, serve

import atau


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="session")
def server() -> Iterator[PageServer]:
    nlp = atau.load("rules")
    nlp.add_pipe("kk_linker")
    yield from serve(PageServer(nlp))


@pytest.fixture(scope="module")
def opened(browser: Any, server: PageServer, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page for tests that only call functions of its scripts."""
    made = Page(browser, server, tmp_path_factory.mktemp("opened"))
    made.open()
    return made


@pytest.fixture
def page(browser: Any, server: PageServer, tmp_path: Any) -> Iterator[Page]:
    """The page, opened in English. The test fails where the browser has anything to complain of."""
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.get_log("browser")
    server.answers.clear()
    server.asked.clear()
    server.token = ""
    made = Page(browser, server, tmp_path)
    made.open()
    yield made
    # An answer that refuses is written to the console by the browser itself.
    complaints = [entry for entry in browser.get_log("browser") if "Failed to load resource" not in entry["message"]]
    assert complaints == []
    code = "performance.getEntriesByType('resource').map((e) => e.name).filter((n) => !n.startsWith(arguments[0]))"
    assert [name for name in made.value(code, server.address) if not name.startswith(("data:", "blob:"))] == []
