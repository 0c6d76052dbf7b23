"""Text, names, labels and metadata of strangers are never markup, and a long text stays usable."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chromium import DESKTOP, PHONE
from page_browser import Page

MARKUP = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>"\'><svg onload=window.hit=1>&lt;{{7*7}}'
NAME = "<img src=x onerror=window.hit=1>.txt"


def hostile() -> dict[str, Any]:
    """A record in which every string is markup."""
    mention = {
        "start": 0, "end": 12, "label": MARKUP, "text": MARKUP[:12], "normal": MARKUP,
        "quantity": {"value": 1, "unit": MARKUP, "kind": MARKUP, "approx": "constructor", "counted": MARKUP},
        "cluster": "p1", "score": 0.5, "source": f"{MARKUP}+__proto__",
        "place": {"id": MARKUP, "geonames": 1, "name": MARKUP, "kind": MARKUP, "region": MARKUP, "country": MARKUP,
                  "kato": MARKUP, "latitude": 47.1, "longitude": 51.9, "point": MARKUP},
    }  # fmt: skip
    named = {"start": 0, "end": 12, "text": MARKUP, "label": "PERSON", "normal": MARKUP, "cluster": "p1"}
    other = {**named, "label": "LOC", "normal": MARKUP + "2", "cluster": "l1"}
    fact = {
        "kind": "holds", "start": 0, "end": 12, "sentence": [0, 20], "score": 0.5, "source": MARKUP, "date": MARKUP,
        "person": named, "office": named, "place": other, "status": MARKUP, "counted": MARKUP,
    }  # fmt: skip
    return {
        "id": MARKUP, "text": MARKUP, "meta": {"title": MARKUP, "source": MARKUP, "__proto__": MARKUP, MARKUP: MARKUP},
        "ents": [
            mention, {**mention, "start": 20, "end": 30, "label": "LOC"},
            {**mention, "start": 31, "end": 40, "label": "QUANTITY", "place": None},
            {**mention, "start": 41, "end": 50, "label": "QUANTITY", "place": None, "quantity": MARKUP},
        ], "nested": [],
        "people": [{"cluster": "p1", "name": MARKUP, "mentions": [[0, 12]], "offices": [MARKUP]}],
        "facts": [
            fact, {**fact, "kind": MARKUP}, {**fact, "kind": "life", "event": MARKUP},
            {**fact, "kind": "amount", "quantity": {**named, "start": 31, "end": 40, "label": "QUANTITY"},
             "subject": other},
        ], "atau_schema": "1.0",
    }  # fmt: skip


def test_no_text_is_markup(page: Page) -> None:
    elements = "document.querySelectorAll('img, script, svg, iframe, object, [onerror], [onload]').length"
    before = page.value(elements)
    page.server.answers.append((500, {}, f'{{"detail": {json.dumps(MARKUP)}}}'))
    page.run(
        "const data = new DataTransfer(); data.items.add(new File(['x'], arguments[0]));"
        "dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))",
        NAME,
    )
    page.wait(lambda: not page.server.answers)
    page.finished()
    assert MARKUP in page.texts("#failure-list li")[0]
    page.show(hostile(), NAME)
    page.show({**hostile(), "id": None}, NAME)
    assert MARKUP in page.texts("#title")
    assert page.reading() == MARKUP
    assert page.texts("#documents .name")[1] == NAME
    page.click("#reading mark")
    assert MARKUP in page.card()
    page.click("#card [data-do=close]")
    page.until("document.querySelectorAll('#map-svg .node').length === 1")
    page.until("document.querySelectorAll('#network-svg .edge').length >= 1")
    for language in ("kk", "ru", "en"):
        page.click(f"[data-language={language}]")
    page.click("#people .link")
    page.click("#facts .link")
    assert any(MARKUP[:40] in words for words in page.texts("#amounts .rest"))
    page.click("#amounts .link")
    page.find("#text").send_keys(MARKUP)
    path = page.download("jsonl")
    assert path.name.endswith(".jsonl")
    assert "<" not in path.name
    assert page.value("window.hit") is None
    assert page.value(elements) == before
    assert page.value("({}).polluted") is None


def test_the_policy_holds(page: Page) -> None:
    """Even a script that got into the page would not run."""
    page.run("const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s)")
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.hit = 1\">')")
    assert page.value("window.hit") is None
    # The browser tells of both, and that is all it may tell.
    refused = page.browser.get_log("browser")
    assert refused
    assert all("Content Security Policy" in entry["message"] for entry in refused)


def mention(text: str, piece: str, label: str, at: int = 0, **more: Any) -> dict[str, Any]:
    """A mention of the first `piece` from `at`; offsets count code points, as Python does."""
    start = text.index(piece, at)
    base = {"start": start, "end": start + len(piece), "label": label, "text": piece, "normal": piece}
    return {**base, "quantity": None, "cluster": None, "score": 0.5, "source": "model", **more}


def record(text: str, *ents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "a", "text": text, "ents": list(ents), "nested": [], "people": [], "atau_schema": "1.0", **more}


@pytest.mark.parametrize(
    "text",
    [
        "🎉👩‍👩‍👧 𝔸\r\n\r\n🎉 АТЫ 🎉\r\nсома 5 млн теңге 🎉",
        "مەكتەپ 🎉 اشىلدى\n\nاۋدان \u202eАТЫ\u202c ورتالىعى، 5 млн теңге",
        "שלום 𝔸 АТЫ ١٢٣ 5 млн теңге",
        "\ufeff\u200b\u00ad АТЫ \u0000 й\u0306\u0301 5 млн теңге\r",
        "a\rb\x0bc\x0cd\u2028e\u2029f\x85АТЫ\t5 млн теңге\t",
    ],
)
def test_offsets_of_any_script_and_line_end(page: Page, text: str) -> None:
    """JavaScript counts units of UTF-16, the service code points: what is marked, led to and saved is the same."""
    amount = mention(text, "5 млн теңге", "QUANTITY", quantity={"kind": "money", "unit": "KZT", "value": 5000000})
    name = mention(text, "АТЫ", "ORG", cluster="o1")
    fact = {"kind": "holds", "start": name["start"], "end": name["end"], "sentence": [name["start"], name["end"]],
            "score": 0.5, "source": "x", "person": name, "office": name, "status": "holds"}  # fmt: skip
    page.show(record(text, name, amount, facts=[fact]))
    assert page.reading() == text
    assert page.marks() == [("АТЫ", "ORG"), ("5 млн теңге", "QUANTITY")]
    page.click("#amounts .link")
    assert "5 млн теңге" in page.card()
    page.press("Escape")
    page.click("#facts .link")
    assert page.value("[...CSS.highlights.get('sentence')].map(String)") == ["АТЫ"]
    page.click("#reading mark[data-label=ORG]")
    page.click("#card button[data-label=LOC]")
    line = json.loads(page.download("jsonl").read_text("utf-8"))
    assert line["text"] == text
    for found in line["ents"]:
        assert line["text"][found["start"] : found["end"]] == found["text"]
    assert [found["source"] for found in line["ents"]] == ["manual", "model"]


def test_arabic_letters_turn_nothing_around_them(page: Page) -> None:
    text = "قايرات كەلدى. قايرات كەتتى."
    person = {"cluster": "p1", "name": "قايرات", "mentions": [[0, 6], [14, 20]], "offices": ["اكىم"]}
    page.show(record(text, mention(text, "قايرات", "PERSON"), mention(text, "قايرات", "PERSON", 3), people=[person]))
    left = "document.querySelector(arguments[0]).getBoundingClientRect().left"
    # The number stands behind the name, as the page is read from left to right.
    assert page.value(left, "#people .count") > page.value(left, "#people .link")
    assert page.value("getComputedStyle(document.querySelector('.chunk')).direction") == "rtl"


def test_a_word_of_20_000_letters(page: Page) -> None:
    word = "Ұзын" * 5000
    person = {"cluster": "p1", "name": word, "mentions": [[0, len(word)]], "offices": [word]}
    ents = (mention(word, word, "PERSON", cluster="p1"),)
    named = {**ents[0], "label": "PERSON"}
    place = {**named, "label": "LOC", "cluster": "l1"}
    fact = {"kind": "life", "start": 0, "end": 9, "sentence": [0, 9], "score": 0.5, "source": "x", "event": "born",
            "person": named, "place": place}  # fmt: skip
    page.show(record(word, *ents, people=[person], facts=[fact], meta={"title": word}))
    for size in (DESKTOP, PHONE):
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        page.until("document.querySelectorAll('#network-svg .edge').length === 1")
        assert page.value("document.documentElement.scrollWidth") <= size[0]
        # The lists stay lists; the text is whole.
        assert page.value("document.querySelector('#people li').getBoundingClientRect().height") < 400
        assert page.value("document.querySelector('#title').getBoundingClientRect().height") < 400
    assert page.reading() == word


def test_the_first_line_names_a_text_that_was_pasted(page: Page) -> None:
    page.annotate("\n  Атырауда көпір <b>ашылды</b>  \nКеше 5 адам келді.")
    page.annotate("🎉" * 200)
    assert page.texts("#documents .name") == ["Атырауда көпір <b>ашылды</b>", "🎉" * 59 + "…"]
    assert page.download("jsonl").name == "Text 2.jsonl"


WORDS = (("Атырауда", "LOC"), ("5", "QUANTITY"), ("Асқар Омаров", "PERSON"), ("облыс әкімі", "POSITION"))


def test_a_text_of_100_000_words(page: Page) -> None:
    piece = "Атырауда 5 адам тұрады, бірі Асқар Омаров. Бұл туралы облыс әкімі айтқан.\n"
    copies = 8000
    text = piece * copies
    ents = []
    for copy in range(copies):
        for word, label in WORDS:
            start = copy * len(piece) + piece.index(word)
            ents.append({"start": start, "end": start + len(word), "label": label, "text": word, "normal": word, "quantity": None, "cluster": None, "score": 0.5, "source": "model"})  # fmt: skip  # noqa: E501
    page.show({"id": "ұзын", "text": text, "ents": ents, "nested": [], "people": [], "atau_schema": "1.0"})
    assert page.texts("#amounts .link") == ["5"]
    assert page.texts("#amounts .count") == ["8,000"]
    assert page.value("document.querySelectorAll('#reading mark').length") < len(ents) / 4
    assert page.value("document.getElementById('reading').textContent.length") >= len(text)
    assert page.texts("#count") == ["Marks: 32,000"]
    page.run("scrollTo(0, document.getElementById('reading').getBoundingClientRect().bottom + scrollY - innerHeight)")
    page.until("[...document.querySelectorAll('.chunk')].pop().querySelector('mark')")
    page.click(".chunk:last-child mark[data-label=PERSON]")
    page.click("#card button[data-label=ORG]")
    assert page.texts("#corrected") == ["corrected"]
    page.click("#undo")
    assert page.value("document.getElementById('corrected').hidden")
    line = page.download("jsonl").read_text("utf-8")
    assert line.count('"label"') == len(ents)
