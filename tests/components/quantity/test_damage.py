"""A number beside a word that may be a damaged part of it has no value; one beside a foreign word keeps it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spacy.language import Language

import atau


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


def values(nlp: Language, text: str) -> list[tuple[str, object]]:
    quantities = [ent for ent in nlp(text).ents if ent.label_ == "QUANTITY"]
    return [(ent.text, None if ent._.quantity is None else ent._.quantity.get("value")) for ent in quantities]


DAMAGED = [
    # Found by fuzzing.
    ("Онда екі жүз\u0305ден астам медбике бар.", "екі жүз\u0305ден астам"),
    ("Онда екі İжүзден астам медбике бар.", "екі İжүзден астам"),
    ("Онда екі жүзКден астам медбике бар.", "екі жүзКден астам"),
    ("Онда екі жүзXVIIIден астам медбике бар.", "екі жүзXVIIIден астам"),
    ("Онда екі жүзіден астам медбике бар.", "екі жүзіден астам"),
    # A mark or a letter too many, in the second word or the first one.
    ("Онда екі мы\u0306ң кітап бар.", "екі"),
    ("Жиырма б\u0308ес адам келді.", "Жиырма"),
    ("Жолға 40 мы\u0303ң теңге кетті.", "40"),
    ("Қорда 12 млҚн теңге бар.", "12"),
    ("Онда қырық бﺍес кітап бар.", "қырық"),
    ("Онда екіİ жүз кітап бар.", "жүз"),
    ("Онда үш жүxз кітап бар.", "үш"),
    ("Онда екіАжүзден астам медбике бар.", "екіАжүзден астам"),
    ("Оған тоғыз мың алты жүз\u0359шақырымнан артық жол салынды.", "тоғыз мың алты жүз\u0359шақырымнан артық"),
    # A vowel lost, or a stray sign before what is left of the word.
    ("Онда екі жзден астам медбике бар.", "екі жзден астам"),
    ("Онда екі жз медбике бар.", "екі"),
    ("Қорда бес мң теңге бар.", "бес"),
    ("Ауылда мң бес жүз үй бар.", "бес жүз"),
    ("Ауылда трт жүз үй бар.", "жүз"),
    ("Онда недзү\U0001cf69ж зден астам медбике бар.", "ж зден астам"),
    ("Онда не\ue000жүзден астам медбике бар.", "жүзден астам"),
    # Another letter or a digit for one.
    ("Онда екі жyз кітап бар.", "екі"),
    ("Онда екі мы4 кітап бар.", "екі"),
    ("Ауылда тоғыз ж\u0416үзден астам үй бар.", "тоғыз ж\u0416үзден астам"),
    ("Ауылда бес мыøнан астам үй бар.", "бес мыøнан астам"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention"), DAMAGED)
def test_in_doubt_there_is_no_value(nlp: Language, text: str, mention: str) -> None:
    assert values(nlp, text) == [(mention, None)]


WHOLE = [
    ("Онда екі BBC тілшісі бар.", 2),
    ("Онда бес VIP-орын бар.", 5),
    ("Онда үш IT-маман бар.", 3),
    ("Онда екі жүзАдам бар.", 200),
    ("Қорда екі сaбақ бар.", 2),  # a Latin a
    ("Онда он екi кітап бар.", 12),  # a Latin i
    ("Онда екі жүз данадан астам кітап бар.", 200),
    ("Онда екі жү\u00adз кітап бар.", 200),  # a soft hyphen
    ("Онда екі ж ү з кітап бар.", 200),
    ("Бағасы 40 мың₸ болды.", 40_000),
    ("Үйі 90 м² екен.", 90),
    ("✅ жүз кітап бар.", 100),
    ("Онда екі трактор бар.", 2),
    ("Онда бес студент бар.", 5),
    ("Онда екі штаб бар.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_words_that_are_no_damage(nlp: Language, text: str, value: int) -> None:
    assert [found for _, found in values(nlp, text)] == [Decimal(value)]
