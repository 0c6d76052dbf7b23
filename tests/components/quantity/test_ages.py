"""Ages without the word for it are no amounts; counts that look like them are."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

SENTENCES = [
    "Ақсақал 91-інде ауылына қайтып оралды.",
    "Зейнетке ол 61-де шықты.",
    "Балуан Ербол Тұрсынов 34-інде спортпен қоштасты.",
    "Әжем 88-інде қайтыс болды.",
    "Інім 17-сінде үйленіпті.",
    "Үлкені 7-ге, кішісі 4-ке толды.",
    "Тұңғышы 12-ге, ортаншысы 9-ға, кенжесі 5-ке толды.",
    "Немересі 9-ға толды.",
    "Мектептің ⟦QUANTITY 61-інде⟧ спортзал жоқ.",
    "Оның ⟦QUANTITY 45-інде⟧ науқас қайтыс болды.",
    "Ауруханалардың ⟦QUANTITY 12-сінде⟧ науқастар қайтыс болды.",
    "Біз сол елдің ⟦QUANTITY 12-сінде⟧ болдық, зейнет жүйесін көрдік.",
    "Баға ⟦QUANTITY 7-ге⟧, салық ⟦QUANTITY 4-ке⟧ өсті.",
    "Мектеп оқушылары саны ⟦QUANTITY 8-ге⟧ толды.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ages_without_a_word_for_them(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "QUANTITY")
    assert given == expected
