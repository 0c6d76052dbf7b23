"""`бір` counts where others whom the same befell are counted; elsewhere it is an article."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

SENTENCES = [
    "Апаттан ⟦QUANTITY бір⟧ адам қаза тауып, ⟦QUANTITY төртеуі⟧ жараланды.",
    "Атыста ⟦QUANTITY бір⟧ полицей оққа ұшты, ⟦QUANTITY үшеуі⟧ жараланды.",
    "Оқиғада ⟦QUANTITY бір⟧ адам мерт болып, тағы ⟦QUANTITY бесеуі⟧ жараланды.",
    "⟦QUANTITY Үш⟧ адам жараланып, ⟦QUANTITY бір⟧ адам қаза тапты.",
    "⟦QUANTITY Бір⟧ адам қаза тауып, ⟦QUANTITY 4⟧ адам жарақат алды.",
    "Бір адам қаза тапты. ⟦QUANTITY Төртеуі⟧ жараланды.",
    "Бір адам қаза тауып, 2020 жылы жол жабылды.",
    "Бір кісі келіп, ⟦QUANTITY екеуін⟧ алып кетті.",
    "Бір сөзбен айтқанда, ⟦QUANTITY екеуі⟧ жараланды.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_of_several_victims(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "QUANTITY")
    assert given == expected
