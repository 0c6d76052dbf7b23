"""BILOU tags of a set of labels: numbering, the transitions that are possible, spans to tags and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Stands for minus infinity in scores; exp() of it is 0 and sums of it stay finite.
IMPOSSIBLE = -1e4
OUTSIDE = 0
_PREFIXES = ("B", "I", "L", "U")

FloatArray = NDArray[np.float32]
# Single or double precision.
RealArray = NDArray[np.floating[Any]]
IntArray = NDArray[np.int64]


class Scheme:
    """Tags of `labels`: 0 is O, then B, I, L, U of the first label, of the second and so on."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.size = 1 + 4 * len(self.labels)
        self._number = {label: i for i, label in enumerate(self.labels)}
        self.tags = ("O", *(f"{prefix}-{label}" for label in self.labels for prefix in _PREFIXES))
        self._tag_number = {tag: i for i, tag in enumerate(self.tags)}
        begins = [tag[0] in "BI" for tag in self.tags]
        goes_on = [tag[0] in "IL" for tag in self.tags]
        allowed = np.zeros((self.size, self.size), dtype=bool)
        for i, left in enumerate(self.tags):
            for j, right in enumerate(self.tags):
                allowed[i, j] = begins[i] == goes_on[j] and (not begins[i] or left[2:] == right[2:])
        self.transition_mask: FloatArray = np.where(allowed, 0.0, IMPOSSIBLE).astype(np.float32)
        self.start_mask: FloatArray = np.where(goes_on, IMPOSSIBLE, 0.0).astype(np.float32)
        self.end_mask: FloatArray = np.where(begins, IMPOSSIBLE, 0.0).astype(np.float32)

    def tag(self, prefix: str, label: str) -> int:
        """The number of a tag such as ``("B", "ORG")``."""
        return 1 + 4 * self._number[label] + _PREFIXES.index(prefix)

    def number(self, tag: str) -> int | None:
        """The number of a BILOU tag as spaCy writes it; None for a tag of another set of labels."""
        return self._tag_number.get(tag)

    def encode(self, spans: Iterable[tuple[int, int, str]], length: int) -> IntArray:
        """Tag numbers of a sequence of `length` tokens with (start, end, label) spans that do not overlap."""
        tags = np.zeros(length, dtype=np.int64)
        for start, end, label in spans:
            if end - start == 1:
                tags[start] = self.tag("U", label)
                continue
            tags[start] = self.tag("B", label)
            tags[start + 1 : end - 1] = self.tag("I", label)
            tags[end - 1] = self.tag("L", label)
        return tags

    def decode(self, tags: Sequence[int]) -> list[tuple[int, int, str]]:
        """(start, end, label) spans of a possible sequence of tag numbers."""
        spans: list[tuple[int, int, str]] = []
        start = 0
        for i, number in enumerate(tags):
            if number == OUTSIDE:
                continue
            prefix = (number - 1) % 4
            if prefix == 0:
                start = i
            elif prefix == 2:
                spans.append((start, i + 1, self.labels[(number - 1) // 4]))
            elif prefix == 3:
                spans.append((i, i + 1, self.labels[(number - 1) // 4]))
        return spans
