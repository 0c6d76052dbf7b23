"""Calibration of the confidences, and precision and recall over a threshold on them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from atau.evaluation.pairs import pair_up
from atau.evaluation.score_types import (
    Calibration,
    CalibrationBin,
    Estimate,
    ThresholdPoint,
    Thresholds,
    TypeThresholds,
)
from atau.evaluation.scored_text import ScoredText
from atau.evaluation.statistics import Array, interval, resample, wilson

BINS: Final = 10
_POINTS: Final = 200
Judged = tuple[float, bool, str, str]  # score, right, label, group


def judged(scored_texts: Sequence[ScoredText]) -> tuple[list[Judged], int]:
    """The predictions that have a score, each with whether it is correct (strict), and the number of those without."""
    found: list[Judged] = []
    without = 0
    for scored in scored_texts:
        for pair in pair_up(scored.gold, scored.predicted):
            if pair.predicted is None:
                continue
            if pair.predicted.score is None:
                without += 1
            else:
                found.append((pair.predicted.score, pair.kind == "correct", pair.predicted.label, scored.group))
    return sorted(found), without


def calibration(found: Sequence[Judged], resamples: int, seed: int) -> Calibration | None:
    """Expected calibration error with its interval, Brier score and bins of equal width; None without predictions.

    The error is the mean distance of a bin's precision from its mean confidence, weighted by its mentions.
    """
    if not found:
        return None
    groups = sorted({group for *_, group in found})
    row = {group: i for i, group in enumerate(groups)}
    scores: dict[tuple[int, int], list[float]] = defaultdict(list)
    values = np.zeros((len(groups), BINS, 3))  # mentions, sum of confidences, right ones
    for score, right, _, group in found:
        cell = row[group], min(int(score * BINS), BINS - 1)
        values[cell][0] += 1
        values[cell][2] += right
        scores[cell].append(score)
    for cell, inside in scores.items():
        values[cell][1] = math.fsum(inside)
    totals = values.sum(axis=0)
    totals[:, 1] = [
        math.fsum(score for score, *_ in found if min(int(score * BINS), BINS - 1) == i) for i in range(BINS)
    ]
    samples = resample(values, resamples, seed)
    bounds = interval(_error(samples)) if samples is not None else None
    bins: list[CalibrationBin] = []
    for i, (mentions, total, right) in enumerate(totals):
        low, high = wilson(int(right), int(mentions))
        bins.append(
            {
                "from": i / BINS,
                "to": (i + 1) / BINS,
                "mentions": int(mentions),
                "confidence": float(total / mentions) if mentions else None,
                "precision": float(right / mentions) if mentions else None,
                "low": low if mentions else None,
                "high": high if mentions else None,
            }
        )
    return {
        "mentions": len(found),
        "error": estimate(float(_error(totals)), bounds),
        "brier": math.fsum((score - right) ** 2 for score, right, *_ in found) / len(found),
        "mean_confidence": math.fsum(score for score, *_ in found) / len(found),
        "precision": sum(right for _, right, *_ in found) / len(found),
        "bins": bins,
    }


def expected_calibration_error(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The error alone, as `calibration` gives it; 0 without predictions."""
    totals = np.zeros((BINS, 3))
    for score, hit in zip(scores, right, strict=True):
        totals[min(int(score * BINS), BINS - 1)] += (1, score, hit)
    return float(_error(totals))


def _error(totals: Array) -> Array:
    mentions = totals[..., 0]
    distance = np.abs(totals[..., 1] - totals[..., 2]).sum(axis=-1)
    result: Array = distance / np.maximum(mentions.sum(axis=-1), 1)
    return result


def thresholds(found: Sequence[Judged], gold: dict[str, int]) -> Thresholds | None:
    """Precision and recall when only predictions with at least a given confidence are kept; None without any.

    gold: mentions by label. The curve of all labels, at most 200 points; for each label the average precision and the
    threshold with the best F1.
    """
    if not found:
        return None
    points = _curve(found, sum(gold.values()))
    types: dict[str, TypeThresholds] = {}
    for label in sorted({label for *_, label, _ in found}):
        own = _curve([item for item in found if item[2] == label], gold.get(label, 0))
        types[label] = {"average_precision": _average_precision(own), "best": _best(own)}
    return {
        "average_precision": _average_precision(points),
        "best": _best(points),
        "points": _thinned(points),
        "types": types,
    }


def _curve(found: Sequence[Judged], gold: int) -> list[ThresholdPoint]:
    points: list[ThresholdPoint] = []
    right = 0
    ordered = sorted(found, reverse=True)
    for i, (score, hit, *_) in enumerate(ordered, 1):
        right += hit
        if i == len(ordered) or ordered[i][0] != score:
            precision, recall = right / i, right / gold if gold else 0.0
            best = 2 * right / (i + gold)
            points.append({"threshold": score, "precision": precision, "recall": recall, "f1": best})
    return points


def _best(points: Sequence[ThresholdPoint]) -> ThresholdPoint:
    return max(points, key=lambda point: (point["f1"], point["threshold"]))


def _average_precision(points: Sequence[ThresholdPoint]) -> float:
    before = 0.0
    area = 0.0
    for point in points:
        area += (point["recall"] - before) * point["precision"]
        before = point["recall"]
    return area


def _thinned(points: list[ThresholdPoint]) -> list[ThresholdPoint]:
    if len(points) <= _POINTS:
        return points
    kept = {round(i) for i in np.linspace(0, len(points) - 1, _POINTS - 1)} | {points.index(_best(points))}
    return [points[i] for i in sorted(kept)]


def estimate(value: float, bounds: tuple[float, float] | None) -> Estimate:
    """A value with its interval as in the report; NaN becomes None."""
    low, high = bounds if bounds is not None else (None, None)
    return {"value": None if math.isnan(value) else value, "low": low, "high": high}
