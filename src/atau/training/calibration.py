"""Fits the resolver's calibrator on out-of-fold predictions, with scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from atau.components.resolver.calibrator import CandidateCalibrator, CandidateFeatures, choose, features, span_gains
from atau.evaluation.spans import SpanScores

Gold = set[tuple[int, int, str]]
# Thresholds that are tried for each label.
_THRESHOLDS: Final = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True, slots=True)
class Fitted:
    """calibrator: fitted on all texts. held_out: for each candidate of each text its out-of-fold probability."""

    calibrator: CandidateCalibrator
    held_out: list[list[float]]


def _fit(texts: Sequence[list[CandidateFeatures]], gold: Sequence[Gold], strength: float) -> CandidateCalibrator:
    rows = [found for candidates in texts for found in features(candidates)]
    right = np.array([(c.start, c.end, c.label) in spans for cs, spans in zip(texts, gold, strict=True) for c in cs])
    vectorizer = DictVectorizer(dtype=np.float64)
    matrix = vectorizer.fit_transform(rows)
    regression = LogisticRegression(C=strength, max_iter=2000)
    regression.fit(matrix, right)
    weights = dict(zip(vectorizer.get_feature_names_out().tolist(), regression.coef_[0].tolist(), strict=True))
    return CandidateCalibrator(weights, float(regression.intercept_[0]), (0.0, 1.0), (0.0, 1.0))


def fit_calibrator(
    texts: Sequence[list[CandidateFeatures]],
    gold: Sequence[Gold],
    folds: Sequence[tuple[Sequence[int], Sequence[int]]],
    strength: float = 1.0,
) -> Fitted:
    """Fit the regression, its monotone correction and the thresholds.

    texts: the candidates of each text, from models that did not see it. gold: the annotations of each text as (start,
    end, label), in tokens. folds: grouped (fit on, held out) positions; the correction and the thresholds are fitted
    on held-out probabilities. strength: inverse of the regularisation, scikit-learn's C.
    """
    raw: list[list[float]] = [[] for _ in texts]
    for train, held_out in folds:
        plain = _fit([texts[i] for i in train], [gold[i] for i in train], strength)
        for i in held_out:
            raw[i] = plain.probabilities(texts[i])
    right = [[(c.start, c.end, c.label) in spans for c in cs] for cs, spans in zip(texts, gold, strict=True)]
    held: list[list[float]] = [[] for _ in texts]
    for train, held_out in folds:
        curve = _curve([p for i in train for p in raw[i]], [r for i in train for r in right[i]])
        for i in held_out:
            held[i] = [float(p) for p in np.interp(raw[i], *curve)]
    plain = _fit(texts, gold, strength)
    x, y = _curve([p for row in raw for p in row], [r for row in right for r in row])
    return Fitted(CandidateCalibrator(plain.weights, plain.bias, x, y, _thresholds(texts, gold, held)), held)


def _curve(probabilities: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Knots of the isotonic regression, never quite 0 or 1."""
    isotonic = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip")
    isotonic.fit(np.array(probabilities), np.array(right, dtype=float))
    return tuple(map(float, isotonic.X_thresholds_)), tuple(map(float, isotonic.y_thresholds_))


def _thresholds(
    texts: Sequence[list[CandidateFeatures]], gold: Sequence[Gold], held: Sequence[list[float]]
) -> dict[str, float]:
    """For each label the threshold with the best micro F1 on held-out probabilities, one label after the other.

    Of thresholds with the same F1 the one closest to 0.5.
    """
    labels = sorted({c.label for cs in texts for c in cs})
    found = dict.fromkeys(labels, 0.5)
    for label in labels:
        scored = []
        for value in _THRESHOLDS:
            scored.append((score(texts, gold, held, {**found, label: value}).micro.f1, -abs(value - 0.5), value))
        found[label] = max(scored)[2]
    return found


def score(
    texts: Sequence[list[CandidateFeatures]],
    gold: Sequence[Gold],
    held: Sequence[list[float]],
    thresholds: Mapping[str, float],
) -> SpanScores:
    """Strict scores of the candidates that are chosen with these thresholds.

    held: the probability of each candidate. thresholds: by label; 0.5 for a label without one.
    """
    scores = SpanScores()
    for candidates, spans, probabilities in zip(texts, gold, held, strict=True):
        taken = [candidates[i] for i in choose(candidates, span_gains(candidates, probabilities, thresholds))]
        scores.add(sorted(spans), [(c.start, c.end, c.label) for c in taken])
    return scores
