"""What speaks against a candidate: the others that share tokens with it, found in time that grows with their number.

A page of signs or of one word repeated can give candidates of every length at every token: comparing each with all
those it overlaps would take hours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

# A group of overlapping candidates of this size is compared pair by pair, which is faster than the trees.
_FEW: Final = 12


class Interval(Protocol):
    """Tokens `start:end`, with the probability of the model; `chosen`: the rules alone would choose it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def probability(self) -> float: ...
    @property
    def chosen(self) -> bool: ...


class Rivals(NamedTuple):
    """best: the highest probability among the candidates that overlap. chosen: whether one of them is chosen. around:
    the highest probability among the longer ones that hold the candidate whole. 0 where there is none."""

    best: float = 0.0
    chosen: bool = False
    around: float = 0.0


def rivals(candidates: Sequence[Interval]) -> list[Rivals]:
    """The rivals of each of `candidates`, which come in order of start; in n log n time."""
    found: list[Rivals] = []
    for group in _groups(candidates):
        if len(group) == 1:
            found.append(_NONE)
        else:
            found.extend(_compared(group) if len(group) <= _FEW else _swept(group))
    return found


_NONE: Final = Rivals()


def _groups(candidates: Sequence[Interval]) -> Iterator[Sequence[Interval]]:
    """The candidates in groups that share no tokens."""
    first, reach = 0, 0
    for i, c in enumerate(candidates):
        if c.start >= reach and i > first:
            yield candidates[first:i]
            first = i
        reach = max(reach, c.end)
    if candidates:
        yield candidates[first:]


def _compared(group: Sequence[Interval]) -> Iterator[Rivals]:
    for i, c in enumerate(group):
        best, chosen, around = 0.0, False, 0.0
        start, end = c.start, c.end
        for j, other in enumerate(group):
            if other.start >= end:
                break
            if j == i or other.end <= start:
                continue
            best = max(best, other.probability)
            chosen = chosen or other.chosen
            if other.start <= start and end <= other.end and other.end - other.start > end - start:
                around = max(around, other.probability)
        yield Rivals(best, chosen, around)


class _Maxima:
    """A row of numbers, zero at first, that gives the greatest of any stretch in logarithmic time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tree = [0.0] * (2 * size)

    def put(self, i: int, value: float) -> None:
        """Raise the number at `i` to `value`, if it is lower."""
        tree = self._tree
        i += self._size
        while i and tree[i] < value:
            tree[i] = value
            i >>= 1

    def best(self, first: int, last: int) -> float:
        """The greatest of the numbers in ``first:last``, 0 where there are none."""
        tree = self._tree
        found = 0.0
        left, right = first + self._size, last + self._size
        while left < right:
            if left & 1:
                found = max(found, tree[left])
                left += 1
            if right & 1:
                right -= 1
                found = max(found, tree[right])
            left >>= 1
            right >>= 1
        return found


def _swept(group: Sequence[Interval]) -> list[Rivals]:
    """As `_compared`: what overlaps begins inside the candidate, or before it and ends after its start."""
    starts = [c.start for c in group]
    ends = sorted({c.end for c in group})
    size = len(ends)
    chosen_starts = sorted(c.start for c in group if c.chosen)
    chosen_ends = sorted(c.end for c in group if c.chosen)
    by_place, by_end = _Maxima(len(group)), _Maxima(size)
    for i, c in enumerate(group):
        by_place.put(i, c.probability)
    found = [_NONE] * len(group)
    first = 0
    while first < len(group):
        start = starts[first]
        last = bisect_right(starts, start, first)
        before = bisect_right(ends, start)
        # by_end holds those that begin before; those that begin here and are longer are added as we come to the next.
        crossing = by_end.best(before, size)
        waiting: list[int] = []
        for i in sorted(range(first, last), key=lambda i: -group[i].end):
            end = group[i].end
            if waiting and group[waiting[0]].end > end:
                _add(by_end, group, ends, waiting)
            waiting.append(i)
            beyond = bisect_left(starts, end)
            best = max(crossing, by_place.best(first, i), by_place.best(i + 1, beyond))
            met = bisect_left(chosen_starts, end) - bisect_right(chosen_ends, start) - group[i].chosen
            found[i] = Rivals(best, met > 0, by_end.best(bisect_left(ends, end), size))
        _add(by_end, group, ends, waiting)
        first = last
    return found


def _add(by_end: _Maxima, group: Sequence[Interval], ends: list[int], waiting: list[int]) -> None:
    for i in waiting:
        by_end.put(bisect_left(ends, group[i].end), group[i].probability)
    waiting.clear()
