"""Signs of numbers: each bound of a range bears its own."""

from __future__ import annotations

import pytest
from spacy.language import Language

import atau
from atau.components.quantity.parsing import parse_quantity

RANGES = [
    ("Түнде {} суытады.", "-5-тен -10 градусқа дейін", -10, -5),
    ("Түнде {} болады.", "−5…−10 °С", -10, -5),
    ("Күндіз {} болады.", "-3-тен +2-ге дейін", -3, 2),
    ("Түнде {} аяз.", "минус 5-тен минус 10-ға дейін", -10, -5),
    ("Түнде {} аяз.", "минус 8 градустан минус 12 градусқа дейін", -12, -8),
    ("Ауа {} құбылды.", "минус 7-ден плюс 3 градусқа дейін", -7, 3),
    ("Аяз {} жетеді.", "–20-дан –25 градусқа дейін", -25, -20),
    ("Түнде {} аяз.", "минус бестен минус онға дейін", -10, -5),
    ("Түнде {} болады.", "−15 – −20 градус", -20, -15),
    ("Түнде {} болады.", "0…−5 °C", -5, 0),
    ("Күндіз {} жылиды.", "+3-тен +8 градусқа дейін", 3, 8),
    ("Түнде {} салқын.", "3 градустан минус 5 градусқа дейін", -5, 3),
    ("Өсім {} өзгерді.", "-3%-дан -5%-ға дейін", -5, -3),
    ("Баланс {} түсті.", "−27-ден −29 метрге дейін", -29, -27),
    ("Түнде {} болады.", "-5/-7 градус", -7, -5),
    ("Күндіз {} жылы.", "+12/+15 °C", 12, 15),
    ("Түнде {} болады.", "+10/+12", 10, 12),
    ("Ауа {} болды.", "-2/+3 градус", -2, 3),
    ("Түнде {} болады.", "0/-4 °C", -4, 0),
    ("Түнде {} болады.", "-5 / -7 °C", -7, -5),
    ("Түнде {} болады.", "минус 5/минус 7 градус", -7, -5),
    ("Түнде {} болады.", "-5°C/-7°C", -7, -5),
    ("Түнде {} болады.", "-5°…-7°C", -7, -5),
    ("Ауа ({}) салқын.", "-5/-7 °C", -7, -5),
    ("Қалдық {} болды.", "−5 млн теңгеден +2 млн теңгеге дейін", -5_000_000, 2_000_000),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


@pytest.mark.parametrize(("frame", "words", "low", "high"), RANGES)
def test_each_bound_of_a_range_bears_its_own_sign(nlp: Language, frame: str, words: str, low: int, high: int) -> None:
    [amount] = nlp(frame.format(words)).ents
    assert amount.text == words
    assert (amount._.quantity["low"], amount._.quantity["high"]) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Түнде минус 5-тен 10 градусқа дейін аяз.",  # of frost, or to 10 above zero
        "Күндіз -2-ден 4 градусқа дейін.",
        "Қоры 5-тен -10 тоннаға дейін.",  # a minus, or a dash too many
        "Шығыны -10-нан -5 млн теңгеге дейін.",  # from ten, or from ten million
        "Түнде -5/7 градус.",
        "Түнде 5/7 градус аяз.",  # one of the two, or from one to the other
        "Ауа: +12/+25 °C.",  # of a night and a day
        "Ауа: +25°/+12°.",
        "Ойыншының көрсеткіші +3/-2 болды.",
        "Ауытқу -3/+5 % болды.",
        "Түнде -5/-7 градустан -10/-12 градусқа дейін.",
    ],
)
def test_a_sign_that_may_belong_to_one_bound_or_both_gives_no_value(nlp: Language, text: str) -> None:
    assert [amount._.quantity for amount in nlp(text).ents] == [None]


@pytest.mark.parametrize(
    "text", ["Үй 12/15 орында.", "Қысым 120/80 болды.", "Іс -5/12 тіркелді.", "+7/+8 701 123 45 67"]
)
def test_a_slash_between_other_numbers_joins_none(nlp: Language, text: str) -> None:
    assert [ent.text for ent in nlp(text).ents] == []


def test_without_дейін_each_amount_bears_its_own_sign(nlp: Language) -> None:
    doc = nlp("Ауа минус 5 градустан минус 10 градусқа төмендеді.")
    assert [(ent.text, ent._.quantity["value"]) for ent in doc.ents] == [
        ("минус 5 градустан", -5),
        ("минус 10 градусқа", -10),
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Ауа: -8, -13 °С.", ["-8", "-13 °С"]),
        ("Түнде -8, -11 және -13 градус болады.", ["-8", "-11", "-13 градус"]),
        ("Түнде –5; –10 °С.", ["–5", "–10 °С"]),
        ("Қалада -8, ауылда -13 °С.", ["-8", "-13 °С"]),
        ("Түнде -8, 13 °С.", ["8", "13 °С"]),
        ("Семейде –14, Түркістанда +2, Ақтауда +1 градус.", ["–14", "+2", "+1 градус"]),
        ("Оралда −17 болса, Ақтөбе облысында −19, Атырауда 0 градус.", ["−17", "−19", "0 градус"]),
        ("Ауа температурасы Оралда –3, Атырауда –5 болады.", ["–3", "–5"]),
        ("Қорада -8, -13 қой.", ["8", "13"]),
        ("Мәжілісте –14, Сенатта –5 депутат.", ["14", "5"]),
        ("Температура туралы жиынға –14 адам келді.", ["14"]),
    ],
)
def test_a_row_of_signed_numbers_shares_the_degrees_at_its_end(nlp: Language, text: str, mentions: list[str]) -> None:
    assert [ent.text for ent in nlp(text).ents if ent.label_ == "QUANTITY"] == mentions


def test_what_is_taken_away_bears_no_sign(nlp: Language) -> None:
    assert [ent._.quantity["value"] for ent in nlp("Қалдық: 9 теңге минус 4 теңге.").ents] == [9, 4]


def test_an_upper_bound_below_the_lower_one_leaves_its_scale_in_doubt() -> None:
    assert parse_quantity("10-нан 5 миллион теңгеге дейін".split()) is None
    found = parse_quantity("2-ден 5 миллион теңгеге дейін".split())
    assert found is not None
    assert (found.low, found.high) == (2_000_000, 5_000_000)
