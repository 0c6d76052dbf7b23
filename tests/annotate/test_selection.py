"""Only some labels, only some scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_pipeline import TEXT, pipeline
from typer.testing import Result

import atau
from atau.annotate.annotation import WriterRequirements, describe
from atau.annotate.selection import Selection, SelectionError, known_labels

Run = Callable[..., Result]
NEWS = "Атырау облысының әкімі Ерлан Сабыров келді. «Жаңа жол» ЖШС 5 млн теңге бөлді. Сабыров қайтты."


def test_labels_of_the_output(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    [line] = run("a.txt", "-f", "jsonl", "--labels", "PERSON, LOC").stdout.splitlines()
    assert [ent["label"] for ent in json.loads(line)["ents"]] == ["PERSON", "LOC", "PERSON"]
    assert "B-QUANTITY" not in run("a.txt", "-f", "conll", "--labels", "LOC").stdout


def test_an_unknown_label_is_refused_and_the_known_ones_are_named(run: Run) -> None:
    result = run("-", "--labels", "PERSON,PERSN", stdin=b"12")
    assert result.exit_code == 2
    assert "--labels: the pipeline has no label PERSN; it has PERSON, LOC, QUANTITY" in result.stderr


@pytest.mark.parametrize("labels", ["", " , "])
def test_no_label_at_all_is_refused(run: Run, labels: str) -> None:
    result = run("-", "--labels", labels, stdin=b"12")
    assert result.exit_code == 2
    assert "--labels names no label; the pipeline has PERSON, LOC, QUANTITY" in result.stderr


def test_a_pipeline_without_scores_has_no_least_one(run: Run) -> None:
    result = run("-", "--min-score", "0.5", stdin=b"12")
    assert result.exit_code == 2
    assert "--min-score: this pipeline gives no scores" in result.stderr
    assert run("-", "--min-score", "7", stdin=b"12").exit_code == 2


def test_scores_labels_and_people() -> None:
    nlp = atau.load("rules")
    whole = describe(nlp(NEWS), WriterRequirements())
    least = sorted(ent["score"] for ent in whole.ents)[1]
    some = describe(nlp(NEWS), WriterRequirements(selection=Selection(min_score=least)))
    assert [ent for ent in whole.ents if ent["score"] >= least] == some.ents
    assert len(some.ents) == len(whole.ents) - 1
    places = describe(nlp(NEWS), WriterRequirements(selection=Selection(frozenset({"LOC"}))))
    assert {ent["label"] for ent in (*places.ents, *places.nested)} == {"LOC"}
    assert places.people == []


def test_known_labels() -> None:
    assert known_labels(pipeline()) == {"PERSON", "LOC", "QUANTITY"}
    rules = atau.load("rules")
    assert known_labels(rules) == {"PERSON", "POSITION", "ORG", "LOC", "QUANTITY"}
    with pytest.raises(SelectionError):
        Selection(frozenset({"LOCATION"})).check(rules)
