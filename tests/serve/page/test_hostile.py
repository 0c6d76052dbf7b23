"""Text, names, labels and metadata of strangers are never markup, and a long text stays usable."""

from __future__ import annotations

import json
from typing import Any

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
        "ents": [mention, {**mention, "start": 20, "end": 30, "label": "LOC"}], "nested": [],
        "people": [{"cluster": "p1", "name": MARKUP, "mentions": [[0, 12]], "offices": [MARKUP]}],
        "facts": [fact, {**fact, "kind": MARKUP}, {**fact, "kind": "life", "event": MARKUP}], "atau_schema": "1.0",
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


def test_a_text_of_100_000_words(page: Page) -> None:
    piece = "Атырауда 5 адам тұрады, бірі Асқар Омаров. Бұл туралы облыс әкімі айтқан.\n"
    copies = 8000
    text = piece * copies
    ents = []
    for copy in range(copies):
        for word, label in (("Атырауда", "LOC"), ("Асқар Омаров", "PERSON"), ("облыс әкімі", "POSITION")):
            start = copy * len(piece) + piece.index(word)
            ents.append({"start": start, "end": start + len(word), "label": label, "text": word, "normal": word, "quantity": None, "cluster": None, "score": 0.5, "source": "model"})  # fmt: skip  # noqa: E501
    page.show({"id": "ұзын", "text": text, "ents": ents, "nested": [], "people": [], "atau_schema": "1.0"})
    assert page.value("document.querySelectorAll('#reading mark').length") < len(ents) / 4
    assert page.value("document.getElementById('reading').textContent.length") >= len(text)
    assert page.texts("#count") == ["Marks: 24,000"]
    page.run("scrollTo(0, document.getElementById('reading').getBoundingClientRect().bottom + scrollY - innerHeight)")
    page.until("[...document.querySelectorAll('.chunk')].pop().querySelector('mark')")
    page.click(".chunk:last-child mark[data-label=PERSON]")
    page.click("#card button[data-label=ORG]")
    assert page.texts("#corrected") == ["corrected"]
    page.click("#undo")
    assert page.value("document.getElementById('corrected').hidden")
    line = page.download("jsonl").read_text("utf-8")
    assert line.count('"label"') == len(ents)
