"""The date of publication, from the lines of an article."""

from __future__ import annotations

import pytest

from atau.dates import published_date

BODY = "\n\nОралда жаңа көпір ашылды. Оған 2019 жылғы 3 мамырда кіріскен еді."

CERTAIN = [
    ("Көпір ашылды\n12 қазан 2020, 14:05 | Қаралды: 318" + BODY, "2020-10-12"),
    ("12.10.2020\nКөпір ашылды" + BODY, "2020-10-12"),
    ("Көпір ашылды\nДүйсенбі, 12 Қазан 2020" + BODY, "2020-10-12"),
    ("Көпір ашылды\nАвтор: Мереке Ержан | 12.10.2020 | Пікір: 4" + BODY, "2020-10-12"),
    ("Қоғам 12.10.2020 Көрілім 2 317\nКөпір ашылды" + BODY, "2020-10-12"),
    ("Көпір ашылды" + BODY + "\n\nЖарияланды: 2020 жылғы 12 қазан", "2020-10-12"),
    ("Көпір ашылды\nЖарияланған күні: 2020-10-12 08:15\nЖаңартылды: 2020-10-14" + BODY, "2020-10-12"),
]  # fmt: skip

UNCERTAIN = [
    "",
    "Көпір ашылды" + BODY,
    "Көпір ашылды\n12 қазан, 14:05" + BODY,  # no year
    "Көпір ашылды\nСоңғы жаңарту: 12.10.2020" + BODY,
    "12.10.2020\n05.03.2019\nКөпір ашылды" + BODY,
    "ҚАУЛЫ\n2020 жылғы 12 қазан, № 45" + BODY,
    "Аудан әкімінің\n2020 жылғы 12 қазандағы\nөкіміне қосымша" + BODY,
    "Орал қаласы, 12.10.2020 ж., сағат 15:00" + BODY,
    "Көпір ашылды\n31.02.2020 | Қаралды: 318" + BODY,
    "Көпір ашылды\n10–12 қазан 2020" + BODY,
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CERTAIN)
def test_certain(text: str, expected: str) -> None:
    assert published_date(text) == expected


@pytest.mark.parametrize("text", UNCERTAIN)
def test_uncertain(text: str) -> None:
    assert published_date(text) is None
