"""What quantities say: a table of mentions and values, the codes of units, the numbers in JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from atau.components.common.packing import packed, unpacked
from atau.components.normalizer.component import span_quantity
from atau.components.quantity.lexicon import shared_lexicon
from atau.components.quantity.parsing import parse_quantity
from atau.components.quantity.tables import UNIT_CODES
from atau.components.quantity.value import Quantity, numeric_value
from atau.tables import TableError, read_table

_COLUMNS = ("surface", "value", "low", "high", "unit", "kind", "approx", "counted")
UNITS, CODES = shared_lexicon().units, shared_lexicon().codes
ROWS = read_table(Path(__file__).parent / "data/quantity_values.tsv", _COLUMNS, unique=("surface",), allow_mixed=True)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("kk")


def _value(nlp: Language, surface: str) -> Quantity | None:
    mention, _, after = surface.partition(" | ")
    doc = nlp.make_doc(f"{mention} {after}".strip())
    span = doc.char_span(0, len(mention), label="QUANTITY", alignment_mode="expand")
    return span_quantity(span)


def _cell(value: Any) -> str:
    return "" if value is None else "x".join(map(str, value)) if isinstance(value, tuple) else format(value, "")


def _plain(value: Any) -> str:
    """Decimals without an exponent, so that the table reads as people write."""
    return f"{value:f}" if isinstance(value, Decimal) else _cell(value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_values(nlp: Language, row: tuple[str, ...]) -> None:
    found = _value(nlp, row[0])
    if not any(row[1:]):
        assert found is None
        return
    assert found is not None
    numbers = (found.sides or found.value, found.low, found.high)
    assert (*map(_plain, numbers), *map(_cell, (found.unit, found.kind, found.approx, found.counted))) == row[1:]


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize("row", [row for row in ROWS if any(row[1:])], ids=lambda row: row[0])
def test_numbers_are_decimals_and_survive_storage(nlp: Language, row: tuple[str, ...]) -> None:
    found = _value(nlp, row[0])
    assert found is not None
    data = found.as_dict()
    assert None not in data.values()
    assert all(isinstance(data[name], Decimal) for name in ("value", "low", "high") if name in data)
    if found.value is not None:
        assert Fraction(data.get("exact") or data["value"]) == Fraction(found.value)
    stored = json.loads(json.dumps(packed(data)))
    assert unpacked(stored) == data


@given(st.integers(0, 10**20), st.integers(0, 12))
def test_decimals_are_exact(whole: int, places: int) -> None:
    value = Fraction(whole, 10**places)
    found = numeric_value(value)
    assert isinstance(found, int | Decimal)
    assert Fraction(found) == value
    assert Quantity("count", value=found).as_dict()["value"] == value


def test_a_third_is_no_decimal() -> None:
    assert Quantity("fraction", value=Fraction(1, 3)).as_dict() == {"exact": "1/3", "kind": "fraction"}


@pytest.mark.parametrize("words", [[], [" "], ["теңге"], ["шамамен"], ["бірінші"], ["5", "тысяч"]])
def test_no_value(words: list[str]) -> None:
    assert parse_quantity(words) is None


@pytest.mark.parametrize(
    ("before", "value"),
    [("Бүгін -", -35), ("Бүгін минус ", -35), ("Аяз (-", -35), ("−", -35), ("Бүгін - ", 35), ("Ал 20 -", 35)],
)
def test_a_minus_before_the_mention(nlp: Language, before: str, value: int) -> None:
    doc = nlp.make_doc(f"{before}35 градус болды")
    span = doc.char_span(len(before), len(before) + 9)
    assert span is not None
    found = span_quantity(span)
    assert found is not None
    assert found.value == value


def test_a_minus_before_a_percentage(nlp: Language) -> None:
    found = span_quantity(nlp.make_doc("Өсім -7%")[2:])
    assert found is not None
    assert found.value == -7


def test_a_hyphen_may_be_a_bullet_or_a_minus(nlp: Language) -> None:
    assert span_quantity(nlp.make_doc("-5 млн теңге")[1:]) is None
    bullet = span_quantity(nlp.make_doc("- 5 млн теңге")[1:])
    assert bullet is not None
    assert bullet.value == 5_000_000


def test_an_unknown_unit_has_no_code() -> None:
    assert CODES.find("жоқ бірлік") is None
    assert CODES.find("километр/жоқ") is None


def test_currencies_are_those_of_iso_4217() -> None:
    numbers = pytest.importorskip("babel.numbers")
    units = [*UNITS.single.values(), *(unit for entries in UNITS.several.values() for _, unit in entries)]
    codes = {CODES.by_name[unit.name].code for unit in units if unit.kind == "money"} - {None, "{MCI}"}
    assert codes <= set(numbers.list_currencies())
    assert {"KZT", "USD", "EUR", "RUB", "KGS", "CNY"} <= codes


def test_every_unit_of_the_grammar_has_a_code() -> None:
    names = {unit.name for unit in UNITS.single.values()} | {u.name for es in UNITS.several.values() for _, u in es}
    assert [name for name in sorted(names) if CODES.find(name) is None] == []


def test_measures_are_units_of_ucum() -> None:
    ucum = pytest.importorskip("ucumvert")
    registry = ucum.PintUcumRegistry()
    codes = {code for name, (code, _) in CODES.by_name.items() if code and not code[:3].isupper()}
    codes -= {"percent", "percentage_point"}
    for code in sorted(codes):
        assert code.startswith("{") or registry.from_ucum(code) is not None, code


def test_pairs_of_units_agree_with_pint() -> None:
    ucum = pytest.importorskip("ucumvert")
    registry = ucum.PintUcumRegistry()
    for (first, second), factor in UNITS.factors.items():
        one, other = CODES.by_name[first], CODES.by_name[second]
        assert one.code
        assert other.code
        if one.code.isupper() and len(one.code) == 3:
            assert one.factor / other.factor == factor
            assert one.code == other.code or second == "цент"
        else:
            ratio = registry.from_ucum(one.code).to(registry.from_ucum(other.code).units).magnitude
            assert ratio == pytest.approx(factor, rel=1e-6), (first, second)


def test_kazakh_names_of_units_are_those_of_cldr() -> None:
    units = pytest.importorskip("babel.units")
    for cldr, length, code in [
        ("length-kilometer", "long", "km"), ("length-meter", "long", "m"), ("mass-gram", "short", "g"),
        ("mass-kilogram", "long", "kg"), ("area-hectare", "short", "har"), ("volume-liter", "short", "L"),
        ("mass-tonne", "short", "t"),
    ]:  # fmt: skip
        name = units.get_unit_name(cldr, length, locale="kk").lower()
        assert CODES.by_name[UNITS.single[name].name].code == code


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6 атм", 6, "atm"),
        ("5 МПа", 5, "MPa"),
        ("16 ампер", 16, "A"),
        ("5000 мА·сағ", 5000, "mA.h"),
        ("3 мкЗв/сағ", 3, "uSv/h"),
        ("12 л/с", 12, "L/s"),
        ("80 °F", 80, "[degF]"),
        ("4 жарық жылы", 4, "[ly]"),
    ],
)
def test_units_of_physics(nlp: Language, text: str, value: int, unit: str) -> None:
    found = _value(nlp, text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


def test_a_faulty_factor_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "unit_codes.tsv").write_text("unit\tcode\tfactor\nметр\tm\tмың\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"unit_codes.tsv:2: 'мың' is not a valid factor"):
        UNIT_CODES.read(tmp_path / "unit_codes.tsv")


@pytest.mark.parametrize("text", ["млн13 007", "миллион1", "мың5 теңге"])
def test_digits_behind_a_number_word_without_a_space_have_no_value(text: str) -> None:
    assert parse_quantity(text.split()) is None
