"""Given names before a surname in the plural that they share."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Айдар пен Гауһар Сейітовтерге сыйлық берілді.", ["Айдар", "Гауһар Сейітовтерге"]),
        ("Ерлі-зайыпты Қайрат пен Мәдина Тілеубаевтар.", ["Қайрат", "Мәдина Тілеубаевтар"]),
        ("Жеңіс, Ерлан және Арман Қалиевтер жарысты.", ["Жеңіс", "Ерлан", "Арман Қалиевтер"]),
        ("Марат әрі Жандос Әмірешовтер келді.", ["Марат", "Жандос Әмірешовтер"]),
        ("Роза Сейітова мен Дина Омаровалар келді.", ["Роза Сейітова", "Дина Омаровалар"]),
        ("Ағайынды Омаровтар жеңді.", ["Омаровтар"]),
        ("Кеше Гүлнәр Бөкенбай Өтеповтердің ісін қарады.", ["Гүлнәр Бөкенбай", "Өтеповтердің"]),
        # No given name, or no surname in the plural.
        ("Бүгін Ресей мен Болат Омаровтар кездесті.", ["Болат Омаровтар"]),
        ("Арман, Ерлан Сейітов.", ["Ерлан Сейітов"]),
        ("Грузиндер мен Балериналар келді.", []),
        ("Кеше Магазиндер ашылды.", []),
        ("Семейде Невзоровтар отбасы атындағы мұражай бар.", []),
    ],
)
def test_people(nlp: Language, text: str, people: list[str]) -> None:
    assert [ent.text for ent in nlp(text).ents if ent.label_ == "PERSON"] == people
