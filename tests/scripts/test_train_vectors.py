"""Floret vectors from raw text."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import spacy
from scripts_loaded import call, script

pytest.importorskip("floret", reason='the extra "vectors" is not installed')
train_vectors = script("train_vectors")
TEXT = "Атырау облысының әкімі Ақтау қаласына келді. Т ө р а ғ а с ы  жиын өткізді.\n" * 30
SIZE = ("--dim", 8, "--bucket", 200, "--epochs", 1)


def test_vectors_that_a_pipeline_can_use(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "raw.txt.gz", "wt", encoding="utf-8") as file:
        file.write(TEXT)
    result = call(train_vectors, tmp_path / "raw.txt.gz", "--output", tmp_path / "vectors", *SIZE)
    assert result.exit_code == 0, result.output
    nlp = spacy.load(tmp_path / "vectors")
    assert nlp.vocab.vectors.shape == (200, 8)
    assert np.abs(nlp("естімеген")[0].vector).sum() > 0
    spaced, whole = nlp("т ө р а ғ а с ы келді")[0], nlp("төрағасы келді")[0]
    assert " " in spaced.text
    assert (spaced.vector == whole.vector).all()


def test_too_little_text_and_bad_settings(tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("Бір сөз.\n", "utf-8")
    result = call(train_vectors, tmp_path / "raw.txt", "--output", tmp_path / "vectors")
    assert result.exit_code == 1
    assert "too few" in result.output
    result = call(train_vectors, tmp_path / "raw.txt", "--output", tmp_path / "vectors", "--minn", 5, "--maxn", 3)
    assert result.exit_code == 2
    assert not (tmp_path / "vectors").exists()
