"""The page as the service itself sends it, and its answers as the page reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from page_browser import Page
from tiny_pipeline import TEXT


def at(page: Page, address: str) -> Page:
    """The page of the service at an address."""
    server: Any = SimpleNamespace(address=f"{address}/", answers=[], asked=[])
    return Page(page.browser, server, page.downloads)


def test_text_file_and_failures(page: Page, address: str, tmp_path: Path) -> None:
    served = at(page, address)
    served.open("en")
    served.annotate(TEXT)
    assert served.marks()[:3] == [("Арман Сейітов", "PERSON"), ("Көкбұлақта", "LOC"), ("12", "QUANTITY")]
    assert served.texts("#model")[0].startswith("Model: ")
    (tmp_path / "ауыл.txt").write_text(TEXT, "utf-8")
    (tmp_path / "бос.docx").write_bytes(b"PK\x03\x04broken")
    served.find("#files").send_keys(f"{tmp_path / 'ауыл.txt'}\n{tmp_path / 'бос.docx'}")
    served.until("document.querySelectorAll('#documents li').length === 2")
    served.until("document.querySelectorAll('#failure-list li').length === 1")
    served.finished()
    (said,) = served.texts("#failure-list li")
    assert said.startswith("бос.docx It could not be read.")
    assert "The server says: " in said
    served.run("document.getElementById('text').value = 'а'.repeat(6000)")
    served.click("#go")
    served.until("document.getElementById('failure-list').textContent.includes('too large')")
    served.finished()
    # The fixture looks at what the page of its own server loads.
    page.open()


def test_token(page: Page, with_settings: Callable[..., Any]) -> None:
    client = with_settings(token="a-token-of-twenty-letters")
    served = at(page, str(client.base_url).rstrip("/"))
    served.open("en")
    served.run("document.getElementById('text').value = arguments[0]", TEXT)
    served.click("#go")
    served.until("!document.getElementById('token-row').hidden")
    served.finished()
    served.find("#token").send_keys("a-token-of-twenty-letters")
    served.annotate(TEXT)
    assert len(served.marks()) >= 3
    page.open()
