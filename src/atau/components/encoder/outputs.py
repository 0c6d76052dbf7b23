"""What encoders said of texts that they were not trained on, kept in a file for training the components after them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


def key_of(text: str) -> bytes:
    """The key of a text: its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def write_outputs(path: Path, outputs: Iterable[tuple[str, FloatArray]]) -> None:
    """Write the log probabilities (tokens, tags) of each text as a compressed NumPy archive."""
    found = list(outputs)
    keys = np.frombuffer(b"".join(key_of(text) for text, _ in found), dtype=np.uint8).reshape(-1, 32)
    lengths = np.array([len(rows) for _, rows in found], dtype=np.int64)
    rows = np.concatenate([rows for _, rows in found]).astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, keys=keys, lengths=lengths, rows=rows)


def read_outputs(path: Path) -> Mapping[bytes, FloatArray]:
    """The arrays by the key of their text. Raises OSError, or ValueError for a file of another form."""
    with np.load(path, allow_pickle=False) as stored:
        if set(stored.files) != {"keys", "lengths", "rows"}:
            raise ValueError(f"{path} does not hold the outputs of an encoder")
        keys, lengths, rows = stored["keys"], stored["lengths"], stored["rows"]
    ends = np.cumsum(lengths)
    if len(keys) != len(lengths) or (len(ends) and ends[-1] != len(rows)):
        raise ValueError(f"{path} does not hold the outputs of an encoder: its parts do not fit together")
    return {
        key.tobytes(): rows[end - length : end].astype(np.float32)
        for key, length, end in zip(keys, lengths, ends, strict=True)
    }
