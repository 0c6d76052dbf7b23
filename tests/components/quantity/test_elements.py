"""Where a number ends: the point of an abbreviated scale may end the sentence."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # A new sentence
        ("Бюджеті 5 млн. 300 үй салынды.", [5_000_000, 300]),
        ("Халқы 5 млн. Үш мың үй бар.", [5_000_000, 3000]),
        ("Халқы 1,5 млн. 30 мектеп бар.", [1_500_000, 30]),
        ("Халқы 1,5 млн. 200 мың адам көшті.", [1_500_000, 200_000]),
        ("Қаражат – 7 млрд. 100 шақырым жол салынды.", [7_000_000_000, 100]),
        ("Құны 5 млн. 300-і қайтарылды.", [5_000_000, 300]),
        ("Құны 5 млн. 2023 жылы салынды.", [5_000_000]),
        ("Құны 5 млн. Екі жыл бұрын 3 млн. болған.", [5_000_000, 3_000_000]),
        ("Табыс 12 млрд.\n400 орын ашылды.", [12_000_000_000, 400]),
        ("Халқы 2 мың. 300 адам көшті.", [2000, 300]),
        ("Жоба 3 трлн. 20 зауыт іске қосылды.", [3_000_000_000_000, 20]),
        ("Тиражы 10 мың. 1000 данасы сатылды.", [10_000, 1000]),
        # One number
        ("Қаржы 5 млн. 300 мың теңге болды.", [5_300_000]),
        ("Табыс 12 млрд. 400 млн. теңге.", [12_400_000_000]),
        ("Құны 3 млрд. 200 млн. 500 мың теңге.", [3_200_500_000]),
        ("Құны 5 млн. екі жүз мың теңге.", [5_200_000]),
        ("БЮДЖЕТ 5 МЛН. ЕКІ ЖҮЗ МЫҢ ТЕҢГЕ", [5_200_000]),
        # One sum or two sentences
        ("Барлығы 5 млн. 300 теңге төленді.", [None, None]),
        ("Бағасы 6 мың. 500 теңге.", [None, None]),
        ("Құны 3 млрд. 200 млн. 500 теңге.", [None, None]),
    ],
)
def test_a_number_after_the_point_of_a_scale(nlp: Language, text: str, values: list[int | None]) -> None:
    quantities = [ent._.quantity for ent in nlp(text).ents if ent.label_ == "QUANTITY"]
    assert [None if found is None else found["value"] for found in quantities] == values
