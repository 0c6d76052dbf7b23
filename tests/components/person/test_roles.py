"""Respectful short names in all cases; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "Ұстазым ⟦PERSON Қайрағаңа⟧ айтар алғысым шексіз.",
    "Ауыл ⟦PERSON Сәкеңе⟧ риза.",
    "Біз ⟦PERSON Нұрекеңді⟧ сағындық.",
    "Ол ⟦PERSON Серағаңның⟧ шәкірті.",
    "Кеше ⟦PERSON Жәкеңнен⟧ хат келді.",
    "Бұл қуаныш ⟦PERSON Қайрекемен⟧ келді.",
    "Ол жеңеңе барды, көкеңе сәлем берді.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_short_names(source: str) -> None:
    found, expected = given_and_expected(source, "PERSON")
    assert found == expected
