"""Bootstrap intervals and a paired test over groups of texts, independent of the order of the groups.

Groups with the same counts are interchangeable in a resample, so what is drawn is how often each distinct row of counts
occurs: sorted distinct rows and a seeded generator give the same intervals for any order of the texts.

Sources: Efron and Tibshirani, An Introduction to the Bootstrap (1993), percentile intervals; Yeh, More accurate tests
for the statistical significance of result differences (COLING 2000), approximate randomisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Metric = Callable[[Array], Array]

CONFIDENCE: Final = 0.95
_CELLS: Final = 4_000_000
_EPSILON: Final = 1e-12


def precision(totals: Array) -> Array:
    """Points over predicted of (..., 3) totals; 0 without predictions, NaN without gold either."""
    return _ratio(totals[..., 0], totals[..., 1], totals[..., 1] + totals[..., 2])


def recall(totals: Array) -> Array:
    """Points over gold of (..., 3) totals; 0 without gold, NaN without predictions either."""
    return _ratio(totals[..., 0], totals[..., 2], totals[..., 1] + totals[..., 2])


def f1(totals: Array) -> Array:
    """Harmonic mean of precision and recall of (..., 3) totals, NaN with neither gold nor predictions."""
    both = totals[..., 1] + totals[..., 2]
    return _ratio(2 * totals[..., 0], both, both)


def macro(metric: Metric) -> Metric:
    """The mean of `metric` over the second-last axis (labels); labels with neither gold nor prediction are left out."""

    def mean(totals: Array) -> Array:
        values = metric(totals)
        known = ~np.isnan(values)
        count = known.sum(axis=-1)
        total = np.where(known, values, 0.0).sum(axis=-1)
        result: Array = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        return result

    return mean


def _ratio(above: Array, below: Array, present: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        result: Array = np.where(present > 0, np.where(below > 0, above / np.maximum(below, 1e-300), 0.0), np.nan)
    return result


def kinds_of(rows: Array) -> tuple[Array, npt.NDArray[np.int64]]:
    """The distinct rows of (groups, columns), sorted, and how often each occurs."""
    kinds, counts = np.unique(rows, axis=0, return_counts=True)
    return kinds, counts.astype(np.int64)


def resample(values: Array, resamples: int, seed: int) -> Array | None:
    """Totals of bootstrap samples of the groups. values: (groups, …); returns (resamples, …), None below 2 groups."""
    groups = len(values)
    if groups < 2:
        return None
    flat = values.reshape(groups, -1)
    kinds, counts = kinds_of(flat)
    random = np.random.default_rng(seed)
    totals = np.empty((resamples, flat.shape[1]))
    for part in _chunks(resamples, len(kinds)):
        drawn = random.multinomial(groups, counts / groups, size=part.stop - part.start)
        totals[part] = drawn @ kinds
    return totals.reshape(resamples, *values.shape[1:])


def interval(samples: Array | None, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """The percentile interval of samples of a statistic; None if it is undefined in at least half of them."""
    if samples is None:
        return None
    known = samples[~np.isnan(samples)]
    if 2 * len(known) <= len(samples):
        return None
    tail = 100 * (1 - confidence) / 2
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)


def randomise(first: Array, second: Array, resamples: int, seed: int) -> tuple[Array, Array]:
    """Totals of both sides (resamples, …) with the sides of each group swapped at random.

    first, second: (groups, …) of the same groups. Swapping first and second does not change the absolute differences.
    """
    groups = len(first)
    shape = first.shape[1:]
    a, b = first.reshape(groups, -1), second.reshape(groups, -1)
    differences = a - b
    # A row and its negative are equivalent: the sign is drawn at random anyway.
    for i, row in enumerate(differences):
        found = np.nonzero(row)[0]
        if len(found) and row[found[0]] < 0:
            differences[i] = -row
    kinds, counts = kinds_of(differences)
    random = np.random.default_rng(seed)
    total = (a + b).sum(axis=0)
    sides = np.empty((2, resamples, a.shape[1]))
    for part in _chunks(resamples, len(kinds)):
        heads = random.binomial(counts, 0.5, size=(part.stop - part.start, len(counts)))
        moved = (2 * heads - counts) @ kinds
        sides[0, part] = (total + moved) / 2
        sides[1, part] = (total - moved) / 2
    return sides[0].reshape(resamples, *shape), sides[1].reshape(resamples, *shape)


def p_value(observed: float, randomised: Array) -> float:
    """Two-sided: the share of randomised differences at least as large as the observed one, which is counted too."""
    known = np.abs(randomised[~np.isnan(randomised)])
    return float((1 + np.count_nonzero(known >= abs(observed) - _EPSILON)) / (1 + len(known)))


def holm(values: dict[str, float]) -> dict[str, float]:
    """p-values adjusted for multiple testing (Holm 1979)."""
    adjusted: dict[str, float] = {}
    largest = 0.0
    for rank, (name, value) in enumerate(sorted(values.items(), key=lambda item: (item[1], item[0]))):
        largest = max(largest, min(1.0, value * (len(values) - rank)))
        adjusted[name] = largest
    return adjusted


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a proportion (Wilson 1927)."""
    if total == 0:
        return 0.0, 1.0
    z = 1.959963984540054
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def _chunks(total: int, width: int) -> Iterator[slice]:
    step = max(1, _CELLS // max(1, width))
    for start in range(0, total, step):
        yield slice(start, min(total, start + step))
