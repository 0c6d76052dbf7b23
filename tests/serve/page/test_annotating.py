"""Texts and files to marks, people, facts, map and network; what fails is named, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import PHONE
from page_browser import Page
from scripts_loaded import script

newspapers = script("make_newspaper")

TEXT = (
    "Атырау облысының әкімі Сәуле Тұманова кеше көпірге 4,5 млрд теңге бөлді.\n\n"
    "«Қайнар құрылыс» ЖШС директоры Марат Жолдыбаев Алматыға барды. М.Жолдыбаев 31,5 пайыз деді."
)
MARKS = [
    ("Атырау облысының әкімі", "POSITION"), ("Атырау облысының", "LOC"), ("Сәуле Тұманова", "PERSON"),
    ("4,5 млрд теңге", "QUANTITY"), ("«Қайнар құрылыс» ЖШС директоры", "POSITION"), ("«Қайнар құрылыс» ЖШС", "ORG"),
    ("Марат Жолдыбаев", "PERSON"), ("Алматыға", "LOC"), ("М.Жолдыбаев", "PERSON"), ("31,5 пайыз", "QUANTITY"),
]  # fmt: skip


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drop files (name, content) on the page."""
    page.run(
        "const data = new DataTransfer();"
        "for (const [name, text] of arguments[0]) data.items.add(new File([text], name));"
        "dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))",
        files,
    )


def test_marks_people_facts_map_and_network(page: Page) -> None:
    page.annotate(TEXT)
    assert page.marks() == MARKS
    assert page.reading() == TEXT
    assert page.value("document.querySelectorAll('#reading mark mark').length") == 2
    assert set(page.texts("#people .link")) == {"Марат Жолдыбаев", "Сәуле Тұманова"}
    assert "Атырау облысының әкімі" in page.texts("#people small")
    assert page.texts("#organisations .link") == ["«Қайнар құрылыс» ЖШС"]
    assert {"Атырау облысы", "Алматы"} <= set(page.texts("#places .link"))
    assert "Сәуле Тұманова" in page.texts("#facts .link")
    page.until("document.querySelectorAll('#map-svg .node').length >= 1")
    page.until("document.querySelectorAll('#network-svg .edge').length >= 1")
    assert "Marks: 10" in page.texts("#count")
    assert page.texts("#model") == ["Model: rules 1"]


def test_a_person_and_a_fact_lead_to_their_place_in_the_text(page: Page) -> None:
    page.annotate(TEXT + "\n\n" + "Жол. " * 2000)
    page.run("scrollTo(0, document.body.scrollHeight)")
    page.click("#people li:nth-child(1) .link")
    page.until("document.activeElement.id === 'reading'")
    code = "(() => { const box = document.getElementById('reading').getBoundingClientRect(); return box.top })()"
    page.until(f"{code} > -2000 && {code} < innerHeight")
    page.click("#facts .link")
    page.until("[...CSS.highlights.get('sentence')].map(String).join().startsWith('Атырау облысының')")


def test_the_card_says_what_is_known(page: Page) -> None:
    page.annotate(TEXT)
    page.click("#reading mark[data-label=QUANTITY]")
    card = page.card()
    assert "4,500,000,000 tenge" in card
    assert "An amount of money." in card
    assert "Confidence" in card
    page.press("Escape")
    assert page.value("document.getElementById('card').hidden")
    page.click("#reading mark[data-label=LOC]")
    assert "Атырау облысы" in page.card()


def test_a_pdf_and_other_files_one_of_them_broken(page: Page, tmp_path: Path) -> None:
    fpdf = pytest.importorskip("fpdf")
    pytest.importorskip("pypdfium2")
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.add_font("Text", fname=newspapers.font_files()[0])
    pdf.set_font("Text", size=14)
    pdf.write(text="Кеше Атырау қаласына Марат Жолдыбаев келді.")
    pdf.output(str(tmp_path / "қала.pdf"))
    page.find("#files").send_keys(str(tmp_path / "қала.pdf"))
    page.until("!document.getElementById('result').hidden")
    page.finished()
    assert ("Марат Жолдыбаев", "PERSON") in page.marks()
    drop(page, ("бір.txt", "Алматыда 5 адам."), ("broken.docx", "broken"), ("екі.txt", "Орал қаласы."))
    page.wait(lambda: len(page.server.asked) == 4)
    page.finished()
    assert page.texts("#documents .name") == ["қала.pdf", "бір.txt", "екі.txt"]
    assert page.texts("#failure-list li") == [
        "broken.docx It could not be read. Check that the file opens, or save it in another format. "
        "The server says: not a document"
    ]
    page.click("#documents li:nth-child(2) button")
    assert page.marks()[0] == ("Алматыда", "LOC")


def test_a_folder_is_dropped(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "мақалалар"
    (folder / "ескі").mkdir(parents=True)
    for name, text in (("а.txt", "Атырау"), ("б.txt", "Орал"), (".жасырын", "x"), ("ескі/в.txt", "Алматы")):
        (folder / name).write_text(text, "utf-8")
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.browser.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
    page.wait(lambda: len(page.server.asked) == 3)
    page.finished()
    assert sorted(page.texts("#documents .name")) == ["а.txt", "б.txt", "в.txt"]


_LARGE = "the body is larger than 32 MiB"
_EMPTY = '{"detail": "x", "failures": [{"id": "a.txt", "error": "the text is empty"}]}'
ANSWERS = [
    (413, {}, f'{{"detail": "{_LARGE}"}}', f"It is too large. Split the text or the file. The server says: {_LARGE}"),
    (429, {"Retry-After": "7"}, "{}", "The server is busy. Wait a little and try again. Try again in 7 seconds."),
    (503, {}, "{}", "The model is not loaded"),
    (504, {}, "{}", "The server ran out of time."),
    (500, {}, "<html>", "An error of the server (500)."),
    (422, {}, _EMPTY, "The server says: the text is empty"),
    (200, {}, "[]", "The server's answer cannot be read."),
    (200, {}, '{"model": null, "documents": [], "failures": []}', "There is no text in the file."),
    (200, {}, '{"documents": [{"id": "a", "ents": []}]}', "The server's answer cannot be read."),
]


def test_every_failure_is_named_and_says_what_to_do(page: Page) -> None:
    for status, headers, body, words in ANSWERS:
        page.server.answers.append((status, headers, body))
        drop(page, ("a.txt", "Атырау"))
        page.wait(lambda: not page.server.answers)
        page.finished()
        (said,) = page.texts("#failure-list li")
        assert said.startswith("a")
        assert words in said
    assert page.value("document.getElementById('result').hidden")


def test_no_text_and_a_server_that_is_gone(page: Page) -> None:
    page.click("#go")
    assert page.texts("#empty") == ["Paste a text or choose a file first."]
    page.browser.execute_cdp_cmd("Network.enable", {})
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, **offline})
    drop(page, ("a.txt", "x"), ("b.txt", "x"))
    page.until("document.querySelectorAll('#failure-list li').length === 2")
    page.browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **offline})
    first, second = page.texts("#failure-list li")
    assert first.startswith("a.txt The server cannot be reached")
    assert second.startswith("b.txt Not sent")


def test_the_token_is_asked_for(page: Page) -> None:
    page.server.token = "secret-token-of-the-test"
    drop(page, ("a.txt", "Атырауда 5 адам."))
    page.until("!document.getElementById('token-row').hidden")
    assert "needs an access token" in page.texts("#failure-list li")[0]
    page.wait(lambda: page.focus() == "token")
    page.find("#token").send_keys("secret-token-of-the-test")
    page.annotate("Атырауда 5 адам.")
    assert page.marks() == [("Атырауда", "LOC"), ("5", "QUANTITY")]
    assert page.value("document.getElementById('failures').hidden")


def test_stopping_keeps_what_was_read(page: Page) -> None:
    page.server.hold.clear()
    drop(page, ("a.txt", "Атырау"), ("b.txt", "Орал"))
    page.until("!document.getElementById('busy').hidden")
    assert page.texts("#busy-words") == ["Reading 1 of 2: a.txt"]
    assert page.value("document.getElementById('go').disabled")
    page.click("#cancel")
    page.finished()
    page.server.hold.set()
    assert page.value("document.querySelectorAll('#failure-list li').length") == 0
    page.annotate("Атырауда 5 адам.")
    assert len(page.marks()) == 2


def test_kinds_and_scores_are_filtered_at_once(page: Page) -> None:
    page.annotate(TEXT)
    page.click("#filter-labels input[value=PERSON]")
    assert {label for _, label in page.marks()} == {"POSITION", "LOC", "ORG", "QUANTITY"}
    assert page.reading() == TEXT
    assert page.texts("#count") == ["Marks shown: 7 of 10"]
    page.click("#filter-labels input[value=POSITION]")
    # What stood inside is shown all the same.
    assert ("Атырау облысының", "LOC") in page.marks()
    page.run("const s = document.getElementById('score'); s.value = 99; s.dispatchEvent(new Event('input'))")
    assert len(page.marks()) < 5
    assert page.texts("#score-words") == ["99% and more"]
    page.run("const s = document.getElementById('score'); s.value = 0; s.dispatchEvent(new Event('input'))")
    page.click("#filter-labels input[value=PERSON]")
    page.click("#filter-labels input[value=POSITION]")
    assert page.marks() == MARKS


LANGUAGES = [
    ("kk", "Белгілеу", "Жер", "4\u202f500\u202f000\u202f000 теңге"),
    ("ru", "Разметить", "Место", "4\u202f500\u202f000\u202f000 тенге"),
    ("en", "Annotate", "Place", "4,500,000,000 tenge"),
]


def test_three_languages(page: Page) -> None:
    page.annotate(TEXT)
    for language, go, label, amount in LANGUAGES:
        page.click(f"[data-language={language}]")
        assert page.texts("#go") == [go]
        assert page.value("document.documentElement.lang") == language
        assert label in page.texts("#filter-labels .swatch")
        assert page.value("[...document.querySelectorAll('[data-t]')].filter((e) => !e.textContent.trim()).length") == 0
        page.click("#reading mark[data-label=QUANTITY]")
        assert amount in page.card()
        page.press("Escape")
        # The address keeps the language, and nothing else does.
        assert page.value("location.search") == f"?lang={language}"
    assert page.value("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_the_language_of_the_browser(page: Page) -> None:
    page.browser.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": "x", "acceptLanguage": "ru-KZ,en"})
    page.browser.get(page.server.address)
    page.until("document.documentElement.classList.contains('ready')")
    assert page.texts("#go") == ["Разметить"]
    page.browser.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": "x", "acceptLanguage": "en"})


def test_a_phone_of_320_pixels(page: Page) -> None:
    for language in ("kk", "ru"):
        page.open(language, (320, 640))
        page.annotate(TEXT + " " + "Ұ" * 300)
        page.click("#reading mark")
        page.card()
        assert page.value("document.documentElement.scrollWidth") <= 320
        code = """[...document.querySelectorAll('button, input, select, textarea')].filter((e) => e.checkVisibility())
          .map((e) => [e.id || e.textContent, e.getBoundingClientRect().right]).filter(([, right]) => right > 320.5)"""
        boxes = page.value(f"(() => {{ return {code} }})()")
        assert boxes == []
    page.open("en", PHONE)
