"""A pipeline in an order in which a component does not find what it reads is warned of, with what to change."""

from __future__ import annotations

import itertools
import warnings

import pytest
import spacy

import atau
from atau.lang.pipeline_order import PipelineOrderWarning

MATCHERS = ("kk_sentences", "kk_quantities", "kk_places", "kk_persons", "kk_organisations", "kk_positions")
TEXT = "Кеше Атырау облысының әкімі келді."


def test_the_shipped_pipelines_are_in_order() -> None:
    nlp = atau.load("rules")
    with warnings.catch_warnings():
        warnings.simplefilter("error", PipelineOrderWarning)
        nlp(TEXT)
        list(nlp.pipe([TEXT]))
    assert not any(nlp.analyze_pipes()["problems"].values())


@pytest.mark.parametrize(("first", "second"), [("kk_organisations", "kk_places"), ("kk_positions", "kk_organisations")])
def test_a_wrong_order_is_warned_of(first: str, second: str) -> None:
    nlp = spacy.blank("kk")
    for name in ("kk_quantities", first, second, "kk_resolver"):
        nlp.add_pipe(name)
    with pytest.warns(PipelineOrderWarning, match=f"{first} reads the .* candidates .* move {first} after {second}"):
        nlp(TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("error", PipelineOrderWarning)
        nlp(TEXT)  # once is enough
    assert nlp.analyze_pipes()["problems"][first]


def test_pipe_warns_too() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_resolver")
    nlp.add_pipe("kk_places")
    with pytest.warns(PipelineOrderWarning, match="move kk_resolver after kk_places"):
        list(nlp.pipe([TEXT]))
    assert nlp.analyze_pipes()["problems"]["kk_resolver"] == [
        "doc.spans",
        "LOC candidates (written later, by kk_places)",
    ]


def test_exactly_the_orders_that_lose_candidates_are_warned_of() -> None:
    names = ("kk_places", "kk_persons", "kk_organisations", "kk_positions")
    for order in itertools.permutations(names):
        nlp = spacy.blank("kk")
        for name in order:
            nlp.add_pipe(name)
        problems = [found for found in nlp.analyze_pipes()["problems"].values() if any("written" in f for f in found)]
        assert bool(problems) == (order != names)
