"""Offices in the brackets after a person; all names are invented."""

from __future__ import annotations

import pytest
from marked_cases import given_and_expected

TEXTS = [
    "Жиында Қуат Ахметов (⟦POSITION облыстық «Сарыарқа тынысы» газетінің шеф-редакторы⟧) сөйледі.",
    "Оны Айгүл Бекова (⟦POSITION бұрынғы «Қазақ үні» газеті бас редакторының орынбасары⟧) жазған.",
    "Оны Ермек Қайыр (⟦POSITION Шымкент қалалық «Шаһар» газетінің Кентаудағы меншікті тілшісі⟧) жазған.",
    "Хатты Ерлан Қали (⟦POSITION ауылдық № 5 мектептің бұрынғы директоры⟧) жазды.",
    "Хатты Ерлан Қали (⟦POSITION төраға⟧), Асқар Омаров (⟦POSITION хатшы⟧) жазды.",
    # No one noun phrase.
    "Хатты Ерлан Қали (бұрын ⟦POSITION министр⟧ болған) жазды.",
    "Хатты Ерлан Қали (ол кезде ⟦POSITION аудан әкімі⟧) жазды.",
    "Хатты Ерлан Қали (1985 жылы туған, ⟦POSITION директор⟧) жазды.",
    "Хатты Ерлан Қали («Нұр» қорында істейді, ⟦POSITION директор⟧) жазды.",
]


@pytest.mark.parametrize("source", TEXTS)
def test_in_brackets(source: str) -> None:
    found, expected = given_and_expected(source, "POSITION")
    assert found == expected
