"""Splits without leakage: near-duplicates and variants of one text always stay on one side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from atau.corpus.near_duplicates import RUN, near_duplicates


class HasLabels(Protocol):
    """Anything with a label: an annotation, a span, an entity."""

    @property
    def label(self) -> str: ...


class Splittable(Protocol):
    """What a record needs to be split: id, text, annotations, and a group ("" for none)."""

    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def marks(self) -> Sequence[HasLabels]: ...


@dataclass(frozen=True, slots=True)
class Fold:
    """Positions of the records of one fold: those to train on, those held out. Both in ascending order."""

    train: tuple[int, ...]
    dev: tuple[int, ...]


class SplitError(ValueError):
    """Raised when a split cannot be made; the message says why."""


def groups_of(records: Sequence[Splittable], run: int = RUN, *, near: bool = True) -> list[int]:
    """The group of every record, as the position of its first member.

    Two records are in one group when their `group` is the same (and not ""), or, with `near`, when they are
    near-duplicates; records tied to the same third record are one group too.
    """
    parent = list(range(len(records)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = root(i), root(j)
        parent[max(a, b)] = min(a, b)

    named: dict[str, int] = {}
    for position, record in enumerate(records):
        if record.group:
            join(named.setdefault(record.group, position), position)
    if near:
        for pair in near_duplicates([record.text for record in records], run):
            join(pair.first, pair.second)
    return [root(i) for i in range(len(records))]


def rarest_labels(records: Sequence[Splittable]) -> list[str]:
    """For every record the rarest label it has, "" without marks: what folds are stratified by.

    So the few records with a rare type are spread evenly; the common types are spread by their number.
    """
    counts = Counter(mark.label for record in records for mark in record.marks)
    return [
        min((mark.label for mark in record.marks), key=lambda label: (counts[label], label), default="")
        for record in records
    ]


def grouped_folds(
    records: Sequence[Splittable],
    k: int,
    seed: int,
    *,
    near: bool = True,
    run: int = RUN,
    strata: Sequence[str] | None = None,
) -> list[Fold]:
    """`k` folds for cross-validation with no group on two sides, stratified by the rarest label of a record.

    The same records, k and seed give the same folds. near: near-duplicates count as one group (see `groups_of`).
    strata: what to stratify by instead, a name per record.
    Raises SplitError where there are fewer groups than folds, or k < 2.
    """
    if k < 2:
        raise SplitError(f"{k} folds are not enough; use 2 or more")
    groups = groups_of(records, run, near=near)
    if len(set(groups)) < k:
        raise SplitError(f"{len(set(groups))} groups cannot make {k} folds; use fewer folds")
    strata = rarest_labels(records) if strata is None else strata
    classes = {label: number for number, label in enumerate(sorted(set(strata)))}
    y = np.array([classes[label] for label in strata])
    # Strata smaller than k are fine: a rare label is then missing from some folds.
    small = {number for number, count in Counter(y.tolist()).items() if count < k}
    y[np.isin(y, list(small))] = -1
    if (y == -1).sum() < k:
        y[y == -1] = Counter(y[y != -1].tolist()).most_common(1)[0][0] if (y != -1).any() else 0
    x = np.zeros(len(records))
    made = list(StratifiedGroupKFold(k, shuffle=True, random_state=seed).split(x, y, groups))
    if any(len(dev) == 0 for _, dev in made):
        # Stratifying a handful of large groups can leave a fold empty; then size alone decides.
        made = list(GroupKFold(k).split(x, y, groups))
    return [Fold(tuple(map(int, train)), tuple(map(int, dev))) for train, dev in made]


def split(
    records: Sequence[Splittable],
    shares: Sequence[float],
    seed: int,
    *,
    run: int = RUN,
    parts: int = 20,
    strata: Sequence[str] | None = None,
) -> list[list[int]]:
    """Positions of the records of each side; `shares` are fractions of the records and sum to 1.

    Made of as many folds as there are groups, at most `parts`; so a share is met to within one fold. strata: a name per
    record, such as its genre, that is spread evenly over the sides; by default its rarest label.
    Raises SplitError if the shares are invalid or there are fewer groups than sides.
    """
    if min(shares) < 0 or abs(sum(shares) - 1) > 1e-6:
        raise SplitError(f"the shares {', '.join(f'{s:g}' for s in shares)} must be positive and sum to 1")
    groups = len(set(groups_of(records, run)))
    wanted = sum(share > 0 for share in shares)
    if groups < wanted:
        raise SplitError(f"{groups} groups cannot be put on {wanted} sides; near-duplicates count as one group")
    if wanted < 2:
        return [list(range(len(records))) if share > 0 else [] for share in shares]
    if strata is not None:
        # As few folds as the shares allow, so that a small stratum has a record in each.
        parts = next((k for k in range(2, parts) if all(abs(s * k - round(s * k)) < 1e-6 for s in shares)), parts)
    folds = grouped_folds(records, min(parts, groups), seed, run=run, strata=strata)
    sides: list[list[int]] = [[] for _ in shares]
    # The largest folds first, each to the side that lacks most of its share; the last ones to sides still empty.
    ordered = sorted(folds, key=lambda fold: (-len(fold.dev), fold.dev))
    for number, fold in enumerate(ordered):
        empty = [i for i, share in enumerate(shares) if share > 0 and not sides[i]]
        choice = empty if len(ordered) - number <= len(empty) else range(len(shares))
        side = max(choice, key=lambda i: (shares[i] - len(sides[i]) / len(records), -i))
        sides[side].extend(fold.dev)
    return [sorted(side) for side in sides]


def leaks(sides: Iterable[tuple[str, Sequence[Splittable]]], run: int = RUN) -> list[tuple[str, str, str]]:
    """What is on two sides, one tuple per pair: (``side: id``, ``side: id``, why).

    why is ``group NAME`` or the words that the two share.
    """
    records = [(name, record) for name, side in sides for record in side]
    found: list[tuple[str, str, str]] = []
    members: dict[str, list[int]] = defaultdict(list)
    for position, (_, record) in enumerate(records):
        if record.group:
            members[record.group].append(position)
    pairs = [(group[0], other, f"group {name}") for name, group in members.items() for other in group[1:]]
    pairs += [(p.first, p.second, p.shared) for p in near_duplicates([r.text for _, r in records], run)]
    for first, second, why in pairs:
        (side, one), (other_side, two) = records[first], records[second]
        if side != other_side:
            found.append((f"{side}: {one.id}", f"{other_side}: {two.id}", why))
    return found
