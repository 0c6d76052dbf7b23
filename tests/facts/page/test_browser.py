"""The page of facts in Chromium: each click leads to its sentence; filters, languages, phone, dark, print, keyboard."""

from __future__ import annotations

import base64
import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import DESKTOP, PHONE, chromium, contrast, open_, script
from facts_page import HOSTILE, LEFT, hostile, large, small

from atau.facts.page import PageData, write_page

SECTIONS = ("offices", "timeline", "network", "map", "amounts", "documents")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Name to address of a page of three documents, of hostile texts, of 5,000 documents, and of nothing."""
    folder = tmp_path_factory.mktemp("pages")
    for name, data in {
        "small": small(),
        "hostile": hostile(),
        "large": large(5000),
        "empty": PageData(title="Бос"),
    }.items():
        write_page(data, folder / f"{name}.html")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def show(browser: Any, address: str, size: tuple[int, int] = DESKTOP, language: str = "en", **how: Any) -> None:
    open_(browser, address, size, **how)
    click(browser, f"[data-language={language}]")


def click(browser: Any, selector: str, text: str = "") -> None:
    """Click the first element that `selector` finds, and whose text begins with `text`."""
    found = browser.execute_script(
        "const all = [...document.querySelectorAll(arguments[0])];"
        "const found = all.find((e) => e.textContent.startsWith(arguments[1]));"
        "if (found) found.dispatchEvent(new MouseEvent('click', { bubbles: true })); return Boolean(found)",
        selector,
        text,
    )
    assert found, f"no {selector} with {text!r}"


def texts(browser: Any, selector: str) -> list[str]:
    # Half of a surrogate pair cannot be handed over.
    code = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.toWellFormed())"
    return browser.execute_script(code, selector)  # type: ignore[no-any-return]


def choose(browser: Any, name: str, value: str) -> None:
    """Set a control, and wait until the page has followed."""
    browser.execute_async_script(
        "const c = document.getElementById(arguments[0]); c.value = arguments[1];"
        "c.dispatchEvent(new Event('input')); setTimeout(arguments[2], 160)",
        name,
        value,
    )


def sentences(browser: Any) -> list[str]:
    """The sentences in the panel."""
    assert script(browser, "document.getElementById('panel').open")
    return texts(browser, "#panel .quote")


def marks(browser: Any) -> list[tuple[str, str]]:
    code = "[...document.querySelectorAll('#panel .quote mark')].map((m) => [m.textContent, m.dataset.label])"
    return [(text, label) for text, label in script(browser, code)]


def test_no_errors_and_nothing_loaded(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    assert browser.get_log("browser") == []
    assert script(browser, "performance.getEntriesByType('resource').length") == 0
    assert script(browser, "document.title") == "Үш құжат"
    assert [name for name in SECTIONS if script(browser, f"document.getElementById('{name}').hidden")] == []


def test_an_office_leads_to_its_sentences_with_the_mentions_marked(browser: Any, pages: dict[str, str]) -> None:
    """One text begins with an emoji, which is two units in JavaScript: marks must stand right all the same."""
    show(browser, pages["small"])
    click(browser, "#offices .link.office", "облыс әкімі")
    assert sentences(browser) == ["🎉 Жалын облысының әкімі Сәуле Тұманова көпірге 1,5 млрд теңге бөлінгенін айтты."]
    assert marks(browser) == [
        ("Жалын облысының әкімі", "POSITION"),
        ("Жалын облысының", "LOC"),
        ("Сәуле Тұманова", "PERSON"),
        ("1,5 млрд теңге", "QUANTITY"),
    ]
    assert script(browser, "document.querySelector('#panel .quote mark mark').textContent") == "Жалын облысының"
    # The amount is in the sentence, but not in what states the office.
    assert texts(browser, "#panel .quote mark.faint") == ["1,5 млрд теңге"]
    assert script(browser, "document.querySelector('#panel .outside').href") == "https://example.org/1"


def test_people_amounts_edges_places_and_documents_lead_to_sentences_too(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    for selector, text, wanted in (
        ("#offices .link.person", "Ерден", LEFT.sentence),
        ("#timeline button.point", "", "Ерден Қоңыратбаев 2019 жылғы 12 наурызда Су министрі болып тағайындалды."),
        ("#network .node", "Сәуле", "Сәуле Тұманова 1971 жылы Алматыда туған."),
        ("#network .edge", "«Қайнар» компаниясы — Алматы", LEFT.sentence),
        ("#map .node", "Алматы", "Алматыға 300 км құбыр мен 2,75 млрд теңге керек."),
        ("#amounts .link.amount", "2,750", "Алматыға 300 км құбыр мен 2,75 млрд теңге керек."),
        ("#documents .link.document", "Кім қайда", "Сәуле Тұманова 1971 жылы Алматыда туған."),
    ):
        click(browser, selector, text)
        assert wanted in sentences(browser), (selector, text)
        assert marks(browser)
        click(browser, "#panel-close")
    # An address that is not of the web is none.
    click(browser, "#documents .link.document", "Кім қайда")
    assert texts(browser, "#panel .outside") == []


def test_from_card_to_card_and_back(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    click(browser, "#offices .link.person", "Ерден")
    click(browser, "#panel .link.organisation", "«Қайнар»")
    assert texts(browser, "#panel h2") == ["«Қайнар» компаниясы"]
    click(browser, "#panel-back")
    assert texts(browser, "#panel h2") == ["Ерден Қоңыратбаев"]
    assert script(browser, "document.getElementById('panel-back').hidden")


def test_amounts_are_exact(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    assert texts(browser, "#amounts .link.amount") == ["2,750,000,000.1 tenge", "1,500,000,000 tenge", "? tenge"]
    click(browser, "[data-language=ru]")
    assert texts(browser, "#amounts .link.amount")[0] == "2\u202f750\u202f000\u202f000,1 тенге"
    choose(browser, "amount-unit", "1")
    assert texts(browser, "#amounts .link.amount") == ["300 километров"]


def test_languages(browser: Any, pages: dict[str, str]) -> None:
    for language, words in (
        ("kk", "Кім қандай қызметте"),
        ("ru", "Кто какую должность занимает"),
        ("en", "Who holds which office"),
    ):
        show(browser, pages["small"], language=language)
        assert texts(browser, "#offices h2") == [words]
        assert script(browser, "document.documentElement.lang") == language
        assert not [text for text in texts(browser, "[data-t]") if not text]
    assert script(browser, "document.querySelector('[data-language=en]').getAttribute('aria-pressed')") == "true"


def test_search_years_and_status(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    choose(browser, "query", "ҚОҢЫРАТБАЕВ министр")
    assert texts(browser, "#offices .link.office") == ["су министрі"]
    assert texts(browser, "#timeline .who") == ["Ерден Қоңыратбаев"]
    choose(browser, "query", "құбыр")
    assert texts(browser, "#offices .link.office") == []
    assert texts(browser, "#office-count") == ["Nothing found."]
    assert len(texts(browser, "#amounts .link.amount")) == 2
    click(browser, "#reset")
    choose(browser, "from", "2020")
    choose(browser, "to", "2020")
    assert texts(browser, "#offices .link.office") == ["облыс әкімі"]
    assert texts(browser, "#documents .link.document") == ["Көпір салынады"]
    click(browser, "#reset")
    choose(browser, "status", "former")
    assert texts(browser, "#offices .link.office") == ["су министрі"]
    click(browser, "#reset")
    assert len(texts(browser, "#offices .link.office")) == 3


def test_the_table_is_sorted_by_a_click(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    click(browser, "[data-sort=person]")
    assert texts(browser, "#office-list td.person") == ["Ерден Қоңыратбаев", "Ерден Қоңыратбаев", "Сәуле Тұманова"]
    assert script(browser, "document.querySelector('th.person').getAttribute('aria-sort')") == "ascending"
    click(browser, "[data-sort=person]")
    assert texts(browser, "#office-list td.person")[0] == "Сәуле Тұманова"


def test_points_stand_where_the_dates_are(browser: Any, pages: dict[str, str]) -> None:
    """Full where the text says the date, hollow where only the document has one; the earlier left of the later."""
    show(browser, pages["small"])
    points = script(
        browser,
        "[...document.querySelectorAll('.lane')].filter((l) => l.textContent.startsWith('су министрі'))"
        ".flatMap((l) => [...l.querySelectorAll('.point')].map((p) => [p.className, p.getBoundingClientRect().left]))",
    )
    assert [name for name, _ in points] == ["point appointed begin said", "point former end dated"]
    assert points[0][1] < points[1][1]


def boxes(browser: Any, selector: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of what is shown."""
    code = (
        "return [...document.querySelectorAll(arguments[0])].map((e) => e.getBoundingClientRect())"
        ".filter((r) => r.width).map((r) => [r.left, r.top, r.right, r.bottom])"
    )
    return [tuple(box) for box in browser.execute_script(code, selector)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_dates_of_the_axis_do_not_overlap(browser: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    data = small()
    days = ("2024-09-03", "2024-10-12", "2024-11-20")  # the axis has weeks, with long names
    holdings = [dataclasses.replace(data.holdings[0], date=day) for day in days]
    documents = [dataclasses.replace(document, date=days[1]) for document in data.documents]
    write_page(dataclasses.replace(data, holdings=tuple(holdings), documents=tuple(documents)), tmp_path / "weeks.html")
    show(browser, (tmp_path / "weeks.html").as_uri(), size)
    found = sorted(boxes(browser, "#timeline-axis .year"))
    assert len(found) >= 2
    assert all(one[2] < other[0] for one, other in itertools.pairwise(found))


def test_nearly_all_nodes_have_a_label_and_no_labels_overlap(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["large"])
    labels = boxes(browser, "#network-svg .node text")
    assert len(labels) >= 0.9 * len(texts(browser, "#network-svg .node"))
    for one, other in itertools.combinations(labels, 2):
        # Letters have room above and below them in their box.
        lies_across = one[0] < other[2] and other[0] < one[2] and one[1] + 3 < other[3] and other[1] + 3 < one[3]
        assert not lies_across


def test_network_filters_and_focus(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    assert texts(browser, "#network-count") == ["6 nodes."]
    click(browser, "#network-person")
    assert texts(browser, "#network .node.person") == []
    assert texts(browser, "#network-count") == ["2 nodes."]
    show(browser, pages["large"])
    assert len(texts(browser, "#network .node")) == 50
    assert "The 50 most connected of" in texts(browser, "#network-count")[0]
    choose(browser, "network-size", "25")
    assert len(texts(browser, "#network .node")) == 25
    # None stands alone.
    degrees = script(browser, "[...document.querySelectorAll('#network .node')].map((n) => n.ariaLabel)")
    assert not any(label.endswith("links: 0") for label in degrees)
    click(browser, "#offices .link.person")
    name = texts(browser, "#panel h2")[0]
    click(browser, "#panel button.more", "Show in the network")
    assert texts(browser, "#network-focus-name") == [name]
    assert script(browser, "document.querySelector('#network .node.focus title').textContent") == name
    assert not script(browser, "document.getElementById('panel').open")


def test_the_map_shows_kazakhstan_or_the_world(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    assert script(browser, "document.querySelectorAll('#map .region').length") == 16
    assert texts(browser, "#map .node title") == ["Алматы · 5"]
    assert "Outside of this map: 1." in texts(browser, "#map-count")[0]
    # Almaty lies in the south-east.
    box = script(
        browser,
        "(() => { const m = document.getElementById('map-svg').getBoundingClientRect(),"
        "p = document.querySelector('#map .node circle').getBoundingClientRect();"
        "return [(p.x + p.width / 2 - m.x) / m.width, (p.y + p.height / 2 - m.y) / m.height] })()",
    )
    assert 0.7 < box[0] < 0.82
    assert 0.7 < box[1] < 0.85
    click(browser, "[data-area=world]")
    assert sorted(texts(browser, "#map .node title")) == ["Алматы · 5", "Лондон · 1"]
    assert texts(browser, "#map-off-list li") == ["Жалын облысы"]
    assert "GeoNames (CC BY 4.0)" in script(browser, "document.getElementById('map').innerText")
    click(browser, "#map .node", "Алматы")
    assert "city, Kazakhstan" in texts(browser, "#panel .muted")


def test_many_documents(browser: Any, pages: dict[str, str]) -> None:
    """Lists come in pieces, all of which can be reached; what was left out is said."""
    show(browser, pages["large"])
    assert browser.get_log("browser") == []
    assert len(texts(browser, "#office-list .link.office")) == 25
    click(browser, "#office-more")
    assert len(texts(browser, "#office-list .link.office")) == 50
    assert texts(browser, "#documents .list-foot .muted") == ["20 of 5,000"]
    assert "amounts: 5,800 of 6,000" in texts(browser, "#left-out li")
    assert script(browser, "document.getElementsByTagName('*').length") < 6000


def test_hostile_texts_are_shown_and_do_nothing(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["hostile"])
    for text in HOSTILE[:-1]:
        assert text in texts(browser, "#offices .link.person")
    for selector in (
        "#offices .link.person",
        "#offices .link.office",
        "#amounts .link.amount",
        "#documents .link",
        "#network .node",
        "#map .node",
    ):
        count = len(texts(browser, selector))
        for index in range(min(count, 8)):
            browser.execute_script(
                "document.querySelectorAll(arguments[0])[arguments[1]].dispatchEvent(new MouseEvent('click'))",
                selector,
                index,
            )
            assert script(browser, "document.getElementById('panel').open")
            assert texts(browser, "#panel a, #panel script, #panel img, #panel svg") == []
            click(browser, "#panel-close")
    assert script(browser, "window.broken === undefined")
    assert browser.get_log("browser") == []


def test_a_script_that_gets_in_all_the_same_does_not_run(browser: Any, pages: dict[str, str], tmp_path: Path) -> None:
    """The second wall: the policy lets none but the page's own scripts run."""
    page = Path(pages["small"].removeprefix("file://")).read_text("utf-8")
    broken = page.replace("<main>", "<main><script>window.broken=1</script><img src=x onerror='window.broken=1'>")
    (tmp_path / "broken.html").write_text(broken, "utf-8")
    open_(browser, (tmp_path / "broken.html").as_uri())
    assert script(browser, "window.broken === undefined")
    assert len(browser.get_log("browser")) >= 2


@pytest.mark.parametrize("name", ["small", "large"])
def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, pages: dict[str, str], name: str) -> None:
    for language in ("kk", "ru", "en") if name == "small" else ("kk",):
        show(browser, pages[name], PHONE, language)
        assert script(browser, "document.documentElement.scrollWidth") <= PHONE[0]
    controls = "document.querySelectorAll('select, input[type=search], .languages button, .zoom button')"
    assert min(script(browser, f"[...{controls}].map((c) => c.offsetHeight || 99)")) >= 34
    click(browser, "#offices .link.person")
    assert script(browser, "document.getElementById('panel').scrollWidth") <= PHONE[0]


def test_words_longer_than_the_screen_are_broken(browser: Any, tmp_path: Path) -> None:
    long = "ұзын" * 60
    people = tuple(dataclasses.replace(person, name=long + person.name) for person in small().people)
    holdings = tuple(dataclasses.replace(holding, office=long) for holding in small().holdings)
    amounts = tuple(dataclasses.replace(amount, text=long, kind="count", counted=long) for amount in small().amounts)
    data = dataclasses.replace(small(), title=long, people=people, holdings=holdings, amounts=amounts)
    write_page(data, tmp_path / "long.html")
    for size in (PHONE, DESKTOP):
        show(browser, (tmp_path / "long.html").as_uri(), size)
        assert script(browser, "document.documentElement.scrollWidth") <= size[0]
        click(browser, "#offices .link.person")
        assert script(browser, "document.getElementById('panel').scrollWidth") <= size[0]


def test_what_is_not_known_takes_no_room(browser: Any, tmp_path: Path) -> None:
    documents = tuple(dataclasses.replace(document, date=None) for document in small().documents)
    places = tuple(dataclasses.replace(place, lat=None) for place in small().places)
    holdings = tuple(dataclasses.replace(holding, date=None, place=None) for holding in small().holdings)
    data = dataclasses.replace(small(), documents=documents, places=places, holdings=holdings)
    write_page(data, tmp_path / "undated.html")
    show(browser, (tmp_path / "undated.html").as_uri())
    assert texts(browser, "#office-head th") == ["Person", "Office", "Organisation", "Status", "Sentences ↓"]
    assert texts(browser, "#timeline-list li") == []
    assert texts(browser, "#timeline-undated") == ["People without any date are in the table only: 2."]
    for name in ("figure", "notes", "lead"):
        assert script(browser, f"document.getElementById('map-{name}').hidden")
    assert len(texts(browser, "#map-off-list li")) == 3


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark(browser: Any, pages: dict[str, str], dark: bool) -> None:
    show(browser, pages["small"], dark=dark)
    light = sum(int(part) for part in script(browser, "getComputedStyle(document.body).backgroundColor.match(/\\d+/g)"))
    assert (light > 600) != dark
    click(browser, "#offices .link.office")
    for selector in (
        "body",
        ".muted",
        ".lead",
        ".link.person",
        ".link.organisation",
        ".link.place",
        ".when",
        "#panel .quote",
        "time",
    ):
        assert contrast(browser, selector) >= 4.5, selector


def test_print(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"], dark=True, media="print")
    assert script(browser, "getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("nav", "#query", ".more", ".zoom", ".languages", ".licences"):
        assert script(browser, f"document.querySelector('{hidden}').getClientRects().length") == 0
    # On paper nothing can be clicked: sentences stand under what they state.
    assert script(browser, "document.querySelector('#office-list .paper').innerText").startswith("Бұрынғы су министрі")
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def test_with_the_keyboard_alone(browser: Any, pages: dict[str, str]) -> None:
    from selenium.webdriver.common.keys import Keys

    show(browser, pages["small"])
    browser.execute_script("document.querySelector('#offices .link.office').focus()")
    press(browser, Keys.ENTER)
    assert sentences(browser)
    assert script(browser, "document.activeElement.id") == "panel-title"
    press(browser, Keys.ESCAPE)
    assert not script(browser, "document.getElementById('panel').open")
    assert script(browser, "document.activeElement.className") == "link office"
    # All nodes are one stop; the arrows go from node to node.
    assert script(browser, "document.querySelectorAll('#network .node[tabindex=\"0\"]').length") == 1
    browser.execute_script("document.querySelector('#network .node[tabindex=\"0\"]').focus()")
    first = script(browser, "document.activeElement.querySelector('title').textContent")
    press(browser, Keys.ARROW_RIGHT)
    second = script(browser, "document.activeElement.querySelector('title').textContent")
    assert first != second
    press(browser, Keys.ENTER)
    assert texts(browser, "#panel h2") == [second]


def test_everything_that_can_be_pressed_has_a_name(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["small"])
    nameless = browser.execute_script(
        "const pressed = [...document.querySelectorAll('button, a, select, input, [role=button]')];"
        "const name = (e) => e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim();"
        "return pressed.filter((e) => e.getClientRects().length && !name(e)).map((e) => e.outerHTML)"
    )
    assert nameless == []


def test_a_page_of_nothing(browser: Any, pages: dict[str, str]) -> None:
    show(browser, pages["empty"])
    assert browser.get_log("browser") == []
    assert [name for name in SECTIONS if not script(browser, f"document.getElementById('{name}').hidden")] == []
