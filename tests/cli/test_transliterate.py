"""`atau transliterate`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from atau.cli import app

run = CliRunner().invoke


def test_files_and_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Алматыда мектеп ашылды.\n", encoding="utf-8")
    result = run(app, ["transliterate", "--to", "latin-2021", str(path), "-"], input="Қала\n")
    assert (result.exit_code, result.stdout) == (0, "Almatyda mektep aşyldy.\nQala\n")


def test_to_cyrillic_by_default() -> None:
    result = run(app, ["transliterate"], input="Oralda jańa kópir salyndy.\n")
    assert result.stdout == "Оралда жаңа көпір салынды.\n"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Қала".encode("cp1251", errors="replace") + b"\xff")
    assert run(app, ["transliterate", str(path)]).exit_code == 2
    assert run(app, ["transliterate", str(tmp_path / "none.txt")]).exit_code == 2
