"""The Arabic particle бен and the conjunction of the same shape; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "⟦PERSON Мұхаммед бен Зайд⟧ Астанаға келді.",
    "Катар әмірі ⟦PERSON Тамим бен Хамад Әл Тани⟧ сөйледі.",
    "Кеше ⟦PERSON Хамад бен Иса Әл Халифа⟧ сапармен келді.",
    "Кеше ⟦PERSON Фейсал бен Фарханмен⟧ келіссөз өтті.",
    "Кеше ⟦PERSON Абдулазиз бен Саудпен⟧ келіссөз өтті.",
    "Жиында ⟦PERSON Нияз⟧ бен ⟦PERSON Айгүл⟧ бірге келді.",
    "Сапарда ⟦PERSON Ғазиз⟧ бен ⟦PERSON Қасымов⟧ бірге болды.",
    "⟦PERSON Айгүл⟧ бен ⟦PERSON Дәуренбек⟧ келді.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_particles(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected
