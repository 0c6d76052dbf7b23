"""`atau annotate` on documents: metadata, failures by name, tables, and runs that are resumed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from scripts_loaded import script
from spacy.tokens import DocBin
from tiny_pipeline import TEXT
from typer.testing import Result

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _folder(run: Run) -> None:
    Path("d").mkdir()
    made = script("make_pages")
    Path("d/page.html").write_text(made.semantic(made.BRIDGE), "utf-8")
    script("make_newspaper").newspaper(Path("d/paper.pdf"), order="across")
    Path("d/table.csv").write_text(f"id,body,Тақырып\n1,{TEXT},Ауыл\n2,,Бос\n3,{TEXT},Ауыл\n", "utf-8")
    Path("d/broken.docx").write_bytes(b"PK\x03\x04")
    Path("d/text.txt").write_text(TEXT, "utf-8")


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_documents_become_records_with_their_metadata(run: Run) -> None:
    result = run("d", "-f", "jsonl", "--errors", "e.jsonl")
    assert result.exit_code == 1
    assert f"{Path('d/broken.docx')}: a broken archive" in result.stderr
    assert "1 failed, 5 annotated" in result.stderr
    found = {item["id"]: item for item in records(result.stdout)}
    assert list(found) == ["page.html", "paper.pdf", "table.csv:2", "table.csv:4", "text.txt"]
    meta = found["page.html"]["meta"]
    assert (meta["title"], meta["date"]) == ("Тасөткел көпірі мерзімінен бұрын ашылды", "2023-10-12T09:30:00+05:00")
    assert (meta["source"], len(meta["checksum"])) == (str(Path("d/page.html")), 64)
    assert [page for _, page in found["paper.pdf"]["meta"]["pages"]] == [1, 2]
    start, end = found["paper.pdf"]["meta"]["paragraphs"][0]
    assert found["paper.pdf"]["text"][start:end].startswith("Тасөткел көпірі")
    assert found["table.csv:2"]["meta"]["title"] == "Ауыл"
    assert [ent["text"] for ent in found["table.csv:4"]["ents"]] == [
        "Арман Сейітов",
        "Көкбұлақта",
        "12",
        "Арман Сейітов",
    ]
    assert "meta" not in found["text.txt"]
    [failed] = records(Path("e.jsonl").read_text("utf-8"))
    assert failed["file"] == str(Path("d/broken.docx"))


def test_the_text_field_is_the_column_of_a_table(run: Run) -> None:
    result = run("d/table.csv", "-f", "jsonl", "--text-field", "Тақырып")
    assert [item["text"] for item in records(result.stdout)] == ["Ауыл", "Бос", "Ауыл"]
    result = run("d/table.csv", "--text-field", "x")
    assert result.exit_code == 1
    assert "no column 'x'; the columns are 'id', 'body', 'Тақырып'" in result.stderr


def test_standard_input_may_be_a_document(run: Run) -> None:
    [found] = records(run("-", "-f", "jsonl", stdin=Path("d/paper.pdf").read_bytes()).stdout)
    assert found["id"] == "stdin"
    assert "Ауыл кітапханасы" in found["text"]


def test_user_data_holds_the_metadata(run: Run) -> None:
    assert run("d/page.html", "-o", "o.spacy").exit_code == 0
    [doc] = DocBin().from_disk("o.spacy").get_docs(spacy.blank("kk").vocab)
    assert doc.user_data["meta"]["author"] == "Гүлнар Әшімова"
    assert doc.user_data["id"] == "d/page.html"


def test_other_formats_name_the_row(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("d/table.csv", "-f", "csv").stdout.removeprefix("\ufeff"))))
    assert {row["id"] for row in rows} == {"d/table.csv:2", "d/table.csv:4"}


@pytest.mark.parametrize("name", ["o.jsonl", "o.conll"])
def test_a_run_that_was_cut_off_goes_on(run: Run, name: str) -> None:
    assert run("d", "-o", name).exit_code == 1
    whole = Path(name).read_bytes()
    for cut in (0, 200, len(whole) // 2, len(whole) - 10, len(whole)):
        Path(name).write_bytes(whole[:cut])
        result = run("d", "-o", name, "--resume")
        assert result.exit_code == 1
        assert "broken.docx: a broken archive" in result.stderr
        assert Path(name).read_bytes() == whole
