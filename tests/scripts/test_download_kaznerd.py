"""Getting KazNERD: checked by its sums, and one clear line where it cannot be had. No test goes to a network."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import ModuleType

import pytest
from scripts_loaded import script as load_script
from typer.testing import CliRunner

SCRIPT = Path(__file__).parents[2] / "scripts" / "download_kaznerd.py"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load_script("download_kaznerd")
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in module.SHA256}
    monkeypatch.setattr(module, "SHA256", sums)
    return module


@pytest.fixture
def mirror(tmp_path: Path, script: ModuleType) -> Path:
    folder = tmp_path / "mirror"
    folder.mkdir()
    for name in script.SHA256:
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def run(script: ModuleType, *arguments: object) -> tuple[int, str, str]:
    import typer

    app = typer.Typer()
    app.command()(script.main)
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_files_come_and_are_not_fetched_twice(script: ModuleType, mirror: Path, tmp_path: Path) -> None:
    base = mirror.as_uri() + "/"
    code, out, _ = run(script, tmp_path / "out", "--base", base)
    assert code == 0
    assert out.count("SHA-256 right") == 3
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(script.SHA256)
    for path in mirror.iterdir():
        path.unlink()
    code, out, _ = run(script, tmp_path / "out", "--base", base)
    assert code == 0
    assert out.count("there already") == 3


def test_a_wrong_file_is_not_kept(script: ModuleType, mirror: Path, tmp_path: Path) -> None:
    (mirror / "IOB2_valid.txt").write_text("other", encoding="utf-8")
    code, _, err = run(script, tmp_path / "out", "--base", mirror.as_uri() + "/")
    assert code == 1
    assert "IOB2_valid.txt came with SHA-256" in err
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["IOB2_train.txt"]


def test_a_file_that_is_there_and_wrong_is_left_alone(script: ModuleType, mirror: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "IOB2_train.txt").write_text("mine", encoding="utf-8")
    code, _, err = run(script, tmp_path / "out", "--base", mirror.as_uri() + "/")
    assert code == 1
    assert "another SHA-256 than published" in err
    assert (tmp_path / "out" / "IOB2_train.txt").read_text(encoding="utf-8") == "mine"


def test_without_a_network_it_says_so_in_one_line(script: ModuleType, tmp_path: Path) -> None:
    # Port 9 of this machine: refused at once, as every connection is without a network.
    code, out, err = run(script, tmp_path / "out", "--base", "http://127.0.0.1:9/")
    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "cannot get IOB2_train.txt" in err
    assert "this needs a network" in err


def test_the_sums_are_those_published() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    valid = Path(__file__).parents[3] / "shared" / "kaznerd" / "IOB2_valid.txt"
    if not valid.is_file():
        pytest.skip("KazNERD is not beside the repository (../shared)")
    assert hashlib.sha256(valid.read_bytes()).hexdigest() in text
