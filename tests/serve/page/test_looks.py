"""Dark, paper, and what a screen reader and a keyboard find."""

from __future__ import annotations

import pytest
from chromium import contrast
from page_browser import Page

TEXT = "Атырау облысының әкімі Сәуле Тұманова Алматыға 4,5 млрд теңге бөлді."


@pytest.mark.parametrize("dark", [False, True])
def test_contrast(page: Page, dark: bool) -> None:
    page.open("en", dark=dark)
    page.annotate(TEXT)
    background = page.value("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(20, 22, 26)") is dark
    for selector in ("#reading", ".note", "h3", ".link.person", ".link.place", "#clear", ".count", ".tag"):
        assert contrast(page.browser, selector) > 4.5, selector


def test_the_switch_of_the_theme(page: Page) -> None:
    before = page.value("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.value("getComputedStyle(document.body).backgroundColor") != before
    page.click("#theme")
    assert page.value("getComputedStyle(document.body).backgroundColor") == before


def test_paper_shows_the_text_its_marks_and_the_lists(page: Page) -> None:
    page.annotate(TEXT)
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert page.value("document.getElementById('reading').checkVisibility()")
    assert page.value("document.getElementById('people').checkVisibility()")
    for hidden in ("#form", "#save", "#undo", ".languages", "#card"):
        assert not page.value("document.querySelector(arguments[0]).checkVisibility()", hidden), hidden
    assert page.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_names_and_roles(page: Page) -> None:
    page.annotate(TEXT)
    page.click("#reading mark")
    page.card()
    nameless = page.value(
        """[...document.querySelectorAll('button, input, select, textarea, [role=textbox], [role=button], summary')]
        .filter((e) => e.checkVisibility() && !(e.getAttribute('aria-label') || e.textContent.trim()
          || (e.labels && [...e.labels].some((label) => label.textContent.trim())))).map((e) => e.outerHTML)"""
    )
    assert nameless == []
    assert page.value("document.getElementById('reading').getAttribute('aria-label')").startswith("Text: Text")
    # The tag of a mark is read with its words; the live region says what the caret is in.
    assert page.value("document.querySelector('#reading mark .tag').textContent")
    page.press("n")
    page.until("document.getElementById('said').textContent.includes('Сәуле Тұманова')")
    assert "Person" in page.value("document.getElementById('said').textContent")


def test_tab_goes_through_the_page_and_out_of_it(page: Page) -> None:
    page.annotate(TEXT)
    page.run("document.querySelector('.skip').focus()")
    seen = []
    for _ in range(120):
        page.press("Tab")
        seen.append(
            page.value(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
        if seen[-1] == "BODY":
            break
    assert seen[-1] == "BODY"
    order = [name for name in seen if name in ("theme", "text", "go", "choose", "score", "reading", "format", "save")]
    assert order == ["theme", "text", "go", "choose", "score", "reading", "format", "save"]
    assert page.value("[...document.querySelectorAll('[tabindex]')].every((e) => Number(e.tabIndex) <= 0)")


def test_with_the_keyboard_alone(page: Page) -> None:
    """From an empty page to the second amount of a text and back, without a mouse."""
    page.press("Tab", "Enter")
    page.until("document.activeElement.id === 'text'")
    page.browser.switch_to.active_element.send_keys("Кеше 5 млн теңге мен 7 кг алма келді.")
    page.press("Tab", "Enter")
    page.until("!document.getElementById('result').hidden")
    page.finished()
    # The button that waited has lost the focus: it goes on at the result, not at the top of the page.
    page.wait(lambda: page.focus() == "title")
    for _ in range(40):
        page.press("Tab")
        if page.focus() == "7 kilograms":
            break
    page.press("Enter")
    page.until("document.activeElement.id === 'reading'")
    assert "7 kilograms" in page.card()
    page.press("Escape")
    assert page.value("document.getElementById('card').hidden")
    assert page.focus() == "reading"


def test_without_motion(page: Page) -> None:
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.annotate(TEXT)
    page.click("#people .link")
    page.until("document.activeElement.id === 'reading'")
    assert page.value("getComputedStyle(document.querySelector('.spinner')).animationDuration") == "4s"
