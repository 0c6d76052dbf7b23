"""Connected components over edges that come in batches: some 20 bytes for each point, whatever the number of edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from scipy.sparse import coo_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

#: Shape (points,).
Labels: TypeAlias = "np.ndarray[Any, np.dtype[np.int32]]"
#: Shape (edges,): positions of points.
Ends: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
#: Batches of edges; where it is asked for, the strongest first (for `pieces`), or keys alone (for `pieces_by_key`).
Edges: TypeAlias = Callable[[bool], Iterable[tuple[Ends, Ends]]]

#: No larger group of people is held in memory; it is joined in parts, which the weakest of its joins would connect.
MAX_COMPONENT: Final = 4096


def components(count: int, edges: Iterable[tuple[Ends, Ends]]) -> Labels:
    """For each of `count` points the least point of its component, shape (count,)."""
    above: Labels = np.arange(count, dtype=np.int32)
    for one, other in edges:
        left, right = _top(above, one), _top(above, other)
        apart = left != right
        if apart.any():
            _unite(above, left[apart], right[apart])
    return _top(above, np.arange(count))


def _top(above: Labels, points: Ends) -> Labels:
    found: Labels = above[points]
    while True:
        higher = above[found]
        if np.array_equal(higher, found):
            above[points] = found  # paths stay short
            return found
        found = higher


def _unite(above: Labels, left: Labels, right: Labels) -> None:
    """Puts the components of `left` and `right`, which are tops, under the least top of each."""
    tops, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    half = len(left)
    graph = coo_matrix((np.ones(half, dtype=np.int8), (places[:half], places[half:])), shape=(len(tops), len(tops)))
    _, group = connected_components(graph, directed=False)
    least = np.full(group.max() + 1, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(least, group, tops)
    above[tops] = least[group]


@dataclass(frozen=True, slots=True)
class Pieces:
    """whole: the component of each point. piece: what is joined at a time, which is the component or a part of it.
    split: components that were too large."""

    whole: Labels
    piece: Labels
    split: int


def pieces(count: int, edges: Edges, most: int | None = None) -> Pieces:
    """The components of `count` points; those of more than `most` points in parts.

    The points of the strongest edges come together first, as long as a part does not become too large.
    """
    most = MAX_COMPONENT if most is None else most
    whole = components(count, edges(False))
    large = (np.bincount(whole, minlength=count) > most)[whole] if count else np.zeros(0, dtype=np.bool_)
    if not large.any():
        return Pieces(whole, whole, 0)
    piece: Labels = whole.copy()
    points = np.flatnonzero(large)
    piece[points] = points[_parts(points, edges(True), large, most)]
    return Pieces(whole, piece, len(np.unique(whole[points])))


def pieces_by_key(count: int, tokens: int, edges: Edges, most: int | None = None) -> Pieces:
    """The components of `count` points that are connected over `tokens` further ones; of those of more than `most`
    points only what a key connects is one part, since any other tie needs the whole to be judged."""
    most = MAX_COMPONENT if most is None else most
    whole = components(count + tokens, edges(False))[:count]
    large = (np.bincount(whole, minlength=count) > most)[whole] if count else np.zeros(0, dtype=np.bool_)
    if not large.any():
        return Pieces(whole, whole, 0)
    by_key = components(count + tokens, edges(True))[:count]
    return Pieces(whole, np.where(large, by_key, whole), len(np.unique(whole[large])))


def _parts(points: Ends, edges: Iterable[tuple[Ends, Ends]], large: Any, most: int) -> Labels:
    """For each of `points` the position of the least point of its part."""
    above = list(range(len(points)))
    size = [1] * len(points)

    def top(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for one, other in edges:
        kept = large[one]
        left, right = (np.searchsorted(points, ends[kept]).tolist() for ends in (one, other))
        for i, j in zip(left, right, strict=True):
            i, j = top(i), top(j)
            if i != j and size[i] + size[j] <= most:
                above[max(i, j)] = min(i, j)
                size[min(i, j)] += size[max(i, j)]
    return np.array([top(at) for at in above], dtype=np.int32)
