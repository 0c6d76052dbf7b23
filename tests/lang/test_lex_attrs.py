"""Lexical attributes and lookups: computed from the word that a token stands for."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang import lex_attrs as base

from atau.lang.abbreviations import abbreviations
from atau.lang.lex_attrs import LEX_ATTRS, like_num, like_url, norm, word_shape
from atau.lang.lookups import russian_norms
from atau.lang.stop_words import STOP_WORDS

NLP = spacy.blank("kk")

# orth, attribute, value
ATTRIBUTES = [
    ("Т ө р а ғ а", "lower_", "төраға"),
    ("Т ө р а ғ а", "shape_", "Xxxxx"),
    ("Т ө р а ғ а", "prefix_", "Т"),
    ("Т ө р а ғ а", "suffix_", "аға"),
    ("Т ө р а ғ а", "is_title", True),
    ("Т ө р а ғ а", "is_alpha", True),
    ("Т Ө Р А Ғ А", "is_upper", True),
    ("парти – ясы", "norm_", "партиясы"),
    ("парти – ясы", "is_lower", True),
    ("ре\u00adспублика", "is_alpha", True),
    ("1 2 3", "is_digit", True),
    ("б і р і н ш і", "like_num", True),
    ("ПАРТИЯCЫ", "norm_", "партиясы"),
    ("Nur", "norm_", "nur"),
    ("\u00ad", "is_alpha", False),
]


@pytest.mark.parametrize(("orth", "name", "value"), ATTRIBUTES)
def test_attributes(orth: str, name: str, value: object) -> None:
    assert getattr(NLP.vocab[orth], name) == value


def test_norms_of_russian_words_are_those_of_the_lookups() -> None:
    assert len(russian_norms()) > 20
    for form, expected in russian_norms().items():
        if form.islower():
            assert norm(form) == expected
    # Kazakh words are none of the table's business.
    assert not set(russian_norms()) & STOP_WORDS


@given(st.text(min_size=1, max_size=20))
def test_every_getter_takes_any_string(orth: str) -> None:
    for getter in LEX_ATTRS.values():
        getter(orth)
    assert isinstance(like_num(orth), bool)


def test_stop_words() -> None:
    assert all(word == word.lower() and not word.isspace() for word in STOP_WORDS)
    assert {"және", "мен", "үшін", "бұл", "туралы"} <= STOP_WORDS
    assert not {"әкім", "облыс", "бес", "жүз"} & STOP_WORDS
    assert NLP("Бұл")[0].is_stop
    # Each is one token: another would never be found.
    assert [word for word in sorted(STOP_WORDS) if len(NLP(word)) != 1] == []


def test_abbreviations_are_one_token_each() -> None:
    assert {abbreviations()["млн."], abbreviations()["т.б."], abbreviations()["обл."]} == {"amount", "closes", ""}
    assert [form for form in abbreviations() if [t.text for t in NLP(form)] != [form]] == []
    assert [t.text for t in NLP("МЛРД. теңге")] == ["МЛРД.", "теңге"]


_TOKENS = (r"\A[А-Яа-яӘәҚқіЁ]{1,9}\Z", r"\A(http://|www\.)?\w+(\.kz)?\Z")


@given(st.one_of(st.text(min_size=1, max_size=12), *map(st.from_regex, _TOKENS)))
def test_shapes_and_addresses_are_those_of_spacy(orth: str) -> None:
    assert word_shape(orth) == base.word_shape(orth)
    assert like_url(orth) == base.like_url(orth)
