"""Workbooks: a row per mention, texts that stay texts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from annotated_text import annotated
from tiny_pipeline import TEXT, pipeline
from typer.testing import Result

from atau.annotate.output import FileOutput
from atau.annotate.writers.rows import COLUMNS

pytest.importorskip("xlsxwriter")
Run = Callable[..., Result]


def sheet(path: Path, number: int = 1) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"xl/worksheets/sheet{number}.xml").decode("utf-8")


def test_a_row_per_mention(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    assert run("a.txt", "-o", "out.xlsx").exit_code == 0
    rows = re.findall(r"<row .*?</row>", sheet(Path("out.xlsx")))
    assert len(rows) == 5
    assert re.findall(r"<t[^>]*>(.*?)</t>", rows[0]) == list(COLUMNS)
    assert "<t>Арман Сейітов</t>" in rows[1]
    assert '<c r="D2"><v>13</v></c>' in rows[1]
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "out.xlsx"]


def test_without_mentions_there_is_a_head(run: Run) -> None:
    Path("a.txt").write_text("Ешкім жоқ.", "utf-8")
    assert run("a.txt", "-o", "out.xlsx").exit_code == 0
    assert len(re.findall(r"<row ", sheet(Path("out.xlsx")))) == 1


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path) -> None:
    from atau.annotate.writers.xlsx import XlsxWriter

    writer = XlsxWriter(FileOutput(tmp_path / "a.xlsx"))
    for identity in ("=1+1", "http://x.kz", "+7"):
        writer.write([annotated("12", pipeline(), identity=identity)])
    writer.close(complete=True)
    content = sheet(tmp_path / "a.xlsx")
    assert "<f>" not in content
    assert "hyperlink" not in content
    assert re.findall(r"<t[^>]*>(=1\+1|http://x.kz|\+7)</t>", content) == ["=1+1", "http://x.kz", "+7"]


def test_a_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from atau.annotate.writers import xlsx

    monkeypatch.setattr(xlsx, "SHEET_ROWS", 3)
    writer = xlsx.XlsxWriter(FileOutput(tmp_path / "a.xlsx"))
    writer.write([annotated(TEXT, pipeline())])
    writer.close(complete=True)
    assert [len(re.findall("<row ", sheet(tmp_path / "a.xlsx", n))) for n in (1, 2)] == [3, 3]


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    from atau.annotate.writers.xlsx import XlsxWriter

    writer = XlsxWriter(FileOutput(tmp_path / "a.xlsx"))
    writer.write([annotated(TEXT, pipeline())])
    writer.close(complete=False)
    assert list(tmp_path.iterdir()) == []
