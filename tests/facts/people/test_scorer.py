"""Stored numbers of the scorer: those that are damaged are refused, with what to do."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from atau.facts.people.context import person_context
from atau.facts.people.features import features
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer, ScorerError, read_scorer, shared_scorer


def test_it_goes_through_json(tmp_path: Path) -> None:
    path = tmp_path / "scorer.json"
    path.write_text(json.dumps(shared_scorer().as_dict()), encoding="utf-8")
    assert read_scorer(path) == shared_scorer()


def test_a_pair_has_one_score_alone_and_in_any_batch() -> None:
    contexts = [
        person_context(
            PersonProfile(document=str(number), cluster="p1", names=(name,), offices=("әкім",), places=places)
        )
        for number, name in enumerate(
            ("Дарын Есмағамбетов", "Д. Есмағамбетов", "Daryn Esmagambetov", "Дарын Есмағамбет")
        )
        for places in ((), ("Орал",))
    ]
    pairs = list(combinations(contexts, 2))
    values = [features(one, other) for one, other in pairs]
    scorer = shared_scorer()
    alone = [scorer.logit(one, other) for one, other in pairs]
    assert scorer.logits(values) == alone
    assert [scorer.logits([each])[0] for each in values] == alone
    assert scorer.logits([]) == []


DAMAGED: list[tuple[dict[str, Any], str]] = [
    ({"format": 2}, "format 2 instead of 1"),
    ({"weights": {"surname": 1.0}}, "features are not those"),
    ({"bias": float("nan")}, "not finite"),
    ({"bias": None}, "missing"),
    ({"threshold": 1.0}, "no probability"),
]


@pytest.mark.parametrize(("change", "problem"), DAMAGED)
def test_damaged_numbers_are_refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ScorerError, match=problem):
        PersonScorer.from_dict({**shared_scorer().as_dict(), **change}, "here.json")


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scorer.json"
    for text in ("{", "[]"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ScorerError, match=r"scorer\.json: not"):
            read_scorer(path)
