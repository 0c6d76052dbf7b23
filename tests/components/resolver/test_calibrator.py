"""What the resolver trusts: the best set without overlaps, stored numbers, and the fit itself."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.components.resolver.calibrator import (
    CalibratorError,
    CandidateCalibrator,
    CandidateFeatures,
    choose,
    collect,
    features,
    span_gains,
)

_spans = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from(["LOC", "ORG"]), st.integers(-3, 9)),
    max_size=9,
    unique_by=lambda row: row[:3],
)


def _evidence(rows: list[tuple[int, int, str, int]]) -> list[CandidateFeatures]:
    return sorted(
        (CandidateFeatures(start, start + length, label) for start, length, label, _ in rows),
        key=lambda e: (e.start, e.end, e.label),
    )


@given(_spans)
def test_the_chosen_set_is_the_best_of_all_sets(rows: list[tuple[int, int, str, int]]) -> None:
    candidates = _evidence(rows)
    gains = [float(random.Random(repr(c)).randint(-3, 9)) for c in candidates]
    best = 0.0
    for size in range(len(candidates) + 1):
        for group in itertools.combinations(range(len(candidates)), size):
            taken = [i for j in group for i in range(candidates[j].start, candidates[j].end)]
            if len(taken) == len(set(taken)):
                best = max(best, sum(gains[j] for j in group))
    chosen = choose(candidates, gains)
    taken = [i for j in chosen for i in range(candidates[j].start, candidates[j].end)]
    assert len(taken) == len(set(taken))
    assert sum(gains[j] for j in chosen) == pytest.approx(best)


def test_evidence_joins_what_model_and_rules_say() -> None:
    found = collect(
        [(0, 2, "ORG", 0.9, True), (0, 1, "LOC", 0.2, False)],
        [(0, 1, "LOC", "place.gazetteer"), (3, 4, "PERSON", "person.full")],
        [(0, 1, "LOC"), (3, 4, "PERSON")],
    )
    assert [e.source for e in found] == ["model+place.gazetteer", "model", "person.full"]
    assert [e.chosen for e in found] == [True, False, True]


def test_rivals_are_seen_across_a_long_span() -> None:
    candidates = [
        CandidateFeatures(0, 9, "ORG", 0.8, True),
        CandidateFeatures(1, 2, "LOC", 0.3),
        CandidateFeatures(8, 9, "LOC", 0.1),
    ]
    found = list(features(candidates))
    assert found[0]["rival ORG"] == pytest.approx(0.3)
    assert found[2]["rival LOC"] == found[2]["inside LOC"] == pytest.approx(0.8)


TRUST = CandidateCalibrator(
    {"best LOC": 2.0, "logit LOC": 1.0}, -1.0, (0.0, 0.5, 1.0), (0.01, 0.4, 0.99), {"LOC": 0.45}
)


def test_numbers_survive_storing() -> None:
    assert CandidateCalibrator.from_json(TRUST.to_json()) == TRUST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        TRUST.to_json()[:40],
        TRUST.to_json().replace('"format": 1', '"format": 9'),
        TRUST.to_json().replace('"knots_x": [', '"knots_x": [0.2, '),
        TRUST.to_json().replace("-1.0", '"much"'),
    ],
)
def test_damaged_numbers_say_so(text: str) -> None:
    with pytest.raises(CalibratorError):
        CandidateCalibrator.from_json(text)


def test_probabilities_lie_between_the_knots_and_rise_with_the_models() -> None:
    weak, strong = (TRUST.probabilities([CandidateFeatures(0, 1, "LOC", p, True)])[0] for p in (0.3, 0.95))
    assert 0.01 <= weak < strong <= 0.99


def test_nothing_of_the_model_stands_beside_what_a_rule_is_certain_of() -> None:
    adjacent = [(0, 1, "PERSON", "person.adjacent"), (1, 2, "PERSON", "person.adjacent")]
    spans = [candidate[:3] for candidate in adjacent]
    found = collect([(0, 2, "PERSON", 0.95, True), (3, 4, "LOC", 0.9, True)], adjacent, spans, spans)
    assert [(c.start, c.end, c.certain) for c in found] == [(0, 1, True), (1, 2, True), (3, 4, False)]
    assert choose(found, span_gains(found, [0.1, 0.1, 0.2], {"PERSON": 0.4})) == [0, 1]
