"""Texts in batches of bounded size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")
# Of what a pipeline annotates at a time.
_TEXTS: Final = 64
_CHARACTERS: Final = 100_000


def in_batches(items: Iterable[T], measure: Callable[[T], int]) -> Iterator[list[T]]:
    """`items` in lists of bounded length and, except for a single long item, of bounded size.

    measure: characters of an item.
    """
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += measure(item)
        if len(batch) >= _TEXTS or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
