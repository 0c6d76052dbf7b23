"""The student: sums of vectors, a few convolutions over the tokens, a layer that gives log probabilities; in NumPy.

Small enough that a matrix product for each doc is all it takes. So nothing depends on what else is in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from atau.components.student.inputs import RowArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
_EPSILON: Final = 1e-5
# Tokens that are read at once; the vectors of a long text would take more memory than everything else.
_AT_ONCE: Final = 4096


@dataclass(frozen=True, slots=True)
class Norm:
    """gain, bias: (width,)."""

    gain: FloatArray
    bias: FloatArray

    def __call__(self, x: FloatArray) -> FloatArray:
        """Each row with mean 0 and variance 1, times gain, plus bias."""
        x = x - x.mean(axis=1, keepdims=True)
        scale = np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1]) + np.float32(_EPSILON))
        x /= scale
        x *= self.gain
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class Convolution:
    """A token and those `step` tokens to its left and right. before, here, after: (width, width). bias: (width,)."""

    step: int
    before: FloatArray
    here: FloatArray
    after: FloatArray
    bias: FloatArray
    norm: Norm

    def __call__(self, x: FloatArray) -> FloatArray:
        """What `x` (tokens, width) and its neighbours give, added to it."""
        y = x @ self.here
        y += self.bias
        step = self.step
        if len(x) > step:
            y[step:] += x[:-step] @ self.before
            y[:-step] += x[step:] @ self.after
        np.maximum(y, 0.0, out=y)
        y += x
        return self.norm(y)


class StudentNetwork:
    """Log probabilities of tags, (tokens, tags), out of vectors of words and rows of places.

    table: (buckets, width), whole numbers of 8 bits; scales: (buckets,), what one of them stands for.
    """

    def __init__(
        self,
        table: NDArray[np.int8],
        scales: FloatArray,
        norm: Norm,
        layers: Sequence[Convolution],
        output: FloatArray,
        bias: FloatArray,
    ) -> None:
        self.layers, self.norm = tuple(layers), norm
        self.output, self.bias = output, bias
        self._packed, self._scales = table, scales
        self._table: FloatArray = table * scales[:, None]
        # Tokens further away do not count.
        self._reach = sum(layer.step for layer in self.layers)

    @property
    def buckets(self) -> int:
        """Rows of the table."""
        return len(self._table)

    @property
    def width(self) -> int:
        """Of all vectors."""
        return int(self._table.shape[1])

    def word(self, rows: RowArray) -> FloatArray:
        """The vector of a word, (width,), out of its rows."""
        total: FloatArray = self._table[rows].sum(axis=0)
        return total

    def log_probabilities(self, vectors: FloatArray, words: IntArray, places: RowArray) -> FloatArray:
        """(tokens, tags). vectors: (some, width), of words. words: (tokens,) whose. places: (tokens, facts) rows."""
        found = np.zeros((len(words), len(self.bias)), dtype=np.float32)
        for start in range(0, len(words), _AT_ONCE):
            end = min(start + _AT_ONCE, len(words))
            first, last = max(0, start - self._reach), min(end + self._reach, len(words))
            scores = self._scores(vectors[words[first:last]], places[first:last])
            found[start:end] = scores[start - first : end - first]
        return found

    def _scores(self, x: FloatArray, places: RowArray) -> FloatArray:
        """Log probabilities out of the vectors of words, which are added to."""
        for column in places.T:
            x += self._table[column]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        scores: FloatArray = x @ self.output
        scores += self.bias
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores

    def pack(self) -> dict[str, Any]:
        """What `unpack` reads: arrays by name, and the steps of the convolutions."""
        packed: dict[str, Any] = {
            "table": self._packed,
            "scales": self._scales,
            "norm": np.stack([self.norm.gain, self.norm.bias]),
            "output": self.output,
            "bias": self.bias,
            "steps": [layer.step for layer in self.layers],
        }
        for i, layer in enumerate(self.layers):
            packed[f"layer_{i}"] = np.stack([layer.before, layer.here, layer.after])
            packed[f"vectors_{i}"] = np.stack([layer.bias, layer.norm.gain, layer.norm.bias])
        return packed

    @classmethod
    def unpack(cls, packed: Mapping[str, Any], tags: int) -> StudentNetwork:
        """Raises ValueError where the parts do not fit together, or to the number of tags."""
        try:
            table = np.asarray(packed["table"], dtype=np.int8)
            if table.ndim != 2 or len(table) < 2:
                raise ValueError("the table of vectors has no rows")
            buckets, width = table.shape
            steps = [int(step) for step in packed["steps"]]
            if min(steps, default=1) < 1:
                raise ValueError("a convolution has no step")
            gain, bias = _array(packed["norm"], 2, width)
            layers = []
            for i, step in enumerate(steps):
                before, here, after = _array(packed[f"layer_{i}"], 3, width, width)
                vectors = _array(packed[f"vectors_{i}"], 3, width)
                layers.append(Convolution(step, before, here, after, vectors[0], Norm(vectors[1], vectors[2])))
            output, last = _array(packed["output"], width, tags), _array(packed["bias"], tags)
            return cls(table, _array(packed["scales"], buckets), Norm(gain, bias), layers, output, last)
        except KeyError as error:
            raise ValueError(f"{error} is missing") from error


def _array(value: object, *shape: int) -> FloatArray:
    found = np.asarray(value, dtype=np.float32)
    if found.shape != shape:
        raise ValueError(f"an array has shape {found.shape}, not {shape}")
    return found


def in_eight_bits(table: FloatArray) -> tuple[NDArray[np.int8], FloatArray]:
    """`table` as whole numbers of 8 bits, and what one of them stands for in each row."""
    scales = np.maximum(np.abs(table).max(axis=1), 1e-8) / np.float32(127)
    return np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)
