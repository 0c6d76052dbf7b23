"""The fit finds what is reliable, and its confidence is honest on data it has not seen."""

from __future__ import annotations

import random

import pytest

from atau.components.resolver.calibrator import CandidateFeatures
from atau.evaluation.confidence import expected_calibration_error
from atau.training.calibration import fit_calibrator, score

Span = tuple[int, int, str]


def _data(count: int, seed: int) -> tuple[list[list[CandidateFeatures]], list[set[Span]]]:
    """Texts with one candidate each; rule.good is right nine times in ten, rule.bad twice; the model is calibrated."""
    rng = random.Random(seed)
    texts, gold = [], []
    for _ in range(count):
        probability = rng.choice([0.0, rng.uniform(0.05, 0.98)])
        rule = rng.choice(["rule.good", "rule.bad"]) if not probability else ""
        chance = probability or {"rule.good": 0.9, "rule.bad": 0.2}[rule]
        texts.append(
            [CandidateFeatures(0, 1, "LOC", probability, probability > 0.5, (rule,) if rule else (), bool(rule))]
        )
        gold.append({(0, 1, "LOC")} if rng.random() < chance else set())
    return texts, gold


FOLDS = [([i for i in range(2000) if i % 4 != fold], [i for i in range(2000) if i % 4 == fold]) for fold in range(4)]


def test_a_rule_is_as_probable_as_it_is_right() -> None:
    texts, gold = _data(2000, 1)
    calibrator = fit_calibrator(texts, gold, FOLDS).calibrator
    good, bad = (
        calibrator.probabilities([CandidateFeatures(0, 1, "LOC", 0.0, False, (rule,), True)])[0]
        for rule in ("rule.good", "rule.bad")
    )
    assert good == pytest.approx(0.9, abs=0.06)
    assert bad == pytest.approx(0.2, abs=0.08)


def test_confidence_is_honest_on_new_data() -> None:
    calibrator = fit_calibrator(*_data(2000, 1), FOLDS).calibrator
    texts, gold = _data(4000, 2)
    probabilities = [calibrator.probabilities(found)[0] for found in texts]
    right = [bool(spans) for spans in gold]
    assert expected_calibration_error(probabilities, right) < 0.04


def test_scores_of_what_is_chosen() -> None:
    texts = [[CandidateFeatures(0, 1, "LOC"), CandidateFeatures(2, 3, "LOC")]]
    scores = score(texts, [{(0, 1, "LOC")}], [[0.9, 0.3]], {"LOC": 0.5})
    assert (scores.micro.tp, scores.micro.fp, scores.micro.fn) == (1, 0, 0)


def test_calibration_error_of_known_cases() -> None:
    assert expected_calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0.0)
    assert expected_calibration_error([1.0] * 4, [True, True, False, False]) == pytest.approx(0.5)
    assert expected_calibration_error([], []) == 0.0
