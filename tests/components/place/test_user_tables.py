"""Places that a user adds: they are found in every case, stored with the pipeline, and sent to other processes."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language

import atau
from atau.components.common.rule_component import add_rows

TEXT = "Кеше Жосалыкөлде жиын өтті, ал Ақүйек шатқалшығында қар жауды."
EXTRA = {"places": [["Жосалыкөл", "lake"]], "place_descriptors": [["шатқалшық", "outside"]]}


def found(nlp: Language) -> list[tuple[str, str, str | None]]:
    return [(ent.text, ent.label_, ent._.normal) for ent in nlp(TEXT).ents]


@pytest.fixture
def extended() -> Language:
    nlp = atau.load("rules")
    add_rows(nlp, EXTRA)
    return nlp


def test_places_and_descriptors_are_added(extended: Language) -> None:
    assert found(atau.load("rules")) == []
    assert found(extended) == [("Жосалыкөлде", "LOC", "Жосалыкөл"), ("Ақүйек", "LOC", "Ақүйек")]


def test_they_are_settings_of_the_component() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_places", config={"extra": EXTRA})
    nlp.add_pipe("kk_resolver")
    assert [ent.text for ent in nlp(TEXT).ents] == ["Жосалыкөлде", "Ақүйек"]


def test_words_of_the_grammar_are_added() -> None:
    nlp = atau.load("rules")
    text = "Кеше Сейітов мерген даңғылы жөнделді."
    assert [ent.label_ for ent in nlp(text).ents] != ["LOC"]
    add_rows(nlp, {"place_words": [["мерген", "rank"]]})
    assert [(ent.text, ent.label_) for ent in nlp(text).ents] == [("Сейітов мерген даңғылы", "LOC")]


def test_the_component_is_pickled_with_its_rows(extended: Language) -> None:
    places = pickle.loads(pickle.dumps(extended.get_pipe("kk_places")))
    doc = places(extended.make_doc(TEXT))
    assert [span.text for span in doc.spans["rules"]] == ["Жосалыкөлде", "Ақүйек"]
