"""Templates, and the features that they make of sentences."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import spacy

import atau
from atau.components.common.token_facts import make_word
from atau.components.crf.atoms import PLACE_ATOMS, WORD_ATOMS, KeyArray, shape, word_atoms
from atau.components.crf.features import Features, RowArray
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


def _row(keys: KeyArray) -> RowArray:
    rows: RowArray = (keys % np.uint64(1009)).astype(np.int32)
    return rows


def _bound() -> Features:
    features = Features(["w", "s@-1", "p3@1", "w w@1"])
    features.bind(_row)
    return features


def test_ever_new_words_take_no_more_room_and_have_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atau.components.crf.features._MAX_WORDS", 40)
    nlp = spacy.blank("kk")
    features = _bound()
    rooms = set()
    for i in range(30):
        doc = nlp(f"Кеше Сар{i} ауылында Бай{i}ұлы Таң{i} көпір{i} ашты")
        parts = [(doc, [(0, len(doc))])]
        assert np.array_equal(features.rows_of(parts), _bound().rows_of(parts))
        rooms.add((features._words.rows.nbytes, features._word_rows.nbytes))
    assert len(rooms) == 1


def test_another_process_gets_features_without_the_room_for_words() -> None:
    doc = spacy.blank("kk")("Кеше Сарыағаш ауылында көпір ашылды")
    features, parts = _bound(), [(doc, [(0, len(doc))])]
    rows = features.rows_of(parts)
    data = pickle.dumps(features)
    assert len(data) < 100_000
    assert np.array_equal(pickle.loads(data).rows_of(parts), rows)
