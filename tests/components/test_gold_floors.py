"""Floors under the scores of the rules on development gold, which stands outside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

import atau
from atau.corpus.marked import MarkedText, parse
from atau.evaluation.spans import SpanScores

GOLD = Path(__file__).parent.parent.parent.parent / "shared" / "gold"
pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="development gold is not beside the repository (../shared/gold)"
)


def _scores(records: list[MarkedText]) -> SpanScores:
    scores = SpanScores()
    nlp = atau.load("rules")
    docs = nlp.pipe(marked.text for marked in records)
    for marked, doc in zip(records, docs, strict=True):
        scores.add(
            [(m.start, m.end, m.label) for m in marked.flat],
            [(e.start_char, e.end_char, e.label_) for e in doc.ents],
        )
    return scores


def test_floor_on_sentences() -> None:
    lines = (GOLD / "news.tsv").read_text("utf-8").split("\n")
    scores = _scores([parse(line.split("\t", 1)[1]) for line in lines if line.strip()])
    f1 = {label: counts.f1 for label, counts in scores.labels.items()}
    floors = {"PERSON": 0.87, "POSITION": 0.855, "ORG": 0.805, "LOC": 0.885, "QUANTITY": 0.945}
    assert {label: value for label, value in f1.items() if value < floors[label]} == {}
    assert scores.micro.f1 >= 0.877


@pytest.mark.parametrize(("name", "floor"), [("conference_wrapped", 0.93), ("faction_letterspaced", 0.93)])
def test_floor_on_articles(name: str, floor: float) -> None:
    source = (GOLD / "articles" / f"{name}.txt").read_text("utf-8")
    assert _scores([parse(source)]).micro.f1 >= floor
