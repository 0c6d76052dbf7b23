"""Label Studio, doccano, marked text: entities for people to correct, straight from the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_pipeline import TEXT
from typer.testing import Result

from atau.corpus.gold import read_gold
from atau.corpus.problems import Notes

Run = Callable[..., Result]
MARKED = (
    "⟦PERSON Арман Сейітов⟧ ⟦LOC Көкбұлақта⟧ ⟦QUANTITY 12⟧ үй салды. Ауа райы жақсы. ⟦PERSON Арман Сейітов⟧ қайтты."
)


def test_label_studio_tasks_hold_predictions(run: Run) -> None:
    lines = [json.dumps({"id": n, "text": TEXT, "url": "u"}) for n in range(2)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("in.jsonl", "--to", "label-studio", "-o", "tasks.json").exit_code == 0
    tasks = json.loads(Path("tasks.json").read_text("utf-8"))
    assert [task["data"]["id"] for task in tasks] == ["0", "1"]
    assert tasks[0]["data"]["url"] == "u"
    [prediction] = tasks[0]["predictions"]
    assert [region["value"]["text"] for region in prediction["result"]][:2] == ["Арман Сейітов", "Көкбұлақта"]
    # What nobody has looked at is no gold.
    assert list(read_gold(Path("tasks.json"), "label-studio", notes=Notes())) == []


def test_label_studio_without_records_is_a_document(run: Run) -> None:
    Path("in.jsonl").write_text("{}\n", "utf-8")
    assert run("in.jsonl", "--to", "label-studio").stdout == "[]\n"


def test_doccano_is_read_back(run: Run) -> None:
    Path("a.txt").write_text(f"😀 {TEXT}", "utf-8")
    assert run("a.txt", "--to", "doccano", "-o", "a.jsonl").exit_code == 0
    [record] = read_gold(Path("a.jsonl"), "doccano", notes=Notes())
    assert [record.text[mark.start : mark.end] for mark in record.marks][:2] == ["Арман Сейітов", "Көкбұлақта"]
    assert record.id == "a.txt"


def test_marked_text_in_a_folder(run: Run) -> None:
    Path("in/б").mkdir(parents=True)
    for name in ("a.txt", "б/A.txt", "б/a.txt"):
        Path("in", name).write_text(TEXT, "utf-8")
    assert run("in", "--to", "marked", "-o", "out").exit_code == 0
    assert sorted(path.as_posix() for path in Path("out").rglob("*.txt")) == [
        "out/a.txt", "out/б/%61.txt", "out/б/A.txt",
    ]  # fmt: skip
    assert Path("out/a.txt").read_text("utf-8") == f"---\nid: a.txt\n---\n{MARKED}"
    assert sorted(path.name for path in Path().iterdir()) == ["in", "out"]


def test_marked_text_in_a_file_holds_one_record(run: Run) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT, "utf-8")
    assert run("a.txt", "--to", "marked").stdout == f"---\nid: a.txt\n---\n{MARKED}"
    result = run("a.txt", "b.txt", "--to", "marked", "-o", "out.txt")
    assert (result.exit_code, Path("out.txt").exists()) == (2, False)
    assert "name a folder: --output DIR" in result.stderr


def test_a_folder_that_holds_something_is_left_alone(run: Run) -> None:
    Path("out").mkdir()
    Path("out/notes.txt").write_text("менің", "utf-8")
    Path("a.txt").write_text(TEXT, "utf-8")
    result = run("a.txt", "--to", "marked", "-o", "out")
    assert result.exit_code == 2
    assert "out is not empty" in result.stderr
    assert run("a.txt", "-f", "jsonl", "-o", "out").exit_code == 2
    assert [path.name for path in Path("out").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("target", ["label-studio", "doccano", "marked"])
def test_it_is_never_chosen_by_an_ending(run: Run, target: str) -> None:
    result = run("-", "-o", "x.json", stdin=TEXT.encode())
    assert result.exit_code == 2
    assert "the ending .json does not say which format to write" in result.stderr
