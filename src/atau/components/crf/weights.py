"""The sparse weights of the chain: a table from feature hash to a score per tag, trained by AdaGrad.

Only the rows that a batch touches are updated (Duchi et al. 2011), which makes a step cost what its features cost.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from atau.components.crf.atoms import KeyArray
from atau.components.crf.features import RowArray
from atau.components.crf.scheme import FloatArray, Scheme

_EPSILON: Final = 1e-6
# Rows whose weights are all smaller than this are not stored: they move no score.
_LEAST: Final = 1e-3
_HIGHEST: Final = np.uint64(2**64 - 1)


class WeightsError(ValueError):
    """Stored weights that are damaged or belong to other labels."""


class Weights:
    """Scores of features (D + 1 rows, the last one zero: unknown features) and of transitions.

    keys: (D,) feature hashes in rising order. table: (D + 1, L). transitions: (L, L), start, end: (L,), masks included.
    """

    def __init__(self, scheme: Scheme, keys: KeyArray | None = None) -> None:
        self.scheme = scheme
        self._index(np.zeros(0, dtype=np.uint64) if keys is None else np.unique(keys))
        size = scheme.size
        self.table: FloatArray = np.zeros((len(self.keys) + 1, size), dtype=np.float32)
        self.transitions: FloatArray = scheme.transition_mask.copy()
        self.start: FloatArray = scheme.start_mask.copy()
        self.end: FloatArray = scheme.end_mask.copy()
        self._squares: dict[str, FloatArray] = {}

    def _index(self, keys: KeyArray) -> None:
        """Take over `keys`, in rising order, and note where those with the same first bits begin.

        Hashes are spread evenly, so a bucket holds about one key, and a look-up takes two steps where a binary search
        takes twenty, each of them a cache miss.
        """
        self._sought: KeyArray = np.append(keys, _HIGHEST)
        self.keys: KeyArray = self._sought[:-1]
        bits = max(1, len(keys).bit_length())
        self._shift = np.uint64(64 - bits)
        starts = np.searchsorted(keys, np.arange(1 << bits, dtype=np.uint64) << self._shift)
        self._starts: RowArray = starts.astype(np.int32)

    def rows(self, keys: KeyArray) -> RowArray:
        """The table row of each feature; that of unknown features is the zero row."""
        unknown = len(self.keys)
        rows: RowArray = np.full(len(keys), unknown, dtype=np.int32)
        there = np.flatnonzero(keys)
        if unknown and len(there):
            wanted = keys[there]
            at = self._starts[wanted >> self._shift]
            # The highest key stands behind the last, so that the search ends there.
            before = np.flatnonzero(self._sought[at] < wanted)
            while len(before):
                at[before] += 1
                before = before[self._sought[at[before]] < wanted[before]]
            rows[there] = np.where(self._sought[at] == wanted, at, unknown)
        return rows

    def step(self, rows: RowArray, gradient: FloatArray, rate: float) -> None:
        """Descend along `gradient` (R, L) of the distinct table rows `rows` (R,)."""
        squares = self._squares.setdefault("table", np.zeros_like(self.table))
        total = squares[rows] + gradient * gradient
        squares[rows] = total
        self.table[rows] -= rate * gradient / (np.sqrt(total) + _EPSILON)
        self.table[-1] = 0.0

    def step_chain(self, transitions: FloatArray, start: FloatArray, end: FloatArray, rate: float) -> None:
        """Descend along the gradients of the transitions, impossible ones stay impossible."""
        for name, gradient, mask in (
            ("transitions", transitions, self.scheme.transition_mask),
            ("start", start, self.scheme.start_mask),
            ("end", end, self.scheme.end_mask),
        ):
            weights: FloatArray = getattr(self, name)
            squares = self._squares.setdefault(name, np.zeros_like(weights))
            squares += gradient * gradient
            weights -= np.where(mask == 0, rate * gradient / (np.sqrt(squares) + _EPSILON), 0.0).astype(np.float32)

    def pack(self) -> dict[str, Any]:
        """What is stored: half-precision numbers, rows that say nothing left out."""
        kept = np.abs(self.table[:-1]).max(1, initial=0.0) >= _LEAST
        return {
            "keys": self.keys[kept],
            "table": self.table[:-1][kept].astype(np.float16),
            "transitions": self.transitions,
            "start": self.start,
            "end": self.end,
        }

    def unpack(self, stored: Any) -> None:
        """Take over what `pack` gave. Raises WeightsError where it is damaged or has other labels."""
        size = self.scheme.size
        try:
            keys = np.array(stored["keys"], dtype=np.uint64)
            table = np.asarray(stored["table"])
            chain = [np.array(stored[name], dtype=np.float32) for name in ("transitions", "start", "end")]
        except (KeyError, TypeError, ValueError) as error:
            raise WeightsError(f"the weights of the CRF are damaged ({error!r}); reinstall the model") from error
        shapes = [keys.shape, table.shape, *(part.shape for part in chain)]
        wanted = [(len(keys),), (len(keys), size), (size, size), (size,), (size,)]
        if shapes != wanted:
            raise WeightsError(
                f"the weights of the CRF have the shapes {shapes}, the labels {', '.join(self.scheme.labels)} need "
                f"{wanted}: config.cfg and weights are not of one model; reinstall the model"
            )
        if (
            table.dtype.kind != "f"
            or not all(np.isfinite(part).all() for part in (table, *chain))
            or (keys[1:] <= keys[:-1]).any()
        ):
            problem = "non-finite numbers or unsorted keys"
            raise WeightsError(f"the weights of the CRF are damaged ({problem}); reinstall the model")
        self._index(keys)
        # Widened in place: the table is most of the memory that a pipeline takes.
        self.table = np.zeros((len(keys) + 1, size), dtype=np.float32)
        self.table[:-1] = table
        self.transitions, self.start, self.end = chain
        self._squares = {}
