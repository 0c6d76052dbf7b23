"""Stored numbers of the scorer: those that are damaged are refused, with what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atau.facts.people.scorer import PersonScorer, ScorerError, read_scorer, shared_scorer


def test_it_goes_through_json(tmp_path: Path) -> None:
    path = tmp_path / "scorer.json"
    path.write_text(json.dumps(shared_scorer().as_dict()), encoding="utf-8")
    assert read_scorer(path) == shared_scorer()


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
