"""Titles of judges, rulers and heroes after a name, and би as a dance."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "⟦PERSON Байдалы⟧ бимен ауыл үлкендері жиі ақылдасқан.",
    "Оқушылар ⟦PERSON Саққұлақ⟧ биге арналған жыр оқыды.",
    "Ол ⟦PERSON Барақ⟧ сұлтаннан көмек сұрады.",
    "Олар ⟦PERSON Жанқожа⟧ батырға барды.",
    "Кеш ⟦PERSON Біржан⟧ ақынға арналды.",
    "Халық биге шықты.",
    "Ол Төле би ауданына, Абылай хан даңғылына барды.",
]
OFFICES = [
    "Ертеде Байдалы ⟦POSITION бимен⟧ ақылдасты.",
    "Кеше Аружан биге қатысты, Гүлмира биді тастады.",
    "Кеше Айгүл ⟦POSITION министрге⟧ барды.",
    "Ертеде Тәуке ⟦POSITION ханнан⟧ жарлық шықты.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_nobles(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected


@pytest.mark.parametrize("source", OFFICES)
def test_titles(source: str) -> None:
    found, expected = given_and_expected(source, "POSITION")
    assert found == expected
