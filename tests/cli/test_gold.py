"""`atau validate` and `atau convert` as their users see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atau.cli import app
from atau.cli.gold import FORMAT_NAMES
from atau.corpus.formats import FORMATS
from atau.corpus.gold import read_gold

GOOD = "---\nid: a\ntopic: саясат\nregister: report\n---\n⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧ келді.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gold").mkdir()
    Path("gold/a.txt").write_text(GOOD, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_help_names_all_formats() -> None:
    assert set(FORMAT_NAMES) == set(FORMATS)


def test_clean_gold() -> None:
    result = run("validate", "gold")
    assert result.exit_code == 0
    expected = "1 files, 1 records, 2 annotations (LOC 1, POSITION 1; 1 nested): 0 errors, 0 warnings\n"
    assert result.stdout == expected


def test_problems_one_a_line_and_a_summary() -> None:
    Path("gold/b.txt").write_text(GOOD.replace("id: a", "id: b").replace("ауданының әкімі", "әкімдері"), "utf-8")
    result = run("validate", "gold")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    where = Path("gold/b.txt")
    message = f"{where}:6:16: error: POSITION: a plural position is not annotated"
    assert first == f"{message}: “Арал әкімдері” [plural-office]"
    assert last.endswith("1 errors, 0 warnings")
    hidden = run("validate", "gold", "--no-excerpts").stdout.splitlines()[0]
    assert hidden == f"{message} [plural-office]"
    assert run("validate", "gold", "--ignore", "plural-office").exit_code == 0


def test_a_plain_text_in_the_folder_is_named_and_counted() -> None:
    Path("gold/b.txt").write_text("Жай мәтін.\n", "utf-8")
    result = run("validate", "gold")
    assert result.exit_code == 0
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{Path('gold/b.txt')}: warning: no front matter and no marks, so it is passed over")
    assert last.startswith("2 files, 1 records")
    assert last.endswith("0 errors, 1 warnings")


def test_report_as_json() -> None:
    Path("gold/b.txt").write_text(GOOD + "⟦LOC Арал", "utf-8")
    result = run("validate", "gold", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["files"], found["errors"]) == (2, 2)
    problem = next(p for p in found["problems"] if p["code"] == "bad-marks")
    assert (problem["file"], problem["line"], problem["column"]) == (str(Path("gold/b.txt")), 7, 1)
    assert problem["severity"] == "error"


def test_usage_errors() -> None:
    assert run("validate", "none").exit_code == 2
    Path("x.txt").write_text("Жай мәтін.", "utf-8")
    result = run("validate", "x.txt")
    assert result.exit_code == 2
    assert "cannot determine the format" in result.stderr
    assert run("convert", "x.txt", "y.jsonl").exit_code == 2
    assert "OLD=NEW" in run("convert", "gold", "y.jsonl", "--rename-label", "X").stderr


def test_convert_and_back() -> None:
    result = run("convert", "gold", "out.jsonl")
    assert result.exit_code == 0
    assert result.stderr == "marked -> jsonl: 1 records, 2 annotations (LOC 1, POSITION 1; 1 nested)\n"
    assert run("convert", "out.jsonl", "back").exit_code == 0
    assert Path("back/a.txt").read_text("utf-8") == GOOD


def test_convert_reports_and_counts() -> None:
    Path("gold/b.txt").write_text("⟦LOC Арал⟧-Сырдария", "utf-8")
    failed = run("convert", "gold", "out.iob")
    assert failed.exit_code == 2
    assert not Path("out.iob").exists()
    assert "b: the annotation LOC 0-4 is not on token boundaries: “Арал”; expand to 0-13 “Ар" in failed.stderr
    done = run("convert", "gold", "out.iob", "--on-misaligned", "expand")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[1:] == [
        "marked -> iob: 2 records, 2 annotations (LOC 1, POSITION 1; 0 nested)",
        "iob cannot hold nested annotations: 1 lost",
        "annotations not on token boundaries: 1",
        "of these, expanded to whole tokens: 1",
    ]


def test_what_was_lost_shows_in_the_exit_code() -> None:
    Path("bad.jsonl").write_text('{"text": "Арал", "ents": [{"start": 0, "end": 4, "label": "LOC"}]}\n{\n', "utf-8")
    result = run("convert", "bad.jsonl", "out.tsv")
    assert result.exit_code == 1
    assert "bad.jsonl:2: error: the line is not JSON" in result.stderr
    assert [record.id for record in read_gold("out.tsv")] == ["bad-1"]


def test_label_studio_from_the_command_line() -> None:
    result = run("convert", "gold", "tasks.json", "--rename-label", "LOC=PLACE")
    assert result.exit_code == 0
    [task] = json.loads(Path("tasks.json").read_text("utf-8"))
    assert [region["value"]["labels"] for region in task["annotations"][0]["result"]] == [["POSITION"], ["PLACE"]]
    assert task["data"]["topic"] == "саясат"
