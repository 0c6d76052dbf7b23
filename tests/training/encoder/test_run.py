"""One command makes the encoder and its outputs, and does not make again what is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')
pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')

from tiny_encoder import LETTERS, PLACES
from tiny_source import HIDDEN, write_wheels
from typer.testing import CliRunner

from atau.cli import app
from atau.components.encoder.component import TokenEncoder
from atau.components.encoder.outputs import key_of, read_outputs
from atau.components.encoder.pieces import SPACE
from atau.training.encoder import source
from atau.training.folds import read_texts

NAMES = ("Асқар", "Дина", "Серік", "Айгүл", "Ержан", "Сәуле")


def test_from_wheels_and_marked_text_to_an_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", SPACE, *LETTERS, *PLACES, "<mask>"]
    rows = np.random.default_rng(0).normal(size=(len(pieces), HIDDEN)).astype(np.float32)
    write_wheels(tmp_path, rows, pieces, layers=1)
    monkeypatch.setattr(source, "SOURCES", tmp_path / "sources.tsv")
    for side, names in (("train", NAMES), ("dev", NAMES[:2])):
        (tmp_path / side).mkdir()
        for i, name in enumerate(names):
            text = f"---\nid: {side}-{i}\n---\n⟦PERSON {name}⟧ ⟦LOC Оралда⟧ {side} {name.lower()} {i}.\n"
            (tmp_path / side / f"{i}.txt").write_text(text, encoding="utf-8")
    command = ["training", "encoder", str(tmp_path / "train"), "--dev", str(tmp_path / "dev"), "--folds", "2"]
    command += ["--epochs", "1", "--wheels", str(tmp_path), "--output", str(tmp_path / "made")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "fold-1: epoch 1" in result.output
    outputs = read_outputs(tmp_path / "made/outputs.npz")
    texts = [text.text for side in ("train", "dev") for text in read_texts(tmp_path / side)]
    assert outputs.keys() == {key_of(text) for text in texts}
    encoder = TokenEncoder().from_disk(tmp_path / "made/model")
    doc = spacy.blank("kk")("Дина Оралда")
    assert encoder(doc).tensor.shape == (2, len(encoder.tags))
    again = CliRunner().invoke(app, command)
    assert again.exit_code == 0
    assert "epoch" not in again.output
