"""--resume goes on with the settings that an output was begun with, and with no other ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_pipeline import TEXT, pipeline
from typer.testing import Result

from atau.annotate.locking import locked

Run = Callable[..., Result]


def begun(run: Run, name: str = "out.jsonl", *options: str) -> bytes:
    """An output of which the second half is missing."""
    lines = [json.dumps({"id": n, "text": f"{n} {TEXT}", "body": TEXT}) for n in range(6)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("in.jsonl", "-o", name, *options).exit_code == 0
    whole = Path(name).read_bytes()
    Path(name).write_bytes(whole[: len(whole) // 2])
    return whole


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--labels", "PERSON"], "--labels was not given and is PERSON now"),
        (["--explain"], "--explain was False and is True now"),
        (["--text-field", "body"], "--text-field was text and is body now"),
        (["--encoding", "utf-8"], "--encoding was auto and is utf-8 now"),
    ],
)
def test_other_options_are_refused(run: Run, options: list[str], message: str) -> None:
    begun(run)
    before = Path("out.jsonl").read_bytes()
    result = run("in.jsonl", "-o", "out.jsonl", "--resume", *options)
    assert result.exit_code == 2
    assert "out.jsonl was begun with other settings" in result.stderr
    assert message in result.stderr
    assert Path("out.jsonl").read_bytes() == before


def test_options_that_change_no_record_may_differ(run: Run) -> None:
    whole = begun(run, "out.jsonl", "--labels", "PERSON,LOC")
    options = ["--labels", "LOC,PERSON", "--jobs", "2", "--errors", "e.jsonl", "--max-bytes", "1M"]
    assert run("in.jsonl", "-o", "out.jsonl", "--resume", *options).exit_code == 0
    assert Path("out.jsonl").read_bytes() == whole


@pytest.mark.parametrize("output", ["out.jsonl", "out.conll"])
def test_another_model_is_refused_wherever_it_is(run: Run, model: str, tmp_path: Path, output: str) -> None:
    whole = begun(run, output)
    other = pipeline()
    other.meta["name"] = "other"
    other.to_disk("other")
    result = run("in.jsonl", "-o", output, "--resume", model="other")
    assert result.exit_code == 2
    assert "the model was xx_pipeline 0.0.0 and is xx_other 0.0.0 now" in result.stderr
    changed = pipeline()
    changed.get_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "үй"}])  # type: ignore[attr-defined]
    changed.to_disk("changed")
    result = run("in.jsonl", "-o", output, "--resume", model="changed")
    assert "the files of the model have changed" in result.stderr
    # The same files in another place are the same model.
    pipeline().to_disk("moved")
    assert run("in.jsonl", "-o", output, "--resume", model="moved").exit_code == 0
    assert Path(output).read_bytes() == whole


def test_a_finished_output_is_not_gone_on_with_by_another_model(run: Run) -> None:
    begun(run)
    assert run("in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    with Path("in.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('\n{"id": 6, "text": "12"}\n')
    assert run("in.jsonl", "-o", "out.jsonl", "--resume", "--labels", "LOC").exit_code == 2
    assert run("in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 7


@pytest.mark.parametrize("content", [None, b"", b"\0" * 100, b"[]"])
def test_without_a_checkpoint_it_says_so(run: Run, content: bytes | None) -> None:
    whole = begun(run)
    checkpoint = Path(".out.jsonl.atau")
    if content is None:
        checkpoint.unlink()
    else:
        checkpoint.write_bytes(content)
    result = run("in.jsonl", "-o", "out.jsonl", "--resume")
    assert result.exit_code == 0
    assert "is missing or damaged, so nothing tells whether out.jsonl was begun with the same settings" in result.stderr
    assert Path("out.jsonl").read_bytes() == whole


def test_a_run_that_cannot_begin_leaves_the_checkpoint(run: Run) -> None:
    begun(run)
    before = Path(".out.jsonl.atau").read_bytes()
    assert run("typo.jsonl", "-o", "out.jsonl", "--labels", "LOC").exit_code == 1
    assert Path(".out.jsonl.atau").read_bytes() == before


@pytest.mark.parametrize("output", ["out.jsonl", "out.conll"])
@pytest.mark.parametrize("place", [0.0, 0.3, 0.9])
def test_nuls_of_a_power_cut_are_cut_off_and_redone(run: Run, output: str, place: float) -> None:
    whole = begun(run, output)
    start = int(len(whole) * place)
    for tail in (b"\0" * 5000, b"\0" * 3000 + whole[start + 3000 :], b"\0" * 500 + b"\n"):
        Path(output).write_bytes(whole[:start] + tail)
        result = run("in.jsonl", "-o", output, "--resume")
        assert result.exit_code == 0, result.stderr
        assert "damaged (NUL bytes, as a power cut leaves them); redone from there on" in result.stderr
        assert Path(output).read_bytes() == whole


def test_a_text_that_has_changed_is_another_input(run: Run) -> None:
    Path("d").mkdir()
    for n in range(4):
        Path(f"d/{n}.txt").write_text(f"{n} {TEXT}", "utf-8")
    run("d", "-o", "out.conll")
    whole = Path("out.conll").read_bytes()
    Path("out.conll").write_bytes(whole[: len(whole) // 2])
    Path("d/0.txt").write_text("Басқа мәтін.", "utf-8")
    result = run("d", "-o", "out.conll", "--resume")
    assert result.exit_code == 2
    assert "does not match the input: its record number 1 (id '0.txt')" in result.stderr


def test_another_damage_says_how_to_repair_it(run: Run) -> None:
    whole = begun(run)
    lines = whole.splitlines(keepends=True)
    Path("out.jsonl").write_bytes(b"".join([lines[0], b"{garbage\n", *lines[2:]]))
    result = run("in.jsonl", "-o", "out.jsonl", "--resume")
    assert result.exit_code == 2
    assert "out.jsonl:2 was not written by atau annotate --format jsonl, or is damaged" in result.stderr
    assert "delete this line and all that follow (head -n 1), and resume again" in result.stderr


@pytest.mark.parametrize("options", [[], ["--resume"]])
def test_two_runs_at_once_are_refused(run: Run, options: list[str], tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from atau.annotate.locking import locked\n"
    code += "with locked([Path('out.jsonl')]): print(flush=True); sys.stdin.read()"
    Path("a.txt").write_text(TEXT, "utf-8")
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        result = run("a.txt", "-o", "out.jsonl", *options)
        process.communicate()
    assert result.exit_code == 2
    assert "another `atau annotate` is writing out.jsonl" in result.stderr
    assert os.listdir() == ["a.txt"]
    with locked([Path("e.jsonl")]):
        assert run("a.txt", "-o", "out.jsonl", "--errors", "e.jsonl", *options).exit_code == 2
