"""Which noun is counted: the words after a number, and the noun or nothing."""

from __future__ import annotations

import pytest

from atau.components.quantity.lexicon import shared_lexicon


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("делегат келді", "делегат"),
        ("мектептің", "мектеп"),
        ("баласы бар", "бала"),
        ("ірі инвестициялық жоба", "жоба"),
        ("жаңа жұмыс орнын", "жұмыс орны"),
        ("жұмыс орындары", "жұмыс орны"),
        ("елді мекенінде", "елді мекен"),
        ("орындық мектеп", "орын"),
        ("қабатты үй", "қабат"),
        ("өңірлік ұйым", "ұйым"),
        ("мектеп оқушысы", "мектеп оқушысы"),
        ("этнос өкілдері", "этнос"),
        ("мектеп оқушысын", None),
        ("мектепке дейінгі ұйым", None),
        ("ат спорты мектебі", None),
        ("келді", None),
        ("және", None),
        ("", None),
        ("жақсы деп айтты", None),
    ],
)
def test_counted(words: str, noun: str | None) -> None:
    assert shared_lexicon().counted.find(words.split()) == noun
