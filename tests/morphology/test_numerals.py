"""Numerals: words to numbers and back."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from atau.morphology.numerals import LIMIT, parse, to_words, word_class

VALUES = [
    ("нөл", 0),
    ("он бір", 11),
    ("жүз", 100),
    ("бір жүз", 100),
    ("екі мың жиырма алты", 2026),
    ("бір миллион бір мың", 1_001_000),
    ("төрт бүтін оннан бір", Fraction(41, 10)),
    ("нөл бүтін жүзден бес", Fraction(1, 20)),
    ("үш бүтін бес", Fraction(7, 2)),
    ("үштен екі", Fraction(2, 3)),
    ("бестен үші", Fraction(3, 5)),
    ("жарты", Fraction(1, 2)),
    ("бір жарым", Fraction(3, 2)),
    ("екі жарым миллион", 2_500_000),
    ("жарты миллионға", 500_000),
    ("265 миллион", 265_000_000),
    ("4 млрд.", 4_000_000_000),
    ("1,2 трлн", 1_200_000_000_000),
    ("1 млрд 117 млн", 1_117_000_000),
    ("2 мың 500", 2500),
    ("13 007", 13007),
    ("7 479,5", Fraction(14959, 2)),
    ("13 007-ге", 13007),
    ("бесеуі", 5),
    ("екеуін", 2),
    ("үшеуміз", 3),
    ("жүзден", 100),
    ("24-нің", 24),
    ("31,5%-ды", Fraction(63, 2)),
    ("31,5 %-ды", Fraction(63, 2)),
    ("млрд.-тан", 1_000_000_000),
    ("¾", Fraction(3, 4)),
]


@pytest.mark.parametrize(("words", "value"), VALUES)
def test_value(words: str, value: int | Fraction) -> None:
    numeral = parse(words.split())
    assert numeral is not None
    assert numeral.value == value


KINDS = [
    ("он", "cardinal", "nom"),
    ("жиырма бірінші", "ordinal", "nom"),
    ("екіншісі", "ordinal", "nom"),
    ("2020-сыншы", "ordinal", "nom"),
    ("7-ші", "ordinal", "nom"),
    ("алтауының", "collective", "gen"),
    ("үштен екі", "fraction", "nom"),
    ("7,5", "decimal", "nom"),
    ("ондаған мың", "many", "nom"),
    ("он бестен", "cardinal", "abl"),
    ("мыңға", "cardinal", "dat"),
    ("100-дей", "cardinal", "equ"),
    ("5-уінде", "cardinal", "loc"),
]


@pytest.mark.parametrize(("words", "kind", "case"), KINDS)
def test_kind_and_case(words: str, kind: str, case: str) -> None:
    numeral = parse(words.split())
    assert numeral is not None
    assert (numeral.kind, numeral.case) == (kind, case)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("екі-үш мың", 2000, 3000), ("5-6 млн", 5_000_000, 6_000_000), ("он-он бес", 10, 15)],
)
def test_range(words: str, low: int, high: int) -> None:
    numeral = parse(words.split())
    assert numeral is not None
    assert (numeral.value, numeral.high) == (low, high)


@pytest.mark.parametrize(
    "words",
    ["", "үшін", "онда", "оның", "алтын", "бірге", "жетіп", "теңге", "үш бес", "мың миллион",
     "7-сынып", "12.03.2015", "5 теңге", "бүтін", "он он", "% 5", "5% 6"],
)  # fmt: skip
def test_not_one_numeral(words: str) -> None:
    assert parse(words.split()) is None


def test_independent_check() -> None:
    """What num2words writes is read back, and what we write is what it writes."""
    rng = random.Random(7)
    for _ in range(100_000):
        n = rng.randrange(10 ** rng.randint(1, 12) + 1)
        words = num2words(n, lang="kz")
        numeral = parse(words.split())
        assert numeral is not None
        assert numeral.value == n
        assert to_words(n) == words


@given(st.integers(0, LIMIT - 1))
@settings(max_examples=200)
def test_round_trip(n: int) -> None:
    numeral = parse(to_words(n).split())
    assert numeral is not None
    assert numeral.value == n
    assert numeral.kind == "cardinal"


@pytest.mark.parametrize("n", [-1, LIMIT])
def test_out_of_reach(n: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_words(n)


@given(st.lists(st.text(max_size=12), max_size=6))
@settings(max_examples=200)
def test_any_words(words: list[str]) -> None:
    parse(words)
    for word in words:
        word_class(word)


@pytest.mark.parametrize("group", ["123", "١٢٣"])
def test_a_long_row_of_groups_is_no_number_whatever_its_length(group: str) -> None:
    assert parse([group] * 12).value == int(group * 12)  # type: ignore[union-attr]
    for count in (13, 1500, 20_000):
        assert parse([group] * count) is None
    assert parse([*[group] * 13, "мың"]) is None
