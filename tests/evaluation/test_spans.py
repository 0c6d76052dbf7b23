"""Strict span scores against figures worked out by hand."""

from __future__ import annotations

from atau.evaluation.spans import SpanScores


def test_counts_by_label_and_micro() -> None:
    scores = SpanScores()
    scores.add(
        [(0, 4, "LOC"), (5, 9, "PERSON"), (10, 12, "ORG")],
        [(0, 4, "LOC"), (5, 8, "PERSON"), (10, 12, "LOC")],
    )
    assert (scores.labels["LOC"].tp, scores.labels["LOC"].fp) == (1, 1)
    assert (scores.labels["PERSON"].fp, scores.labels["PERSON"].fn) == (1, 1)
    assert scores.micro.tp == 1
    assert scores.micro.f1 == 2 / 6


def test_no_mentions_is_no_division_by_zero() -> None:
    assert SpanScores().micro.f1 == 0.0
