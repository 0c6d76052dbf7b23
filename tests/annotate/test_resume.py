"""Interrupted runs: what is on disk is whole, and --resume ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_pipeline import TEXT
from typer.testing import Result

from atau.annotate.output import FileOutput, Interrupted, Interrupts, LineOutput

Run = Callable[..., Result]
FORMATS = ["jsonl", "conll"]


def write_input(count: int = 8, *, bad: tuple[int, ...] = ()) -> None:
    """in.jsonl: some records without an id of their own, broken lines where `bad` says so."""
    with Path("in.jsonl").open("w", encoding="utf-8") as stream:
        for n in range(count):
            record = {"text": f"{n} {TEXT}"} | ({"id": f"r{n}"} if n % 3 else {})
            stream.write(("{broken" if n in bad else json.dumps(record)) + "\n")


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("bad", [(), (0,), (2, 3, 7)])
def test_cut_anywhere_and_resumed_it_is_the_same(run: Run, output_format: str, bad: tuple[int, ...]) -> None:
    write_input(bad=bad)
    name = f"out.{output_format}"
    run("in.jsonl", "-o", name, "--errors", "e.jsonl")
    whole, errors = Path(name).read_bytes(), Path("e.jsonl").read_bytes()
    for cut in (*range(0, len(whole), len(whole) // 15), len(whole) - 1, len(whole)):
        Path(name).write_bytes(whole[:cut])
        result = run("in.jsonl", "-o", name, "--errors", "e.jsonl", "--resume")
        assert result.exit_code == bool(bad), result.stderr
        assert Path(name).read_bytes() == whole, cut
        assert Path("e.jsonl").read_bytes() == errors


def test_resume_without_an_output_begins(run: Run) -> None:
    write_input()
    assert run("in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 8


def test_resume_of_files(run: Run) -> None:
    Path("d").mkdir()
    for n in range(5):
        Path(f"d/{n}.txt").write_text(TEXT, "utf-8")
    run("d", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(whole[: len(whole) // 2])
    assert run("d", "-o", "out.jsonl", "--resume").exit_code == 0
    assert Path("out.jsonl").read_bytes() == whole


def test_resume_with_another_text_field(run: Run) -> None:
    lines = [json.dumps({"text": n, "body": TEXT}) for n in range(3)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    arguments = ["in.jsonl", "-o", "out.jsonl", "--text-field", "body"]
    run(*arguments)
    whole = Path("out.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(whole[:-5])
    assert run(*arguments, "--resume").exit_code == 0
    assert Path("out.jsonl").read_bytes() == whole


@pytest.mark.parametrize("output_format", FORMATS)
def test_resume_refuses_the_output_of_another_input(run: Run, output_format: str) -> None:
    name = f"out.{output_format}"
    write_input()
    run("in.jsonl", "-o", name)
    before = Path(name).read_bytes()
    lines = Path("in.jsonl").read_text("utf-8").splitlines()
    Path("in.jsonl").write_text("\n".join(reversed(lines)), "utf-8")
    result = run("in.jsonl", "-o", name, "--resume")
    assert result.exit_code == 2
    assert "does not match the input" in result.stderr
    assert Path(name).read_bytes() == before


@pytest.mark.parametrize("output_format", FORMATS)
def test_resume_refuses_a_file_of_something_else(run: Run, output_format: str) -> None:
    write_input()
    name = f"notes.{output_format}"
    Path(name).write_text("бір\nекі\n", "utf-8")
    result = run("in.jsonl", "-o", name, "--resume")
    assert result.exit_code == 2
    assert f"{name}:1 was not written by atau annotate --format {output_format}" in result.stderr
    assert Path(name).read_text("utf-8") == "бір\nекі\n"


def test_a_record_that_failed_stays_left_out(run: Run, breaking_model: str) -> None:
    texts = ["12", "БҰЗЫЛҒАН", "12", "12"]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    Path("in.jsonl").write_text("\n".join(lines), "utf-8")
    arguments = ["in.jsonl", "-o", "out.jsonl", "--errors", "e.jsonl"]
    run(*arguments, model=breaking_model)
    whole, errors = Path("out.jsonl").read_bytes(), Path("e.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(whole[:-5])
    result = run(*arguments, "--resume", model=breaking_model)
    assert result.exit_code == 1
    assert "in.jsonl:2: failed in the interrupted run" in result.stderr
    assert Path("out.jsonl").read_bytes() == whole
    assert Path("e.jsonl").read_bytes() == errors


# --- signals ------------------------------------------------------------------------------------

KILLS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGKILL] if sys.platform != "win32" else [])]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


def start(model: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from atau.cli import main; main()"]
    return subprocess.Popen(
        [*command, "annotate", "--model", model, *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def wait_for(path: Path, size: int) -> None:
    end = time.monotonic() + 60
    while not (path.exists() and path.stat().st_size >= size):
        assert time.monotonic() < end
        time.sleep(0.01)


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("signum", KILLS)
def test_a_signal_leaves_whole_lines(run: Run, model: str, signum: signal.Signals, jobs: str) -> None:
    write_input(2000)
    out = Path("out.jsonl")
    # The end of standard input never comes, so the signal finds the command at work.
    process = start(model, "in.jsonl", "-", "-o", str(out), "--jobs", jobs)
    wait_for(out, 1000)
    process.send_signal(signum)
    process.wait(timeout=60)
    assert process.stdin is not None
    process.stdin.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    lines = out.read_text("utf-8").split("\n")
    torn = lines.pop()
    assert all(json.loads(line)["ents"] for line in lines)
    # The system may end a process in the middle of a write; --resume takes such a line away.
    if signum != signal.SIGKILL:
        assert torn == ""
        assert process.returncode == 128 + signum
        assert f"interrupted after {len(lines)} records; continue with --resume" in told
        assert "Traceback" not in told
    result = run("in.jsonl", "-o", str(out), "--resume")
    assert result.exit_code == 0
    ids = [json.loads(line)["text"].split()[0] for line in out.read_text("utf-8").splitlines()]
    assert ids == [str(n) for n in range(2000)]


@posix
def test_an_interrupted_page_leaves_the_old_one(run: Run, model: str) -> None:
    write_input(1000)
    out = Path("out.html")
    out.write_text("old", "utf-8")
    process = start(model, "in.jsonl", "-", "-o", str(out))
    end = time.monotonic() + 60
    while not list(Path().glob(".out.html.*.part")):
        assert time.monotonic() < end
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert out.read_text("utf-8") == "old"
    assert sorted(os.listdir()) == ["in.jsonl", "out.html"]


def test_a_signal_waits_for_the_end_of_a_write() -> None:
    done = []

    def write(interrupts: Interrupts) -> None:
        with interrupts.held_back():
            signal.raise_signal(signal.SIGINT)
            done.append("written")

    with Interrupts() as interrupts:
        with pytest.raises(Interrupted):
            write(interrupts)
        with pytest.raises(Interrupted):
            signal.raise_signal(signal.SIGTERM)
    assert done == ["written"]


def test_a_full_disk_takes_the_half_line_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    output = LineOutput(path)
    output.write(b"one\n")
    real = os.write
    calls = iter([3])

    def full(file: int, data: bytes) -> int:
        for size in calls:
            return real(file, bytes(data)[:size])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        output.write(b"second\n")
    monkeypatch.undo()
    output.close(complete=False)
    assert path.read_bytes() == b"one\n"


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out"
    output = FileOutput(path)
    output.write(b"half")
    assert not path.exists()
    output.close(complete=True)
    assert path.read_bytes() == b"half"
    assert os.listdir(tmp_path) == ["out"]
