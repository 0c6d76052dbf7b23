"""What a text has said of its people, and what that tells of names elsewhere in it; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

import atau

TEXTS = [
    # Two people side by side, each named apart elsewhere.
    "Кеше ⟦PERSON Айнаш⟧ пен ⟦PERSON Жеңіс Оспанов⟧ келді. Кейін ⟦PERSON Айнаш⟧ ⟦PERSON Жеңіске⟧ гүл берді.",
    "Алаңға ⟦PERSON Айдос Қарабаев⟧ пен испан ⟦PERSON Пабло Родригес⟧ шықты. ⟦PERSON Айдос⟧ ⟦PERSON Родригесті⟧ ұтты.",
    "Жобаны ⟦PERSON Мәди Ерғали⟧ бастады. Оған ⟦PERSON Ержігіт⟧ қосылды. Кейін ⟦PERSON Мәди⟧ ⟦PERSON Ержігіттен⟧ озды.",
    # One person, of whom the text speaks by surname and by given name.
    "⟦PERSON Асқар Оразбаев⟧ сөйледі. ⟦PERSON Оразбаев⟧ риза. Кейін халық ⟦PERSON Асқар Оразбаевты⟧ құттықтады.",
    "Залға ⟦PERSON Асқар⟧ кірді. Кейін ⟦PERSON Асқар Оразбаевты⟧ шақырды. Бұл туралы ⟦PERSON Оразбаев⟧ айтты.",
    # A common word that the text has used as a name.
    "⟦PERSON Қарлығаш Омарова⟧ ән салды. Кейін біз ⟦PERSON Қарлығашты⟧ құттықтадық.",
    "Додада ⟦PERSON Арман Зорг⟧ жеңді. Ел енді ⟦PERSON Зоргтан⟧ үлкен үміт күтеді.",
    # The same word as the name of something else.
    "⟦PERSON Қайрат Тілеуов⟧ келді. Ол «⟦ORG Қайрат⟧» клубында ойнайды.",
    "Мектепті ⟦PERSON Арман Тілеуов⟧ басқарады. Ол Арман көшесінде тұрады.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_people_of_a_text(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected


def test_nothing_is_remembered_beyond_the_text() -> None:
    nlp = atau.load("rules")
    nlp("Қарлығаш Омарова ән салды.")
    assert not [ent for ent in nlp("Кейін біз Қарлығашты құттықтадық.").ents if ent.label_ == "PERSON"]
