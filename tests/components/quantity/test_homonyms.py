"""Russian `он` beside the Kazakh ten."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

SENTENCES = [
    "Куәгер: «Я его видел, он стоял у входа», – деп еске алды.",
    "Жиналған ⟦QUANTITY он⟧ адам «Он прав!» деп бірауыздан қостады.",
    "Сақшы: «Документы где? Он турист?» – деп сұрады.",
    "«Вот он, наш герой!» деп айқайлады.",
    "Көрші «кажется, он болен» деді.",
    "Дүкенде ⟦QUANTITY он⟧ планшет сатылды.",
    "Олар «Жеңіс» кафесінде ⟦QUANTITY он рубль⟧ төледі.",
    "«Магазинде ⟦QUANTITY он рубль⟧, базарда ⟦QUANTITY бес рубль⟧» деді.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_russian_pronoun_is_no_ten(sentence: str) -> None:
    given, expected = given_and_expected(sentence, "QUANTITY")
    assert given == expected
