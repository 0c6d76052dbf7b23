"""The gold of people over documents is whole, and what is shipped keeps the quality measured on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from atau.facts.people.gold import KINDS, MEASURED, TRAIN, gold_pairs, read_profiles
from atau.facts.people.measuring import calibration_error
from atau.facts.people.scorer import shared_scorer
from atau.facts.people.training import folds, measure, train
from atau.tables import TableError

GOLD = Path(__file__).parents[3] / "corpus" / "people" / "profiles.tsv"
PROFILES = read_profiles(GOLD)


def test_the_gold_is_large_mixed_and_split_by_family() -> None:
    pairs = list(gold_pairs(PROFILES))
    measured = [pair for pair in pairs if pair.one.part == MEASURED]
    assert len(pairs) >= 400
    assert len(measured) >= 0.4 * len(pairs)
    assert 0.2 < sum(pair.same for pair in measured) / len(measured) < 0.5
    assert {gold.kind for gold in PROFILES} == set(KINDS)
    parts = {gold.family: {other.part for other in PROFILES if other.family == gold.family} for gold in PROFILES}
    assert all(len(found) == 1 for found in parts.values())
    assert len({gold.profile.key for gold in PROFILES}) == len(PROFILES)


def test_the_shipped_scorer_keeps_its_quality_on_the_measured_part() -> None:
    found = measure([gold for gold in PROFILES if gold.part == MEASURED], shared_scorer())
    assert found.scores.precision >= 0.97
    assert found.scores.recall >= 0.85
    assert found.ece <= 0.06


def test_the_shipped_scorer_is_the_one_that_training_gives() -> None:
    trained = train([gold for gold in PROFILES if gold.part == TRAIN])
    assert trained.weights == pytest.approx(shared_scorer().weights, abs=0.01)
    assert trained.bias == pytest.approx(shared_scorer().bias, abs=0.01)


def test_folds_keep_families_whole() -> None:
    for rest, fold in folds(PROFILES, 4):
        assert {gold.family for gold in rest}.isdisjoint(gold.family for gold in fold)
        assert len(rest) + len(fold) == len(PROFILES)


def test_a_faulty_row_is_named(tmp_path: Path) -> None:
    text = GOLD.read_text(encoding="utf-8")
    broken = tmp_path / "profiles.tsv"
    broken.write_text(text.replace("\tmeasured\t", "\tdev\t", 1), encoding="utf-8")
    with pytest.raises(TableError, match="'dev' is not a known part"):
        read_profiles(broken)


def test_training_needs_both_answers() -> None:
    alone = [gold for gold in PROFILES if gold.kind == "marriage"][:1]
    with pytest.raises(ValueError, match="all of one kind"):
        train(alone)


def test_calibration_error_is_the_gap_between_belief_and_truth() -> None:
    assert calibration_error([0.9, 0.9], [True, True]) == pytest.approx(0.1)
    assert calibration_error([0.25, 0.25, 0.25, 0.25], [True, False, False, False]) == pytest.approx(0.0)
    with pytest.raises(ValueError, match="no probabilities"):
        calibration_error([], [])
