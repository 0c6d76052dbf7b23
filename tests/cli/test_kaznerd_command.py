"""`atau kaznerd`: KazNERD as marked text and in other formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from atau.cli.app import app
from atau.corpus.gold import read_gold
from atau.corpus.marked import MarkedText, write

ROWS = (
    "AID7 O\nҚала O\nәкімі O\nБекзат B-PERSON\n( O\nыы O\n) O\n4 B-MONEY\n, I-MONEY\n5 I-MONEY\nмың I-MONEY\n"
    "теңге I-MONEY\nберді O\n. O\n\nBID8 O\nАрал B-GPE\n. O\n"
)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["kaznerd", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "k.txt"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", [".tsv", ".jsonl", ".spacy", "", ".iob"])
def test_any_format(source: Path, tmp_path: Path, ending: str) -> None:
    code, out, _ = run(source, tmp_path / f"out{ending}", "--positions")
    assert code == 0
    assert "2 sentences, 3 mentions; 1 hesitations removed" in out
    assert "1 POSITION annotations added" in out
    found = {record.id: write(MarkedText(record.text, record.marks)) for record in read_gold(tmp_path / f"out{ending}")}
    assert found == {
        "AID7": "⟦POSITION Қала әкімі⟧ ⟦PERSON Бекзат⟧ ⟦QUANTITY 4,5 мың теңге⟧ берді.",
        "BID8": "⟦LOC Арал⟧.",
    }


def test_the_group_is_kept(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out.jsonl")
    assert [str(record.meta["group"]) for record in read_gold(tmp_path / "out.jsonl")] == ["7", "8"]


def test_all_types(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out.tsv", "--labels", "all")
    text = (tmp_path / "out.tsv").read_text(encoding="utf-8")
    assert "⟦MONEY 4,5 мың теңге⟧" in text
    assert "⟦GPE Арал⟧" in text


def test_mistakes(source: Path, tmp_path: Path) -> None:
    code, _, err = run(source, tmp_path / "out.xyz")
    assert code == 2
    assert "cannot tell the format" in " ".join(err.split())
    code, _, err = run(source, source, "--to", "tsv")
    assert code == 2
    assert "already exists" in " ".join(err.split())
    source.write_text("бір екі үш\n", encoding="utf-8")
    code, _, err = run(source, tmp_path / "out.tsv")
    assert code == 2
    assert "k.txt:1: 3 columns" in "".join(err.splitlines())
