"""Floret vectors from raw text."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import pytest
import spacy
from commands import atau

pytest.importorskip("floret", reason='the extra "vectors" is not installed')
TEXT = "Атырау облысының әкімі Ақтау қаласына келді. Т ө р а ғ а с ы  жиын өткізді.\n" * 30
SIZE = ("--dim", 8, "--bucket", 200, "--epochs", 1)


def test_vectors_that_a_pipeline_can_use(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "raw.txt.gz", "wt", encoding="utf-8") as file:
        file.write(TEXT)
    result = atau("training", "vectors", tmp_path / "raw.txt.gz", "--output", tmp_path / "vectors", *SIZE)
    assert result.exit_code == 0, result.output
    nlp = spacy.load(tmp_path / "vectors")
    assert nlp.vocab.vectors.shape == (200, 8)
    assert np.abs(nlp("естімеген")[0].vector).sum() > 0
    spaced, whole = nlp("т ө р а ғ а с ы келді")[0], nlp("төрағасы келді")[0]
    assert " " in spaced.text
    assert (spaced.vector == whole.vector).all()


def test_too_little_text_and_bad_settings(tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("Бір сөз.\n", "utf-8")
    result = atau("training", "vectors", tmp_path / "raw.txt", "--output", tmp_path / "vectors")
    assert result.exit_code == 1
    assert "too few" in result.output
    result = atau(
        "training", "vectors", tmp_path / "raw.txt", "--output", tmp_path / "vectors", "--minn", 5, "--maxn", 3
    )
    assert result.exit_code == 2
    assert not (tmp_path / "vectors").exists()


def test_vectors_are_trained_where_there_is_newer_text(tmp_path: Path) -> None:
    text, vectors = tmp_path / "raw.txt", tmp_path / "vectors"
    options = (f"?{text}", "--output", vectors, "--update", *SIZE)
    result = atau("training", "vectors", *options)
    assert (result.exit_code, "no text" in result.output, vectors.exists()) == (0, True, False)
    text.write_text(TEXT, "utf-8")
    os.utime(text, (1, 1))
    assert "rows of 8" in atau("training", "vectors", *options).output
    assert "nothing to do" in atau("training", "vectors", *options).output
    os.utime(text, (2**32, 2**32))
    assert "rows of 8" in atau("training", "vectors", *options).output
    result = atau("training", "vectors", tmp_path / "absent.txt", "--output", vectors)
    assert result.exit_code == 2
    assert "absent.txt does not exist" in result.output
