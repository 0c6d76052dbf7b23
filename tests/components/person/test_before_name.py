"""A common noun before a name at the start of a sentence, and names that are nouns too; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "Көрме ⟦PERSON Әбу Райхан әл-Бируниге⟧ арналған.",
    "Жазба ⟦PERSON Махмұд ибн Сәлімнің⟧ қолымен көшірілген.",
    "Пікірін ⟦PERSON Мәдина Жолдыбай⟧ білдірді.",
    "Кітабын ⟦PERSON Асқар Жақыпбек⟧ таныстырды.",
    "Кубокты ⟦PERSON Ерлан Серікбай⟧ көтерді.",
    "Былтыр ⟦PERSON Ерлан Серікбай⟧ жеңген.",
    "– Есепті ⟦PERSON Сандуғаш Әділбек⟧ ұсынды.",
    "Ескерткіш ⟦PERSON Ахмет Қайратұлына⟧ қойылды.",
    "⟦PERSON Гүл Ахметова⟧ мен ⟦PERSON Ерлік Жақсыбеков⟧ келді.",
    "⟦PERSON Жеңіс Тоқтаров⟧ сөйледі.",
    "⟦PERSON Пушкин⟧ ⟦PERSON Гогольмен⟧ кездесті.",
    # A foreigner whose given name nobody has listed, and an office before a surname.
    "⟦PERSON Горан Вукичевич⟧ гол соқты.",
    "⟦PERSON Нодар Кумариташвили⟧ жеңді.",
    "Тренер ⟦PERSON Иванович⟧ келді.",
    "Командир ⟦PERSON Шевченко⟧ бұйрық берді.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_before_name(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected
