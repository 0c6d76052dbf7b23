"""Fitting what the resolver trusts on out-of-fold predictions, with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from atau.components.resolver.calibrator import Evidence, Trust, choose, facts
from atau.evaluation.spans import SpanScores

Gold = set[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The result: numbers for all data, and for each candidate of each text its out-of-fold probability."""

    trust: Trust
    held_out: list[list[float]]


def _fit(texts: Sequence[list[Evidence]], gold: Sequence[Gold], strength: float) -> Trust:
    rows = [found for candidates in texts for found in facts(candidates)]
    right = np.array([(c.start, c.end, c.label) in marks for cs, marks in zip(texts, gold, strict=True) for c in cs])
    vectorizer = DictVectorizer(dtype=np.float64)
    matrix = vectorizer.fit_transform(rows)
    regression = LogisticRegression(C=strength, max_iter=2000)
    regression.fit(matrix, right)
    weights = dict(zip(vectorizer.get_feature_names_out().tolist(), regression.coef_[0].tolist(), strict=True))
    return Trust(weights, float(regression.intercept_[0]), (0.0, 1.0), (0.0, 1.0))


def fit_calibrator(
    texts: Sequence[list[Evidence]],
    gold: Sequence[Gold],
    folds: Sequence[tuple[Sequence[int], Sequence[int]]],
    strength: float = 1.0,
) -> Fitted:
    """Fit the regression, its correction and the thresholds.

    texts: the candidates of each text, from models that did not see it. gold: its marks as (start, end, label) tokens.
    folds: grouped (fit on, held out) positions; the correction and the thresholds are fitted on held-out probabilities.
    """
    raw: list[list[float]] = [[] for _ in texts]
    for train, held_out in folds:
        plain = _fit([texts[i] for i in train], [gold[i] for i in train], strength)
        for i in held_out:
            raw[i] = plain.probabilities(texts[i])
    right = [[(c.start, c.end, c.label) in marks for c in cs] for cs, marks in zip(texts, gold, strict=True)]
    held: list[list[float]] = [[] for _ in texts]
    for train, held_out in folds:
        curve = _curve([p for i in train for p in raw[i]], [r for i in train for r in right[i]])
        for i in held_out:
            held[i] = [float(p) for p in np.interp(raw[i], *curve)]
    plain = _fit(texts, gold, strength)
    x, y = _curve([p for row in raw for p in row], [r for row in right for r in row])
    trust = Trust(plain.weights, plain.bias, x, y, _least(texts, gold, held))
    return Fitted(trust, held)


def _curve(probabilities: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Knots of the isotonic regression, never quite 0 or 1."""
    isotonic = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip")
    isotonic.fit(np.array(probabilities), np.array(right, dtype=float))
    return tuple(map(float, isotonic.X_thresholds_)), tuple(map(float, isotonic.y_thresholds_))


def _least(texts: Sequence[list[Evidence]], gold: Sequence[Gold], held: Sequence[list[float]]) -> dict[str, float]:
    """For each label the threshold that gives the best micro F1, label after label, on held-out probabilities."""
    labels = sorted({c.label for cs in texts for c in cs})
    least = dict.fromkeys(labels, 0.5)
    for label in labels:
        scored = []
        for value in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            scored.append((micro(texts, gold, held, {**least, label: value}).micro.f1, -abs(value - 0.5), value))
        least[label] = max(scored)[2]
    return least


def micro(
    texts: Sequence[list[Evidence]], gold: Sequence[Gold], held: Sequence[list[float]], least: dict[str, float]
) -> SpanScores:
    """Strict scores of what is chosen with the thresholds `least`."""
    scores = SpanScores()
    for candidates, marks, probabilities in zip(texts, gold, held, strict=True):
        gains = [p - least.get(c.label, 0.5) for c, p in zip(candidates, probabilities, strict=True)]
        taken = [candidates[i] for i in choose(candidates, gains)]
        scores.add(sorted(marks), [(c.start, c.end, c.label) for c in taken])
    return scores
