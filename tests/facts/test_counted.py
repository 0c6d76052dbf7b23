"""What an amount counts: a noun, never a verb, a participle or a postposition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "Министр ⟦QUANTITY 5 миллиард теңге⟧ бөлінетінін айтты.",
        "Хатта ⟦QUANTITY 300 миллион теңге⟧ туралы сөз болды.",
        "Жобаға ⟦QUANTITY 40 миллион теңге⟧ бөлінбек.",
        "Депутат ⟦QUANTITY 20 миллион теңге⟧ жұмсалатыны жайлы айтты.",
        "Үкімет ⟦QUANTITY 5 миллиард теңге⟧ бөлінуі керек деді.",
        "Компания ⟦QUANTITY 5 миллион тонна⟧ экспортталатындығын айтты.",
        "Мектепке ⟦QUANTITY 3 миллион теңге⟧ қажет.",
        "Кеңесте ⟦QUANTITY 3 миллион доллар⟧ жөнінде айтылды.",
    ],
)
def test_no_verb_and_no_postposition_is_counted(lines: Lines, text: str) -> None:
    assert not any("counted=" in line for line in lines(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Қалада ⟦QUANTITY 250⟧ төсектік аурухана салынды.", "төсектік"),
        ("Жиында ⟦QUANTITY 12⟧ жоба туралы айтылды.", "жоба"),
        ("Ауылда ⟦QUANTITY 12⟧ үй салынбақ.", "үй"),
        ("Полиция ⟦QUANTITY 15⟧ адам ұсталатынын айтты.", "адам"),
        ("Қалада ⟦QUANTITY 3⟧ саябақ бар.", "саябақ"),
        ("Дүкенде ⟦QUANTITY 40⟧ табақ сатылды.", "табақ"),
    ],
)
def test_the_noun_is_counted(lines: Lines, text: str, counted: str) -> None:
    (line,) = lines(text)
    assert f"counted={counted}" in line.split(" | ")
