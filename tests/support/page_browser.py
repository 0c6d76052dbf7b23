"""What tests do on the web page: open it, annotate, look at marks and card, use mouse and keyboard, download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chromium import DESKTOP, open_
from page_server import PageServer

_PATIENCE = 120  # seconds; a busy machine takes its time


class Page:
    """The page in a browser, of a server that the test talks to. downloads: the folder of what is saved."""

    def __init__(self, browser: Any, server: PageServer, downloads: Path) -> None:
        self.browser = browser
        self.server = server
        self.downloads = downloads

    def open(self, language: str = "en", size: tuple[int, int] = DESKTOP, **how: Any) -> None:
        # Corrections that were not downloaded would ask before they are left.
        self.run("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
        open_(self.browser, f"{self.server.address}?lang={language}", size, **how)
        self.until("document.documentElement.classList.contains('ready')")

    def run(self, code: str, *given: Any) -> Any:
        return self.browser.execute_script(code, *given)

    def value(self, expression: str, *given: Any) -> Any:
        return self.run(f"return {expression}", *given)

    def until(self, expression: str, *given: Any) -> None:
        """Wait until it is true."""
        self.wait(lambda: self.value(expression, *given), expression)

    def wait(self, ready: Callable[[], Any], what: str = "") -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.browser, _PATIENCE, 0.1).until(lambda _: ready(), what)

    def find(self, selector: str) -> Any:
        return self.browser.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        code = "[...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)"
        return self.value(code, selector)  # type: ignore[no-any-return]

    def click(self, selector: str) -> None:
        """As a mouse does, wherever the element is."""
        found = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    # --- annotating

    def annotate(self, text: str) -> None:
        """Type a text (its letters as they are) and wait for its marks."""
        self.run("document.getElementById('text').value = arguments[0]", text)
        before = self.value("document.querySelectorAll('#documents li').length")
        self.click("#go")
        self.finished()
        self.until("document.querySelectorAll('#documents li').length > arguments[0]", before)

    def finished(self) -> None:
        self.until("document.getElementById('busy').hidden")

    def show(self, record: dict[str, Any] | str, name: str = "hostile.txt") -> None:
        """Let the server answer with a record of the test, for a file of that name."""
        import json

        body = record if isinstance(record, str) else json.dumps({"model": None, "documents": [record], "failures": []})
        self.server.answers.append((200, {"Content-Type": "application/json"}, body))
        self.run(
            "const data = new DataTransfer(); data.items.add(new File(['x'], arguments[0]));"
            "dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))",
            name,
        )
        self.wait(lambda: not self.server.answers)
        self.finished()

    # --- what is seen

    def marks(self) -> list[tuple[str, str]]:
        """(text, label) of the marks that are shown, outer before inner, without the tags."""
        code = """[...document.querySelectorAll('#reading mark:not(.off)')].map((mark) => {
          const copy = mark.cloneNode(true); copy.querySelectorAll('.tag').forEach((tag) => tag.remove());
          return [copy.textContent, mark.dataset.label] })"""
        return [(text, label) for text, label in self.value(code)]

    def reading(self) -> str:
        """The letters of the text as the page holds them."""
        code = """(() => { const copy = document.getElementById('reading').cloneNode(true);
          copy.querySelectorAll('.tag').forEach((tag) => tag.remove()); return copy.textContent })()"""
        return str(self.value(code))

    def card(self) -> str:
        self.until("!document.getElementById('card').hidden")
        return str(self.value("document.getElementById('card').innerText"))

    # --- correcting

    def select(self, text: str) -> None:
        """Select the first place of `text` by dragging the mouse over it."""
        box = self.value(
            """(() => { const walker = document.createTreeWalker(document.getElementById('reading'), 4);
            while (walker.nextNode()) { const node = walker.currentNode; const at = node.data.indexOf(arguments[0]);
              if (at < 0 || node.parentElement.closest('.tag')) continue;
              node.parentElement.scrollIntoView({block: 'center'});
              const range = document.createRange();
              range.setStart(node, at); range.setEnd(node, at + arguments[0].length);
              const box = range.getBoundingClientRect();
              return [box.left, box.right, box.top + box.height / 2] } })()""",
            text,
        )
        left, right, middle = box
        for kind, x, buttons in (
            ("mousePressed", left + 1, 1),
            ("mouseMoved", right - 1, 1),
            ("mouseReleased", right - 1, 0),
        ):
            self.browser.execute_cdp_cmd(
                "Input.dispatchMouseEvent",
                {"type": kind, "x": x, "y": middle, "button": "left", "buttons": buttons, "clickCount": 1},
            )
        self.until("!document.getElementById('card').hidden")

    def press(self, *keys: str) -> None:
        """Keys on what has the focus; a key of several ("Control+z") is held together."""
        from selenium.webdriver import ActionChains, Keys

        for key in keys:
            *held, last = key.split("+") if len(key) > 1 else [key]
            actions = ActionChains(self.browser)
            names = [getattr(Keys, name.upper()) for name in held]
            for name in names:
                actions.key_down(name)
            actions.send_keys(getattr(Keys, last.upper()) if len(last) > 1 else last)
            for name in reversed(names):
                actions.key_up(name)
            actions.perform()

    def focus(self) -> str:
        """What has the focus: its id, or its data-do, or its words."""
        code = "document.activeElement.id || document.activeElement.dataset.do || document.activeElement.textContent"
        return str(self.value(code))

    def download(self, format: str, button: str = "#save") -> Path:
        """The file that the page saves; an open card, which may cover the button, is closed."""
        if self.value("!document.getElementById('card').hidden"):
            self.click("#card [data-do=close]")
        before = set(self.downloads.iterdir())
        self.run(
            "const select = document.getElementById('format'); select.value = arguments[0];"
            "select.dispatchEvent(new Event('change'))",
            format,
        )
        self.click(button)

        def made() -> list[Path]:
            # Beside the finished file the browser may still have the one that it wrote.
            return [path for path in set(self.downloads.iterdir()) - before if path.suffix != ".crdownload"]

        self.wait(made)
        (found,) = made()
        return found
