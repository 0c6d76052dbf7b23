"""What the matchers see of a token."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from atau.components.common.token_facts import make_word, words

NLP = spacy.blank("kk")

# orth, what holds of it
TRAITS = [
    ("облыс", "alpha"),
    ("Облыс", "title alpha"),
    ("ОБЛЫС", "title upper alpha"),
    ("Қ.", "title alpha"),
    ("О б л ы с", "title alpha"),
    ("5-уі", "alpha digit"),
    ("13", "digit"),
    ("«", "punct"),
    ("–", "punct"),
    ("\n", "space"),
    ("\u200b", "punct"),
    ("BBC", "title upper alpha latin"),
    ("партияcы", "alpha"),
    ("Skype-та", "title alpha latin"),
]


@pytest.mark.parametrize(("orth", "traits"), TRAITS)
def test_traits(orth: str, traits: str) -> None:
    word = make_word(orth)
    names = ("title", "upper", "alpha", "digit", "space", "punct", "latin")
    assert " ".join(name for name in names if getattr(word, name)) == traits


def test_forms() -> None:
    word = make_word("Т ө р а ғ а с ы")
    assert (word.form, word.norm) == ("Төрағасы", "төрағасы")


def test_one_word_per_token_and_the_same_for_the_same_string() -> None:
    doc = NLP("Облыс әкімі.  Облыс әкімі. Ж и ы н ө т т і")
    found = words(doc)
    assert len(found) == len(doc)
    assert [word.norm for word in found] == [token.norm_ for token in doc]
    assert found[0] is found[[t.text for t in doc].index("Облыс", 1)]
    assert words(NLP("")) == []
    # Words are shared between vocabularies: the string decides.
    assert words(spacy.blank("kk")("Облыс"))[0] is found[0]


@given(st.text(min_size=1, max_size=20))
def test_any_string(orth: str) -> None:
    word = make_word(orth)
    assert not (word.space and (word.punct or word.alpha))
    assert not (word.punct and word.digit)
