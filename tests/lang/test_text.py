"""What word a token stands for."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from atau.lang.text import fold, normalize, repair

NORMS = [
    ("партияcы", "партиясы"),  # Latin c
    ("Хaлықтың", "халықтың"),  # Latin a
    ("ХVII", "xvii"),  # Cyrillic Х
    ("ІІ", "ii"),
    ("\ufe8d\ufe8d", "ii"),  # the Arabic alif of a PDF
    ("Х\u0627V", "xiv"),
    ("\u2167", "viii"),  # one character
    ("ҚАЗІ", "қазі"),
    ("ХХІ-ші", "xxi-ші"),
    ("Nur", "nur"),
    ("BBC-ге", "bbc-ге"),
    ("Skype", "skype"),
    ("СМ", "см"),
    ("қазaқ-oрыс", "қазақ-орыс"),
    ("об’ект", "об'ект"),
    ("т ө р а ғ а", "төраға"),
    ("сайлан- ған", "сайланған"),
    ("ре\u00adспублика", "республика"),
    ("\u200b", "\u200b"),
    ("  ", "  "),
]


@pytest.mark.parametrize(("orth", "norm"), NORMS)
def test_normalize(orth: str, norm: str) -> None:
    assert normalize(orth) == norm


def test_fold_keeps_case() -> None:
    assert fold("ПAРТИЯ") == "ПАРТИЯ"


@given(st.text(max_size=30))
def test_repair_is_stable_and_keeps_something(orth: str) -> None:
    assert repair(repair(orth)) == repair(orth)
    assert bool(repair(orth)) == bool(orth)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5-уі", True), ("жүзден", True), ("бесінші", True), ("XVIII", True), ("ХІХ", True), ("1,5", True),
     ("екеуі", True), ("екіншісінің", True), ("жиырмасыншы", True), ("бес-алты", True), ("млрд.", True),
     ("әкім", False), ("онлайн", False), ("үшін", False), ("бірде", False), ("№", False)],
)  # fmt: skip
def test_like_num(text: str, expected: bool) -> None:
    assert spacy.blank("kk")(text)[0].like_num is expected
