"""Fine-tuning learns, goes on after an interruption, and gives a file that kk_encoder runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')

import torch
from tiny_encoder import SCHEME, pieces

from atau.components.encoder.component import TokenEncoder
from atau.training.encoder.finetune import RUN, Tagged, Tuning, fine_tune, log_probabilities
from atau.training.encoder.network import Encoder, Tagger
from atau.training.encoder.run import _finish
from atau.training.errors import SettingError

PIECES = pieces()
TUNING = Tuning(epochs=12, rate=5e-3, head_rate=1e-2, pieces=60, hidden_words=0.0, averaged=0.5, dropout=0.0)


def _tagger() -> Tagger:
    torch.manual_seed(0)
    return Tagger(Encoder(len(PIECES), 16, 1, 2, 32, 128, 0.0), SCHEME.size)


def _data() -> list[Tagged]:
    nlp = spacy.blank("kk")
    place, nothing = SCHEME.tag("U", "LOC"), 0
    sentences = {"Атырауда көл": [place, nothing], "Алматыға бар": [place, nothing], "көл бар": [nothing, nothing]}
    return [Tagged(nlp(text), tags) for text, tags in sentences.items()] * 5


def test_it_learns_and_the_file_that_runs_says_the_same(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')
    data = _data()
    tagger = fine_tune(_tagger(), PIECES, data, TUNING, tmp_path / "run")
    rows = list(log_probabilities(tagger, PIECES, [text.doc for text in data[:3]]))
    assert [found.argmax(axis=1).tolist() for found in rows] == [text.tags for text in data[:3]]
    _finish(tmp_path / "model", tagger, PIECES, SCHEME)
    encoder = TokenEncoder().from_disk(tmp_path / "model")
    found = encoder.log_probabilities(data[0].doc)
    assert np.abs(np.exp(found) - np.exp(rows[0])).max() < 0.1


def test_an_interrupted_run_ends_as_one_that_was_not(tmp_path: Path) -> None:
    data = _data()
    whole = fine_tune(_tagger(), PIECES, data, TUNING, tmp_path / "whole")

    def stop(line: str) -> None:
        if line.startswith("epoch 4, step 0"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fine_tune(_tagger(), PIECES, data, TUNING, tmp_path / "halved", stop)
    halved = fine_tune(_tagger(), PIECES, data, TUNING, tmp_path / "halved")
    for name, value in whole.state_dict().items():
        assert torch.allclose(value, halved.state_dict()[name], atol=1e-6), name


def test_a_run_with_other_settings_is_not_resumed(tmp_path: Path) -> None:
    fine_tune(_tagger(), PIECES, _data(), Tuning(epochs=1, pieces=60), tmp_path)
    assert (tmp_path / RUN).is_file()
    with pytest.raises(SettingError, match="other settings"):
        fine_tune(_tagger(), PIECES, _data(), Tuning(epochs=2, pieces=60), tmp_path)
