"""Marks corrected by mouse and by keyboard, nested, undone; what is downloaded is read by the corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from page_browser import Page

from atau.annotate.writers.jsonl import annotation_schema
from atau.corpus.gold import read_gold
from atau.corpus.records import GoldRecord

TEXT = "🎉 Облыс әкімі Сәуле Тұманова Жайық ауданы мәслихатының хатшысымен бірге 5 үйді көрді.\nОл риза."
FOUND = [
    ("Облыс әкімі", "POSITION"), ("Сәуле Тұманова", "PERSON"), ("Жайық ауданы мәслихатының хатшысымен", "POSITION"),
    ("Жайық ауданы мәслихатының", "ORG"), ("5", "QUANTITY"),
]  # fmt: skip


def begun(page: Page) -> None:
    page.annotate(TEXT)
    assert page.marks() == FOUND


def test_a_new_mark_by_mouse(page: Page) -> None:
    begun(page)
    page.select("үйді")
    assert "Mark as" in page.card()
    page.click("#card button[data-label=LOC]")
    assert page.marks() == [*FOUND, ("үйді", "LOC")]
    assert "you set this mark" in page.card()
    assert page.texts("#corrected") == ["corrected"]
    page.click("#undo")
    assert page.marks() == FOUND
    assert page.value("document.getElementById('corrected').hidden")
    page.click("#redo")
    assert page.marks()[-1] == ("үйді", "LOC")


def test_a_selection_grows_to_whole_words_and_sheds_spaces(page: Page) -> None:
    begun(page)
    page.select(" бірг")
    page.click("#card button[data-label=ORG]")
    assert ("бірге", "ORG") in page.marks()


def test_label_edges_and_deletion_by_mouse(page: Page) -> None:
    begun(page)
    page.click("#reading mark[data-label=PERSON]")
    page.click("#card button[data-label=ORG]")
    assert page.marks()[1] == ("Сәуле Тұманова", "ORG")
    page.click("#card [data-do=end-left]")
    assert page.marks()[1] == ("Сәуле", "ORG")
    page.click("#card [data-do=end-right]")
    page.click("#card [data-do=start-right]")
    assert page.marks()[1] == ("Тұманова", "ORG")
    # The mark that would cross another stays as it is, and the card says why.
    page.click("#card [data-do=end-right]")
    page.click("#card [data-do=delete]")
    assert len(page.marks()) == len(FOUND) - 1
    assert page.value("document.getElementById('card').hidden")
    for _ in range(6):
        page.click("#undo")
        if page.value("document.getElementById('undo').disabled"):
            break
    assert page.marks() == FOUND
    assert page.reading() == TEXT


def test_marks_inside_marks(page: Page) -> None:
    begun(page)
    page.select("Жайық ауданы")
    page.click("#card button[data-label=LOC]")
    # It would be the third level: refused, in words, and nothing changes.
    assert "one level deep" in page.card()
    assert page.marks() == FOUND
    page.press("Escape")
    page.select("Облыс")
    page.click("#card button[data-label=LOC]")
    assert page.marks()[:2] == [("Облыс әкімі", "POSITION"), ("Облыс", "LOC")]
    assert page.value("document.querySelector('#reading mark[data-label=POSITION] > mark').dataset.label") == "LOC"
    page.press("Escape")
    page.select("Сәуле")
    page.click("#card button[data-label=LOC]")
    assert "is marked inside" in page.card()


def test_by_keyboard_alone(page: Page) -> None:
    """From the address bar to the file: every key is one that a hand without a mouse has."""
    page.run("document.getElementById('text').focus()")
    page.find("#text").send_keys("Облыс әкімі Сәуле Тұманова 5 үйді көрді.")
    page.press("Control+Enter")
    page.finished()
    page.until("document.querySelectorAll('#reading mark').length === 3")
    for _ in range(60):
        if page.focus() == "reading":
            break
        page.press("Tab")
    assert page.focus() == "reading"
    assert "Облыс әкімі" in page.card()
    page.press("n")
    assert "Сәуле Тұманова" in page.card()
    page.press("3")
    assert page.marks()[1] == ("Сәуле Тұманова", "ORG")
    page.press("[")
    assert page.marks()[1] == ("Сәуле", "ORG")
    page.press("]", "Shift+[")
    assert page.marks()[0] == ("Облыс әкімі", "POSITION")
    page.press("Control+z", "Control+z")
    assert page.marks()[1] == ("Сәуле Тұманова", "ORG")
    page.press("Control+End", "Control+Shift+ARROW_LEFT", "Control+Shift+ARROW_LEFT")
    assert "Mark as" in page.card()
    page.press("Enter")
    assert page.focus() == "label"
    page.press("Tab", "Tab", "Enter")
    page.press("Escape")
    assert page.focus() == "reading"
    assert page.value("document.getElementById('card').hidden")
    assert page.marks()[-1][1] == "ORG"
    page.press("p", "Delete")
    # No key ever changes the letters, and Tab leaves the text.
    page.press("a", "Enter", "Backspace", "Control+v", "Control+x")
    assert page.reading() == "Облыс әкімі Сәуле Тұманова 5 үйді көрді."
    page.press("Escape", "Tab")
    assert page.focus() != "reading"


def records(path: Path) -> list[GoldRecord]:
    return list(read_gold(path))


def spans(record: GoldRecord) -> list[tuple[str, str]]:
    return [(record.text[mark.start : mark.end], mark.label) for mark in record.marks]


FORMATS = ("marked", "jsonl", "label-studio")


def test_what_is_downloaded_is_read_by_the_corpus(page: Page) -> None:
    begun(page)
    page.select("Облыс")
    page.click("#card button[data-label=LOC]")
    page.press("Escape")
    page.click("#reading mark[data-label=QUANTITY]")
    page.click("#card [data-do=delete]")
    for format in FORMATS:
        (record,) = records(page.download(format))
        assert record.text == TEXT
        assert record.id.startswith("Text")
        assert spans(record) == [FOUND[0], ("Облыс", "LOC"), *FOUND[1:4]]
    assert page.value("document.getElementById('download-note').hidden")


def test_atau_validate_and_convert_take_the_file(page: Page, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from atau.cli.app import app

    begun(page)
    path = page.download("marked")
    checked = CliRunner().invoke(app, ["validate", str(path)])
    assert checked.exit_code == 0, checked.output
    assert "5 annotations" in checked.output
    made = CliRunner().invoke(app, ["convert", str(path), str(tmp_path / "a.spacy")])
    assert made.exit_code == 0, made.output
    assert [spans(record) for record in records(tmp_path / "a.spacy")] == [FOUND]


# A browser of today starts no selection right behind U+0000, which it does not draw: a space follows.
ODD = (
    "⟦LOC Атырау⟧ \\⟦ \\\\ қаласында\r\n🎉🎉 Қ\u0456р\u0438\u0306 э\u0301кран \u0000 нөл 👩‍👩‍👧 Алматыға\tбарды\u2028"
    "---\r\nмарқұм 𝔸 Асқар\\"
)


def odd_record() -> dict[str, Any]:
    def mention(piece: str, label: str, **more: Any) -> dict[str, Any]:
        start = ODD.index(piece)
        base = {"start": start, "end": start + len(piece), "label": label, "text": piece}
        return {**base, "normal": None, "quantity": None, "cluster": None, "score": 0.5, "source": "model", **more}

    meta = {
        "title": " Тақырып: бір",
        "date": "2020-10-12",
        "paragraphs": [[0, 5]],
        "x y": "1",
        "n": "12",
        "author": "---",
    }
    return {
        "id": 'бір "екі"\n үш', "text": ODD, "meta": {"source": "a.docx", "checksum": "ab", **meta},
        "ents": [mention("Атырау", "LOC"), mention("Алматыға\tбарды", "ORG"), mention("𝔸 Асқар", "PERSON")],
        "nested": [mention("Алматыға", "LOC")], "people": [], "facts": [], "atau_schema": "1.0",
    }  # fmt: skip


def test_odd_letters_line_ends_and_names_come_back(page: Page) -> None:
    record = odd_record()
    page.show(record)
    assert page.reading() == ODD
    page.select("нөл")
    page.click("#card button[data-label=LOC]")
    for format in FORMATS:
        (found,) = records(page.download(format))
        assert found.text == ODD
        assert found.id == record["id"]
        assert spans(found) == [
            ("Атырау", "LOC"), ("нөл", "LOC"), ("Алматыға\tбарды", "ORG"), ("Алматыға", "LOC"), ("𝔸 Асқар", "PERSON"),
        ]  # fmt: skip
        assert {key: found.meta[key] for key in record["meta"]} == record["meta"]


def test_numbers_of_the_record_stay_as_they_were_and_jsonl_fits_the_schema(page: Page) -> None:
    quantity = '{"value": 12345678901234567890.10, "unit": "KZT", "kind": "money"}'
    place = '"start": 0, "end": 3, "label": "QUANTITY", "text": "көп", "normal": null, "cluster": null'
    mention = f'{{{place}, "quantity": {quantity}, "score": 0.9870, "source": "model"}}'
    rest = '"nested": [], "people": [], "atau_schema": "1.0", "own": 1.50'
    record = f'{{"id": "a", "text": "көп ақша бар", "ents": [{mention}], {rest}}}'
    page.show(f'{{"model": null, "documents": [{record}], "failures": []}}')
    page.click("#reading mark")
    assert "12,345,678,901,234,567,890.10 tenge" in page.card()
    page.press("Escape")
    page.select("ақша")
    page.click("#card button[data-label=ORG]")
    line = page.download("jsonl").read_text("utf-8")
    assert '"value": 12345678901234567890.10' in line
    assert '"score": 0.9870' in line
    assert '"own": 1.50' in line
    jsonschema.validate(json.loads(line), annotation_schema())
    assert [ent["source"] for ent in json.loads(line)["ents"]] == ["model", "manual"]


def test_people_and_facts_that_rest_on_a_changed_mark_go(page: Page) -> None:
    begun(page)
    assert "Сәуле Тұманова" in page.texts("#people .link")
    before = len(page.texts("#facts li"))
    page.click("#reading mark[data-label=PERSON]")
    page.click("#card [data-do=delete]")
    assert "Сәуле Тұманова" not in page.texts("#people .link")
    assert len(page.texts("#facts li")) < before
    assert page.texts("#facts-gone")[0].startswith("Facts left out")
    line = json.loads(page.download("jsonl").read_text("utf-8"))
    assert line["people"] == []
    assert not [fact for fact in line["facts"] if "person" in fact]
    jsonschema.validate(line, annotation_schema())


def test_all_documents_in_one_file(page: Page) -> None:
    page.annotate("Атырауда 5 адам.")
    page.annotate("Орал\tқаласы\\n көрікті.")
    for format, ending in (("marked", ".tsv"), ("jsonl", ".jsonl"), ("label-studio", ".json")):
        path = page.download(format, "#save-all")
        assert path.suffix == ending
        found = records(path)
        assert [record.text for record in found] == ["Атырауда 5 адам.", "Орал\tқаласы\\n көрікті."]
        assert [len(record.marks) for record in found] == [2, 1]


def test_what_a_format_cannot_hold_is_said(page: Page) -> None:
    record = odd_record()
    record["ents"][0]["label"] = "малый"
    page.show(record)
    page.run("document.getElementById('format').value = 'marked'")
    page.click("#save")
    assert "Choose JSONL" in page.texts("#download-note")[0]
    assert records(page.download("jsonl"))[0].marks[0].label == "малый"
