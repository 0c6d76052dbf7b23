"""The network as it runs: in 8 bits, but where values far from all others would spoil them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("onnx", reason="onnx is not installed")
pytest.importorskip("onnxruntime", reason='the extra "lg" is not installed')

import torch
from tiny_start import PIECES

from atau.components.encoder.network import OnnxNetwork
from atau.training.encoder.export import export, outlying
from atau.training.encoder.network import Encoder, Tagger

NUMBERS = [0, *range(5, 25), 2]


def _off(path: Path, exact: np.ndarray) -> float:
    return float(np.abs(OnnxNetwork(path.read_bytes(), 1).scores(NUMBERS) - exact).max())


def test_a_layer_with_outliers_stays_in_single_precision(tmp_path: Path) -> None:
    torch.manual_seed(0)
    tagger = Tagger(Encoder(len(PIECES), 16, 1, 2, 2048, 128, 0.0), 9).eval()
    docs = [spacy.blank("kk")("Атырауда жиын өтті, Алматыға барды.")]
    assert outlying(tagger, PIECES, docs) == []
    with torch.no_grad():
        # A value that is always there, and of which the layer takes next to nothing.
        tagger.encoder.layers[0].wide.bias[0] = 500.0
        tagger.encoder.layers[0].narrow.weight[:, 0] *= 1e-4
        exact = tagger.scores(tagger.encoder(torch.tensor([NUMBERS])))[0].numpy()
    assert outlying(tagger, PIECES, docs) == [0]
    export(tagger, tmp_path / "all.onnx")
    export(tagger, tmp_path / "but.onnx", exact=[0])
    assert _off(tmp_path / "but.onnx", exact) < _off(tmp_path / "all.onnx", exact) / 2
