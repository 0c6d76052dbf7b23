"""Counting features before training."""

from __future__ import annotations

import numpy as np

from atau.components.crf.atoms import KeyArray


class HashCounts:
    """How often each hash occurs, in bounded memory."""

    _MOST = 4_000_000

    def __init__(self) -> None:
        self._keys, self._counts = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        self._waiting: list[KeyArray] = []
        self._size = 0

    def add(self, keys: KeyArray) -> None:
        """Count `keys`; zeros, which stand for no feature, are passed over."""
        self._waiting.append(keys[keys != 0])
        self._size += len(self._waiting[-1])
        if self._size > self._MOST:
            self._merge()

    def at_least(self, least: int) -> KeyArray:
        """The hashes that occur `least` times or more, in rising order."""
        self._merge()
        return self._keys[self._counts >= least]

    def _merge(self) -> None:
        fresh, counts = np.unique(np.concatenate([*self._waiting, self._keys[:0]]), return_counts=True)
        keys, where = np.unique(np.concatenate([self._keys, fresh]), return_inverse=True)
        total = np.zeros(len(keys), dtype=np.int64)
        np.add.at(total, where, np.concatenate([self._counts, counts]))
        self._keys, self._counts, self._waiting, self._size = keys, total, [], 0
