"""Two people side by side, one of them the object; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    # A woman's given name is no surname.
    "Кеше ⟦PERSON Айдос⟧ ⟦PERSON Мадинаны⟧ қонаққа шақырды.",
    "Ұлым ⟦PERSON Асхат⟧ ⟦PERSON Гүлнарға⟧ үйленді.",
    "Сонда ⟦PERSON Серік⟧ ⟦PERSON Айгүлге⟧ хат жазды.",
    "Додада ⟦PERSON Бекарыс⟧ ⟦PERSON Сәулемен⟧ сөз жарыстырды.",
    # Each is once the subject.
    "⟦PERSON Ерлан⟧ ⟦PERSON Асанды⟧ оятты, ⟦PERSON Асан⟧ ⟦PERSON Ерланға⟧ ілесіп кетті.",
    "⟦PERSON Қанат⟧ ⟦PERSON Мұратты⟧ жеңді, келесі жылы ⟦PERSON Мұрат⟧ ⟦PERSON Қанатты⟧ ұтты.",
    # A full name, then another person.
    "Кеше ⟦PERSON Ерлан Оспан⟧ ⟦PERSON Дәуренді⟧ мақтады.",
    "Алаңда ⟦PERSON Лука Дедич⟧ ⟦PERSON Асқарды⟧ құлатты.",
    "Кеше ⟦PERSON Сұлтан Әбіш⟧ ⟦PERSON Рахметолла Сәлменді⟧ ауыстырды.",
    "Финалда ⟦PERSON Тілек Сүгірәлі⟧ ⟦PERSON Анна Гофманды⟧ жеңді.",
    # The first stands where the subject does.
    "Жартылай финалда ⟦PERSON Асланбек⟧ ⟦PERSON Мейірханды⟧ таза жеңді.",
    "Ескі суретте ⟦PERSON Мұхтар⟧ ⟦PERSON Қанышты⟧ құшақтап тұр.",
    "Кеше ⟦PERSON Серік⟧ ⟦PERSON Айдосты⟧ қонаққа шақырды.",
    "⟦PERSON Дидар⟧ ⟦PERSON Нұржанды⟧ күтті.",
    # One person: somebody else is the subject, or the text has the whole name.
    "Мен ⟦PERSON Асқар Қайратты⟧ білемін, кеше ол ⟦PERSON Асқар Болатты⟧ көрді.",
    "Президент ⟦PERSON Асқар Нұрланды⟧ қабылдады.",
    "Көрермен ⟦PERSON Қайрат Нұржанды⟧ күтті.",
    "Бізге ⟦PERSON Серік Айдос⟧ келді. Кеше ⟦PERSON Серік Айдосты⟧ шақырды.",
    # One person.
    "Кеше ⟦PERSON Ерлан Маратты⟧ көрдім.",
    "Кеше ⟦PERSON Анна Марияға⟧ хат жазды.",
    "Кеше ⟦PERSON Серік Мұратұлы Асанды⟧ көрдім.",
    "Кеше ⟦PERSON Ерлан Мұратұлы Тілеуовті⟧ сайлады.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_apart(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected
