"""Ordinals in a list that share one noun in the plural; counts bear a noun in the singular."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

SENTENCES = [
    "Премьер-лиганың 22 және 23 турлары күзге шегерілді.",
    "5 және 6 сыныптар онлайн оқиды.",
    "Заңның 12, 13 және 14 тараулары өзгерді.",
    "Кітаптың 45 және 46 беттері жыртылған.",
    "Үйдің 3 және 4 қабаттары жанды.",
    "12 мен 45 автобустар жүрмейді.",
    "12 және 45 нөмірлі автобустар жүрмейді.",
    "⟦QUANTITY 5⟧ және ⟦QUANTITY 9⟧ қабатты үйлер салынды.",
    "Қалаға ⟦QUANTITY 12⟧ және ⟦QUANTITY 15⟧ орындық автобустар келді.",
    "Қалаға ⟦QUANTITY 12⟧ автобус пен ⟦QUANTITY 45⟧ трамвай келді.",
    "Облыс бойынша ⟦QUANTITY 10-15⟧ автобустар жүреді.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ordinals_that_share_a_noun(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "QUANTITY")
    assert given == expected
