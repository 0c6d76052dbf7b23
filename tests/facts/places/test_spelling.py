"""Spellings of one name have one key, and different names have different keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.facts.places.spelling import spelling_key

SAME = [
    ("Қызылорда", "Кызылорда", "Qyzylorda", "Kyzylorda", "ҚЫЗЫЛОРДА"),
    ("Маңғыстау", "Мангыстау", "Mangghystau", "Mañğystau"),
    ("Шымкент", "Shymkent", "Şymkent"),
    ("Жезқазған", "Жезказган", "Zhezqazghan", "Jezqazğan"),
    ("Форт-Шевченко", "Форт Шевченко", "Fort-Shevchenko"),
    ("Түркістан", "Туркистан", "Türkistan"),
]
DIFFERENT = [("Арал", "Орал"), ("Ақтау", "Ақтөбе"), ("Шу", "Шуы"), ("Талас", "Талғар")]


@pytest.mark.parametrize("names", SAME)
def test_one_key(names: tuple[str, ...]) -> None:
    assert len(set(map(spelling_key, names))) == 1


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_two_keys(first: str, second: str) -> None:
    assert spelling_key(first) != spelling_key(second)


@given(st.text())
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = spelling_key(text)
    assert spelling_key(key.upper()) == spelling_key(key)
