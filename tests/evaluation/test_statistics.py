"""Intervals and tests: known cases, and nothing that depends on the order of the groups."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.evaluation import statistics
from atau.evaluation.confidence import calibration, judged, thresholds
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText
from atau.evaluation.statistics import f1, holm, interval, p_value, precision, randomise, recall, resample, wilson

counts = st.lists(
    st.integers(0, 4).flatmap(lambda tp: st.tuples(st.just(tp), st.integers(tp, tp + 3), st.integers(tp, tp + 3))),
    min_size=2,
    max_size=12,
)


def test_metrics_at_the_edges() -> None:
    totals = np.array([[0.0, 0, 0], [0, 3, 0], [0, 0, 3], [2, 4, 8]])
    assert np.isnan(precision(totals)[0])
    assert precision(totals)[1:].tolist() == [0, 0, 0.5]
    assert recall(totals)[1:].tolist() == [0, 0, 0.25]
    assert f1(totals)[1:].tolist() == [0, 0, pytest.approx(1 / 3)]
    # A mean over labels leaves out those that do not occur.
    assert float(statistics.macro(precision)(totals)) == pytest.approx(0.5 / 3)


def test_the_bootstrap_finds_the_spread_of_a_proportion() -> None:
    rows = np.array([[1.0, 1, 1]] * 300 + [[0.0, 1, 1]] * 100)
    low, high = interval(precision(resample(rows, 4000, 0))) or (0, 0)
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert low == pytest.approx(0.75 - half, abs=0.006)
    assert high == pytest.approx(0.75 + half, abs=0.006)


def test_texts_of_one_group_are_drawn_together() -> None:
    """Ten copies of each text say no more than one."""
    single = np.array([[float(i % 2), 1, 1] for i in range(40)])
    copies = np.repeat(single, 10, axis=0)
    grouped = copies.reshape(40, 10, 3).sum(axis=1)
    width = {}
    for name, rows in (("single", single), ("copies", copies), ("grouped", grouped)):
        low, high = interval(precision(resample(rows, 2000, 0))) or (0, 0)
        width[name] = high - low
    assert width["grouped"] == pytest.approx(width["single"], abs=0.02)
    assert width["copies"] < 0.5 * width["grouped"]


def test_one_group_has_no_interval() -> None:
    assert resample(np.ones((1, 3)), 100, 0) is None
    assert interval(None) is None


@settings(max_examples=50, deadline=None)
@given(counts, st.randoms(use_true_random=False))
def test_order_of_groups_plays_no_part(rows: list[tuple[int, int, int]], order: random.Random) -> None:
    shuffled = rows[:]
    order.shuffle(shuffled)
    first, second = (resample(np.array(r, float), 100, 3) for r in (rows, shuffled))
    assert first is not None
    assert second is not None
    assert np.array_equal(first, second)


@settings(max_examples=50, deadline=None)
@given(counts, counts, st.randoms(use_true_random=False))
def test_the_paired_test_is_symmetric_and_independent_of_order(
    one: list[tuple[int, int, int]], two: list[tuple[int, int, int]], order: random.Random
) -> None:
    size = min(len(one), len(two))
    a, b = np.array(one[:size], float), np.array(two[:size], float)

    def p(first: np.ndarray, second: np.ndarray) -> float:
        observed = float(np.nan_to_num(f1(first.sum(axis=0)) - f1(second.sum(axis=0))))
        mixed = randomise(first, second, 200, 1)
        return p_value(observed, f1(mixed[0]) - f1(mixed[1]))

    places = list(range(size))
    order.shuffle(places)
    assert p(a, b) == p(b, a) == p(a[places], b[places])
    assert p(a, a) == 1


def test_the_paired_test_tells_a_difference_from_none() -> None:
    random_ = np.random.default_rng(0)
    base = np.stack([random_.integers(3, 8, 60), np.full(60, 10), np.full(60, 10)], axis=1).astype(float)
    better = base + np.array([1.0, 0, 0])
    noise = base + np.stack([random_.choice([-1.0, 1.0], 60), np.zeros(60), np.zeros(60)], axis=1)
    values = []
    for other in (better, noise):
        mixed = randomise(other, base, 2000, 0)
        observed = float(f1(other.sum(axis=0)) - f1(base.sum(axis=0)))
        values.append(p_value(observed, f1(mixed[0]) - f1(mixed[1])))
    assert values[0] == pytest.approx(1 / 2001)
    assert values[1] > 0.1


def test_p_values_under_no_difference_are_uniform() -> None:
    """Of tests without a difference one in twenty is below 0.05, not more."""
    random_ = np.random.default_rng(5)
    below = 0
    for seed in range(200):
        rows = random_.integers(0, 6, (2, 30)).astype(float)
        a, b = (np.stack([row, np.full(30, 6.0), np.full(30, 6.0)], axis=1) for row in rows)
        mixed = randomise(a, b, 200, seed)
        below += p_value(float(f1(a.sum(axis=0)) - f1(b.sum(axis=0))), f1(mixed[0]) - f1(mixed[1])) < 0.05
    assert below <= 20


def test_holm() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})


def test_wilson() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0, 1)


def scored(pairs: list[tuple[float, bool]]) -> list[ScoredText]:
    """A text for each prediction: right ones stand on a gold mention, wrong ones beside it."""
    gold = (LabelledSpan(0, 1, "LOC"),)
    return [
        ScoredText(str(i), "аб", gold, (PredictedSpan(0 if right else 1, 1 if right else 2, "LOC", score),))
        for i, (score, right) in enumerate(pairs)
    ]


def test_calibration_by_hand() -> None:
    found, without = judged(scored([(0.95, True)] * 9 + [(0.95, False)] + [(0.25, True), (0.25, False)]))
    assert without == 0
    result = calibration(found, 100, 0)
    assert result is not None
    # |0.95 - 0.9| for ten of twelve, |0.25 - 0.5| for two.
    assert result["error"]["value"] == pytest.approx((10 * 0.05 + 2 * 0.25) / 12)
    filled = [b for b in result["bins"] if b["mentions"]]
    assert [(b["from"], b["mentions"], b["precision"]) for b in filled] == [(0.2, 2, 0.5), (0.9, 10, 0.9)]
    assert calibration([], 100, 0) is None


def test_thresholds_by_hand() -> None:
    found, _ = judged(scored([(0.9, True), (0.8, False), (0.7, True), (0.7, False)]))
    result = thresholds(found, {"LOC": 4})
    assert result is not None
    assert [(p["threshold"], p["precision"], p["recall"]) for p in result["points"]] == [
        (0.9, 1, 0.25),
        (0.8, 0.5, 0.25),
        (0.7, 0.5, 0.5),
    ]
    assert result["average_precision"] == pytest.approx(0.25 * 1 + 0.25 * 0.5)
    assert result["best"]["threshold"] == 0.7


def test_the_curve_keeps_its_best_point_when_it_is_thinned() -> None:
    random_ = random.Random(1)
    pairs = [(random_.random(), random_.random() < 0.6) for _ in range(900)]
    result = thresholds(judged(scored(pairs))[0], {"LOC": 900})
    assert result is not None
    assert len(result["points"]) <= 200
    assert result["best"] in result["points"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_calibration_does_not_depend_on_order(pairs: list[tuple[float, bool]], order: random.Random) -> None:
    cases = scored(pairs)
    shuffled = cases[:]
    order.shuffle(shuffled)
    assert calibration(judged(cases)[0], 100, 0) == calibration(judged(shuffled)[0], 100, 0)
