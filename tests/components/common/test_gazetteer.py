"""Names of a list in running text, in every form."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.components.common.gazetteer import Gazetteer
from atau.components.common.token_facts import words

NLP = spacy.blank("kk")
NAMES: Gazetteer[str] = Gazetteer(
    [
        ("Атырау", "", "city"),
        ("Атырау облысы", "poss", "region"),
        ("Алматы", "", "city"),
        ("Біріккен Ұлттар Ұйымы", "poss", "body"),
        ("Біріккен Араб Әмірліктері", "poss", "state"),
        ("Шиелі", "", "village"),
        ("Шиелі", "", "district"),
    ]
)

# text, (surface, entry, case) of every hit at the first token, longest first
HITS = [
    ("Атырауда", [("Атырауда", "city", "loc")]),
    ("атыраудан", [("атыраудан", "city", "abl")]),
    ("Атырау облысынан", [("Атырау облысынан", "region", "abl"), ("Атырау", "city", "nom")]),
    ("Атырау  облысы", [("Атырау  облысы", "region", "nom"), ("Атырау", "city", "nom")]),
    ("А т ы р а у\nоблысына", [("А т ы р а у\nоблысына", "region", "dat"), ("А т ы р а у", "city", "nom")]),
    ("Атыраудың облысы", [("Атыраудың", "city", "gen")]),
    ("Біріккен Ұлттар Ұйымының", [("Біріккен Ұлттар Ұйымының", "body", "gen")]),
    ("Біріккен Ұлттар", []),
    ("Алмaтыға", [("Алмaтыға", "city", "dat")]),  # a Latin letter
    ("Шиеліде", [("Шиеліде", "village", "loc"), ("Шиеліде", "district", "loc")]),
    ("алма", []),
    ("атыраулық", []),
]


@pytest.mark.parametrize(("text", "expected"), HITS)
def test_hits_at_the_first_token(text: str, expected: list[tuple[str, str, str]]) -> None:
    doc = NLP(text)
    hits = NAMES.at(words(doc), 0)
    assert [(doc[hit.start : hit.end].text, hit.entry, hit.analysis.case) for hit in hits] == expected


def test_attributive_and_plural_forms_say_so() -> None:
    (form,) = [analysis for analysis in NAMES.forms("алматыдағы") if analysis.attributive]
    assert form.stem == "алматы"
    assert NAMES.entries("шиелінің") == ["village", "district"]
    assert NAMES.entries("жоқ") == []
    # A second look comes from the cache and is the same.
    assert NAMES.forms("алматыдағы") is NAMES.forms("алматыдағы")


@given(st.text("Атырау облысыдан \nАлм", max_size=40))
@settings(max_examples=100, deadline=None)
def test_hits_lie_in_the_text(text: str) -> None:
    found = words(NLP(text))
    for i in range(len(found)):
        for hit in NAMES.at(found, i):
            assert i == hit.start < hit.end <= len(found)
