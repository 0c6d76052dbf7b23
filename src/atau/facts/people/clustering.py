"""Joins scored pairs to clusters, under constraints."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
#: Different names of a cluster that are kept to test others against.
_MAX_NAMES: Final = 24


@dataclass(slots=True)
class Group(Generic[Name]):
    """Members by index. documents: of the members. names: the different ones. weight: how often the first member is
    met.

    links: group -> (sum of the logits between the members of the two groups, how many there are).
    """

    members: list[int]
    documents: set[str]
    names: list[Name]
    weight: int = 1
    links: dict[int, tuple[float, int]] = field(default_factory=dict)


def cluster(
    groups: list[Group[Name]],
    logits: Mapping[tuple[int, int], float],
    least: float,
    contradict: Callable[[Name, Name], bool],
) -> list[list[int]]:
    """The members of each cluster, in the order of the first.

    The two groups with the highest mean of the logits between their members are joined first, and so on while it is
    at least `least`. Groups that share a document, or two of whose names `contradict`, are never joined.

    groups: one for each thing, its links empty. logits: for pairs of indices, the smaller first.

    Takes O(n log n) for n pairs, if clusters are small.
    """
    for (i, j), logit in logits.items():
        count = groups[i].weight * groups[j].weight
        groups[i].links[j] = groups[j].links[i] = (logit * count, count)
    heap = [(-_mean(groups[i].links[j]), i, j) for (i, j), logit in logits.items() if logit >= least]
    heapq.heapify(heap)
    gone: set[int] = set()
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i in gone or j in gone:
            continue
        one, other = groups[i], groups[j]
        link = one.links.get(j)
        if link is None or -_mean(link) != negative:  # the mean has changed since
            continue
        if not _may_join(one, other, contradict):
            del one.links[j], other.links[i]
            continue
        if len(one.links) < len(other.links):
            i, j, one, other = j, i, other, one
        gone.add(j)
        for k in _join(groups, i, j):
            mean = _mean(one.links[k])
            if mean >= least:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    left = [sorted(group.members) for i, group in enumerate(groups) if i not in gone]
    return sorted(left)


def _mean(link: tuple[float, int]) -> float:
    return link[0] / link[1]


def _may_join(one: Group[Name], other: Group[Name], contradict: Callable[[Name, Name], bool]) -> bool:
    if not one.documents.isdisjoint(other.documents):
        return False
    return not any(contradict(name, another) for name in one.names for another in other.names)


def _join(groups: list[Group[Name]], i: int, j: int) -> list[int]:
    """Adds group j to group i; gives the groups to which the mean of i has changed."""
    one, other = groups[i], groups[j]
    one.members += other.members
    one.documents |= other.documents
    one.names = list(dict.fromkeys((*one.names, *other.names)))[:_MAX_NAMES]
    one.links.pop(j, None)
    other.links.pop(i, None)
    for k, (total, count) in other.links.items():
        own = one.links.get(k, (0.0, 0))
        one.links[k] = groups[k].links[i] = (own[0] + total, own[1] + count)
        groups[k].links.pop(j, None)
    return list(other.links)
