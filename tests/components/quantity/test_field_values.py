"""The values of amounts as they are met in the field: signs, spellings, numerals without a space between them.

Plain ones are held against the second reader of numerals, scripts/numeral_reader.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

import pytest
from scripts_loaded import script
from spacy.language import Language

import atau
from atau.components.quantity.parsing import parse_quantity
from atau.morphology.numerals import to_words

VALUES = [
    ("екі бүтін оннан жеті миллион теңге", 2_700_000),
    ("2½ миллион", 2_500_000),
    ("1’250’000", 1_250_000),
    ("2.750.000 теңге", 2_750_000),
    ("2,750,000 теңге", 2_750_000),
    ("бес жүз мың миллион", 500_000_000_000),
    ("200 (екі жүз) теңге", 200),
]

UNITS = ("", "адам", "теңге", "пайыз", "тонна", "км", "млн теңге", "мың адам", "теңгеге дейін", "теңгеден астам")


@lru_cache(maxsize=1)
def _reader() -> ModuleType:
    return script("numeral_reader")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values(nlp: Language, text: str, value: int) -> None:
    [amount] = [ent for ent in nlp(f"Оған {text} берілді.").ents if ent.label_ == "QUANTITY"]
    assert amount.text == text
    assert amount._.quantity["value"] == value


def test_minus_after_an_amount_is_no_sign(nlp: Language) -> None:
    doc = nlp("Есеп: 9 минус 4 тең 5, түнде минус 6 градус.")
    assert [ent._.quantity["value"] for ent in doc.ents] == [9, 4, 5, -6]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Түнде -3...-5°C аяз.", {"low": -5, "high": -3}),
        ("Күндіз +6…+8 °C болады.", {"low": 6, "high": 8}),
        ("Өсім -0,1 % болды.", {"value": "-0.1"}),
        ("Ауа –25 градус болды.", {"value": -25}),
    ],
)
def test_signs(nlp: Language, text: str, numbers: dict[str, object]) -> None:
    [amount] = nlp(text).ents
    found = {name: amount._.quantity[name] for name in ("value", "low", "high") if name in amount._.quantity}
    assert {name: str(number) for name, number in found.items()} == {n: str(number) for n, number in numbers.items()}


@pytest.mark.parametrize("text", ["Тариф -500 теңге болды.", "Салмағы -48 кг болды."])
def test_a_dash_that_may_be_a_minus_gives_no_value(nlp: Language, text: str) -> None:
    assert [ent._.quantity for ent in nlp(text).ents] == [None]


def test_what_fell_to_an_amount_is_at_least_that(nlp: Language) -> None:
    [fell] = nlp("Инфляция 4,8 пайызға дейін төмендеді.").ents
    [rose] = nlp("Инфляция 4,8 пайызға дейін өсті.").ents
    assert (str(fell._.quantity["low"]), fell._.quantity["approx"]) == ("4.8", "at_least")
    assert (str(rose._.quantity["high"]), rose._.quantity["approx"]) == ("4.8", "at_most")


def _spellings(value: int) -> Iterator[str]:
    grouped = f"{value:,}"
    yield str(value)
    yield to_words(value)
    yield f"{value},5"
    if value >= 1000:
        yield grouped.replace(",", " ")
        yield grouped.replace(",", "\u00a0")
        yield grouped.replace(",", "’")
    if value >= 1_000_000:
        yield grouped
        yield grouped.replace(",", ".")


def test_a_grid_of_plain_values() -> None:
    """Some 20,000 texts: the value is that of the second reader, or there is none."""
    rng = random.Random(3)
    values = [*range(1, 400), *(rng.randrange(400, 10 ** rng.randint(3, 12)) for _ in range(1200))]
    wrong, read, total = [], 0, 0
    for value in values:
        for spelling in _spellings(value):
            for unit in rng.sample(UNITS, 3):
                text = f"{spelling} {unit}".strip()
                quantity = parse_quantity(text.split(" "))
                total += 1
                read += quantity is not None
                if quantity is not None and _reader().contradicts(text, quantity.as_dict()):
                    wrong.append(text)
    assert wrong == []
    assert total > 15_000
    assert read / total > 0.95


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Жалпы сомасы 5 млнЕкі жүз адам келді.", [5_000_000, 200]),
        ("Барлығы екі мыңБір жүз кісі қалды.", [2000, 100]),
        ("Шығыны жүзден астам теңгеЕлу үй бар.", [100, 50]),
        ("Бюджетке 5 миллионОн адам келді.", [None]),
        ("Ауылда 3 млнекі қап бар.", [None]),
        ("Қоймада екімың қап бар.", [None]),
        ("Ол он екіОн бес деді.", [None]),
        ("Қала а м л рд5 дә.", [5]),
    ],
)
def test_numerals_without_a_space_between_them_are_not_one_number(
    nlp: Language, text: str, values: list[int | None]
) -> None:
    quantities = [ent._.quantity for ent in nlp(text).ents if ent.label_ == "QUANTITY"]
    assert [None if found is None else found["value"] for found in quantities] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [("Оның жиырма бірі – қыз.", 21), ("Олардың он бірін алды.", 11), ("Үйлердің жүз елу біріне су келді.", 151)],
)
def test_one_of_them_after_tens_goes_on_with_the_number(nlp: Language, text: str, value: int) -> None:
    assert [ent._.quantity["value"] for ent in nlp(text).ents] == [value]
