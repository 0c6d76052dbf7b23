"""A Chromium without network for tests of pages; they are skipped, and say why, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (360, 740)


def chromium(profile: Path) -> Iterator[Any]:
    """A browser of its own, with its profile in an empty folder."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed")
    binary = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("no Chromium with chromedriver is installed (Debian: apt-get install chromium chromium-driver)")
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # Selenium looks for drivers on the network otherwise.
    os.environ["SE_OFFLINE"] = "true"
    try:
        made = webdriver.Chrome(options=options, service=Service(driver))
    except WebDriverException as error:
        pytest.skip(f"the browser does not start here: {str(error).splitlines()[0]}")
    yield made
    made.quit()


def open_(browser: Any, address: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False, media: str = "") -> None:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})
    browser.get(address)


def script(browser: Any, code: str) -> Any:
    return browser.execute_script(f"return {code}")


def contrast(browser: Any, selector: str) -> float:
    """WCAG's contrast of an element's text with the page."""
    code = """
      const parse = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = (c) => { const [r, g, b] = parse(c).map((v) => { v /= 255;
        return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const one = light(getComputedStyle(document.querySelector(arguments[0])).color);
      const two = light(getComputedStyle(document.body).backgroundColor);
      return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    """
    return float(browser.execute_script(code, selector))
