"""What belongs to which organisation: by a verb, behind an abbreviation, and pages on networks, which do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[[str], list[str]]

SAID = [
    ("⟦ORG Толқын⟧ компаниясы «⟦ORG Сәуле⟧» тобына кіреді.", ["part | Толқын | Сәуле"]),
    ("⟦ORG Толқын⟧ жақсы жұмыс істейді. Ол ⟦ORG Сәуле⟧ тобына кіреді.", ["part | Толқын | Сәуле"]),
    ("⟦ORG Толқын⟧ ⟦ORG Қаржы министрлігінің⟧ құрамына кірді.", ["part | Толқын | Қаржы министрлігі"]),
    ("⟦ORG Толқын⟧ ⟦ORG Сәуле⟧ тобына кірмейді.", []),
    ("⟦ORG Толқын⟧ ⟦ORG Сәуле⟧ тобына кіреді деген сыбыс бар.", []),
    ("⟦ORG Толқын⟧ пен ⟦ORG Арай⟧ келді. Ол ⟦ORG Сәуле⟧ тобына кіреді.", []),
    ("⟦ORG ⟦ORG ІІМ⟧ Ұлттық ұланының⟧ жарғысы бар.", ["part | ІІМ Ұлттық ұланы | ІІМ"]),
    ("⟦ORG ⟦ORG ТЖМ⟧ Құтқару қызметі⟧ келді.", ["part | ТЖМ Құтқару қызметі | ТЖМ"]),
    ("⟦ORG ⟦ORG ТЖМ⟧ клубы⟧ жеңді.", []),
    ("«⟦ORG Толқын⟧» газетінің ⟦ORG YouTube⟧ арнасы ашылды.", []),
    ("⟦ORG Толқынның⟧ ⟦ORG Instagram⟧ парақшасы жабылды.", []),
]


@pytest.mark.parametrize(("source", "expected"), SAID)
def test_parts(lines: Lines, source: str, expected: list[str]) -> None:
    assert [line for line in lines(source) if line.startswith("part")] == expected
