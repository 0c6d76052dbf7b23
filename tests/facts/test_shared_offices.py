"""One office in the plural before several people: each holds it, with what is theirs of a coordination."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

CASES = [
    ("⟦POSITION ⟦ORG Қаржы⟧ және ⟦ORG Экономика⟧ министрлері⟧ ⟦PERSON А.Басаров⟧ және ⟦PERSON В.Гауһаров⟧ келді.",
     ["holds | А. Басаров | Қаржы және Экономика министрлері | org=Қаржы",
      "holds | В. Гауһаров | Қаржы және Экономика министрлері | org=Экономика"]),
    ("⟦LOC Бескөл⟧ пен ⟦LOC Сарыой ауылдарының⟧ ⟦POSITION әкімдері⟧ ⟦PERSON Асқар Омар⟧ пен ⟦PERSON Серік Жан⟧ келді.",
     ["holds | Асқар Омар | әкімдері | place=Бескөл", "holds | Серік Жан | әкімдері | place=Сарыой ауылы"]),
    # an organisation or place of all
    ("⟦POSITION ⟦ORG Арай қорының⟧ өкілдері⟧ ⟦PERSON Асқар Омар⟧, ⟦PERSON Серік Жан⟧ және ⟦PERSON Айгүл Сәт⟧ келді.",
     ["holds | Айгүл Сәт | Арай қорының өкілдері | org=Арай қоры",
      "holds | Асқар Омар | Арай қорының өкілдері | org=Арай қоры",
      "holds | Серік Жан | Арай қорының өкілдері | org=Арай қоры"]),
    # two organisations and three people: whose is whose, nobody says
    ("⟦POSITION ⟦ORG Қаржы⟧ және ⟦ORG Экономика⟧ министрлері⟧ ⟦PERSON А.Басаров⟧, ⟦PERSON В.Гауһаров⟧, "
     "⟦PERSON С.Омар⟧ келді.",
     ["holds | А. Басаров | Қаржы және Экономика министрлері", "holds | В. Гауһаров | Қаржы және Экономика министрлері",
      "holds | С. Омар | Қаржы және Экономика министрлері"]),
    # a second office begins
    ("⟦POSITION Депутаттар⟧ ⟦PERSON Асқар Омар⟧, ⟦PERSON Серік Жан⟧, ⟦POSITION хатшы⟧ ⟦PERSON Айгүл Сәт⟧ келді.",
     ["holds | Айгүл Сәт | хатшы", "holds | Асқар Омар | Депутаттар", "holds | Серік Жан | Депутаттар"]),
    # the singular is of one
    ("⟦POSITION Директор⟧ ⟦PERSON Асқар Омар⟧ пен ⟦PERSON Серік Жан⟧ келді.", ["holds | Асқар Омар | Директор"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), CASES)
def test_who_holds_a_shared_office(lines: Lines, text: str, facts: list[str]) -> None:
    assert sorted(lines(text)) == facts
