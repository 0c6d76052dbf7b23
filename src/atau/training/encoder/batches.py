"""Windows of text as batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import torch
from torch import Tensor

from atau.components.encoder.pieces import PAD
from atau.components.encoder.windows import Window

# What a token whose tag is not known has for one, and a piece that is not to be guessed.
IGNORED: Final = -100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """numbers: (windows, length). places, tags: (windows, words)."""

    numbers: Tensor
    places: Tensor
    tags: Tensor


def grouped(found: Sequence[T], length: Callable[[T], int], pieces: int, rng: random.Random) -> list[list[T]]:
    """Items of about the same length together, the groups in any order; `pieces` of each, fillers included."""
    order = sorted(found, key=lambda item: (length(item), rng.random()))
    groups: list[list[T]] = [[]]
    for item in order:
        if groups[-1] and (len(groups[-1]) + 1) * length(item) > pieces:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    return [group for group in groups if group]


def filled(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """The rows as one tensor, (rows, length of the longest), filled up with `filler`."""
    table = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return torch.from_numpy(table)


def batch_of(rows: Sequence[tuple[Window, Sequence[int]]]) -> Batch:
    """The batch of windows with the tags of their tokens."""
    return Batch(
        filled([window.numbers for window, _ in rows], PAD),
        filled([window.places for window, _ in rows], 0),
        filled([[*tags, *[IGNORED] * (len(window.places) - len(tags))] for window, tags in rows], IGNORED),
    )
