"""report.html in Chromium: no errors, nothing loaded, filters, phone, dark, print."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import PHONE, chromium, contrast, open_, script

from atau.evaluation.report import write_report


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="module")
def address(sample: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    write_report(sample, folder)
    return (folder / "report.html").as_uri()


def choose(browser: Any, name: str, value: str) -> None:
    browser.execute_script(
        "const c = document.getElementById(arguments[0]); c.value = arguments[1]; c.dispatchEvent(new Event('input'))",
        name,
        value,
    )


def cards(browser: Any) -> list[str]:
    return script(browser, "[...document.querySelectorAll('.card')].map((card) => card.innerText)")  # type: ignore[no-any-return]


def count(browser: Any) -> str:
    return script(browser, "document.getElementById('error-count').textContent")  # type: ignore[no-any-return]


def tops(browser: Any) -> list[float]:
    """Where the two sides of the first card begin."""
    sides = "[...document.querySelector('.card .sides').children]"
    return script(browser, f"{sides}.map((side) => side.getBoundingClientRect().top)")  # type: ignore[no-any-return]


def test_no_errors_and_nothing_loaded(browser: Any, address: str) -> None:
    open_(browser, address)
    assert browser.get_log("browser") == []
    loaded = script(browser, "performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert loaded == []
    assert script(browser, "window.broken === undefined")
    assert script(browser, "document.title").startswith("Evaluation of")
    assert script(browser, "document.querySelectorAll('svg').length") == 3


def test_all_errors_can_be_reached(browser: Any, address: str, sample: dict[str, Any]) -> None:
    open_(browser, address)
    total = len(sample["errors"]["items"])
    assert count(browser) == f"{total} of {total} errors"
    assert len(cards(browser)) == 20
    while script(browser, "!document.getElementById('error-more').hidden"):
        browser.execute_script("document.getElementById('error-more').click()")
    assert len(cards(browser)) == total


@pytest.mark.parametrize("kind", ["missed", "spurious", "type", "boundary", "type+boundary"])
def test_filter_by_kind(browser: Any, address: str, sample: dict[str, Any], kind: str) -> None:
    open_(browser, address)
    choose(browser, "filter-kind", kind)
    assert count(browser).startswith(f"{sample['errors']['counts'][kind]} of ")
    assert len(cards(browser)) == sample["errors"]["counts"][kind]


def test_filter_by_type_layer_and_search(browser: Any, address: str, sample: dict[str, Any]) -> None:
    open_(browser, address)
    items = sample["errors"]["items"]
    choose(browser, "filter-type", "LOC")
    wanted = [i for i in items if "LOC" in {(i[side] or {}).get("label") for side in ("gold", "predicted")}]
    assert count(browser).startswith(f"{len(wanted)} of ")
    choose(browser, "filter-layer", "nested")
    assert count(browser).startswith("1 of ")
    assert "nested" in cards(browser)[0]
    browser.execute_script("document.getElementById('filter-reset').click()")
    assert count(browser).startswith(f"{len(items)} of ")
    choose(browser, "filter-search", "doc-04")
    assert count(browser).startswith("2 of ")
    choose(browser, "filter-search", "")
    choose(browser, "filter-order", "confident")
    found = [re.search(r"confidence ([\d.]+)", card) for card in cards(browser)]
    confidences = [float(match[1]) if match else -1 for match in found]
    assert confidences == sorted(confidences, reverse=True)


def test_a_cell_of_the_confusion_matrix_leads_to_its_errors(browser: Any, address: str) -> None:
    open_(browser, address)
    browser.execute_script('document.querySelector(\'button[data-gold="PERSON"][data-predicted="LOC"]\').click()')
    assert count(browser) == "6 of 32 errors, gold PERSON predicted as LOC"
    assert all("PERSON → LOC" in card for card in cards(browser))


def test_gold_and_prediction_are_marked_side_by_side(browser: Any, address: str) -> None:
    """The text begins with an emoji, which is two units in JavaScript: marks must stand right all the same."""
    open_(browser, address)
    choose(browser, "filter-search", "doc-02")
    marks = script(
        browser,
        "[...document.querySelectorAll('.card .sides > div')].map((side) => [...side.querySelectorAll('mark')]"
        ".map((mark) => [mark.firstChild.data, mark.lastChild.innerText, mark.className]))",
    )
    gold, predicted = marks
    assert gold[0] == ["Арал ауданының әкімі", "POSITION", "focus"]
    assert predicted[0] == ["Арал ауданының", "POSITION", "focus"]
    assert gold[1:] == predicted[1:] == [["Сәуле Омарова", "PERSON", ""], ["2 үй", "QUANTITY", ""]]
    left, right = tops(browser)
    assert left == right


def test_text_is_text(browser: Any, address: str) -> None:
    open_(browser, address)
    choose(browser, "filter-search", "evil")
    assert "<script>window.broken=1</script>" in cards(browser)[0]
    assert script(browser, "window.broken === undefined")


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, address: str) -> None:
    open_(browser, address, PHONE)
    assert script(browser, "document.documentElement.scrollWidth") <= PHONE[0]
    gold, predicted = tops(browser)
    assert gold < predicted
    controls = "[...document.querySelectorAll('select, input')].filter((c) => c.offsetParent)"
    assert min(script(browser, f"{controls}.map((c) => c.offsetHeight)")) >= 32


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark(browser: Any, address: str, dark: bool) -> None:
    open_(browser, address, dark=dark)
    background = script(browser, "getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") != dark
    for selector in ("body", ".muted", "a", ".badge", ".bar .value"):
        assert contrast(browser, selector) >= 4.5


def test_print(browser: Any, address: str) -> None:
    open_(browser, address, dark=True, media="print")
    assert script(browser, "getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("nav", ".filters", ".more"):
        assert script(browser, f"getComputedStyle(document.querySelector('{hidden}')).display") == "none"
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")


def test_a_report_without_errors_or_confidence(browser: Any, tmp_path: Path) -> None:
    from atau.evaluation.measure import Settings
    from atau.evaluation.run import Evaluation, evaluate

    (tmp_path / "gold.tsv").write_text("a\t⟦LOC Арал⟧ тыныш.\nb\t⟦ORG БҰҰ⟧ құрылды.\n", "utf-8")
    job = Evaluation(str(tmp_path / "gold.tsv"), (tmp_path / "gold.tsv",), settings=Settings(resamples=100))
    write_report(evaluate(job), tmp_path / "out")
    open_(browser, (tmp_path / "out" / "report.html").as_uri())
    assert browser.get_log("browser") == []
    assert "There are no errors." in script(browser, "document.body.innerText")
