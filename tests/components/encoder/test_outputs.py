"""Outputs of encoders are found again by the text they belong to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from atau.components.encoder.outputs import key_of, read_outputs, write_outputs


def test_each_text_has_its_own(tmp_path: Path) -> None:
    path = tmp_path / "outputs.npz"
    rows = np.array([[-0.5, -1.0], [-2.0, -0.25]], dtype=np.float32)
    write_outputs(path, [("Бір.", rows), ("", rows[:0]), ("Екі.", rows[:1])])
    found = read_outputs(path)
    assert {key: len(value) for key, value in found.items()} == {key_of("Бір."): 2, key_of(""): 0, key_of("Екі."): 1}
    assert found[key_of("Бір.")].tolist() == rows.tolist()
    assert found[key_of("Бір.")].dtype == np.float32


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    np.savez(path, rows=np.zeros(3))
    with pytest.raises(ValueError, match="does not hold the outputs"):
        read_outputs(path)
