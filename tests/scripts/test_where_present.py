"""Commands of the workflow with what there is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scripts_loaded import script

where_present = script("where_present")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").write_text("")
    return tmp_path


def write(target: str) -> list[str]:
    return ["python", "-c", "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]))", target]


def test_what_is_absent_is_left_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert where_present.main([*write("out"), "?there", "?absent", "absent too"]) == 0
    assert (here / "out").read_text() == "there absent too"
    assert capsys.readouterr().out == "not there, done without: absent\n"


def test_a_command_that_needs_what_is_absent(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert where_present.main(["--need", "absent", *write("out")]) == 0
    assert not (here / "out").exists()
    assert capsys.readouterr().out.startswith("skipped, there is no absent: python")
    assert where_present.main(["--need", "there", *write("out")]) == 0
    assert (here / "out").exists()


def test_what_is_made_already_is_not_made_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "out").write_text("before")
    os.utime(here / "there", (1, 1))
    assert where_present.main(["--need", "there", "--made", "out", *write("out"), "x"]) == 0
    assert (here / "out").read_text() == "before"
    assert "out is newer than there" in capsys.readouterr().out
    os.utime(here / "out", (0, 0))
    assert where_present.main(["--need", "there", "--made", "out", *write("out"), "x"]) == 0
    assert (here / "out").read_text() == "x"


def test_the_exit_code_is_that_of_the_command(here: Path) -> None:
    assert where_present.main(["python", "-c", "raise SystemExit(3)"]) == 3
    assert where_present.main([]) == 2
    assert where_present.main(["?absent"]) == 2
