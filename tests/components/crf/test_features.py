"""Templates, and the features that they make of sentences."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

import atau
from atau.components.common.token_facts import make_word
from atau.components.crf.atoms import PLACE_ATOMS, WORD_ATOMS, shape, word_atoms
from atau.components.crf.features import Features
from atau.components.crf.templates import TemplateError, parse_template, read_templates


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("wort", "there is no atom 'wort'"),
        ("w@x", "'x' is no whole number"),
        ("w@7", "offsets go from -3 to 3"),
        ("  ", "empty"),
    ],
)
def test_bad_templates_are_named(text: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        parse_template(text)


def test_shipped_templates_are_valid() -> None:
    assert len({parse_template(text).salt for text in read_templates()}) == len(read_templates())


@pytest.mark.parametrize(
    ("form", "expected"),
    [("Алматыда", "Xxx"), ("АҚ", "XX"), ("БҰҰ-ның", "XX-xx"), ("31,5", "dd,d"), ("«", "«"), ("", "")],
)
def test_shape(form: str, expected: str) -> None:
    assert shape(form) == expected


def test_atoms_of_a_word() -> None:
    atoms = dict(zip(WORD_ATOMS, word_atoms(make_word("Атырауда")), strict=True))
    assert atoms["w"] == "атырауда"
    assert atoms["st"] == "атырау"
    assert atoms["mc"] == "loc"
    assert atoms["pl"].startswith(("city", "region"))
    assert atoms["q2"] == "да"
    assert atoms["p3"] == "аты"


def test_letter_spaced_word_has_the_features_of_the_word() -> None:
    assert word_atoms(make_word("т ө р а ғ а с ы")) == word_atoms(make_word("төрағасы"))


def test_same_token_same_features_whatever_stands_in_the_other_sentence() -> None:
    nlp = spacy.blank("kk")
    features = Features(["w", "w@-1", "w@1 w", "s@2"])
    alone, pair = nlp("Ол Атырауда тұрады"), nlp("Ол Атырауда тұрады Бүгін жаңбыр жауды")
    one = features.sequences([(alone, [(0, 3)])])
    two = features.sequences([(pair, [(0, 3), (3, 6)])])
    for template in features.templates:
        np.testing.assert_array_equal(features.keys(one, template), features.keys(two, template)[:3])


def test_rule_candidates_are_features() -> None:
    nlp = atau.load("rules")
    doc = nlp("Кеше Атырау облысының әкімі келді.")
    features = Features([f"c{label}" for label in ("POSITION", "LOC", "PERSON")])
    tokens = features.sequences([(doc, [(0, len(doc))])])
    position, place, person = (features.keys(tokens, template) for template in features.templates)
    assert np.flatnonzero(position).tolist() == [1, 2, 3]
    assert np.flatnonzero(place).tolist() == [1, 2]
    assert not person.any()
    assert "cORG" in PLACE_ATOMS


def test_rows_follow_keys_and_unknown_features_get_the_last_row() -> None:
    from atau.components.crf.scheme import Scheme
    from atau.components.crf.weights import Weights

    nlp = spacy.blank("kk")
    features = Features(["w", "w@-1 w"])
    seen, unseen = nlp("Ол келді"), nlp("Сен кеттің")
    tokens = features.sequences([(seen, [(0, 2)])])
    keys = np.concatenate([features.keys(tokens, template) for template in features.templates])
    weights = Weights(Scheme(["LOC"]), keys)
    features.bind(weights.rows)
    rows = features.rows(tokens)
    assert (weights.keys[rows] == np.stack([features.keys(tokens, t) for t in features.templates], axis=1)).all()
    assert (features.rows(features.sequences([(unseen, [(0, 2)])])) == len(weights.keys)).all()
