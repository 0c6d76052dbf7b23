"""The second reader of numerals: it must be right where it says anything."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from types import ModuleType

import pytest
from scripts_loaded import script


@lru_cache(maxsize=1)
def _reader() -> ModuleType:
    return script("numeral_reader")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5 теңгеден астам", "1234.5"),
        ("бір бүтін оннан бес миллион теңге", "1500000"),
        ("-0,1 %", "-0.1"),
        ("-3 ½ %", "-3.5"),
        ("-3 ½ мың пайызға", "-3500"),
        ("1½ миллион", "1500000"),
        ("1’500’000", "1500000"),
        ("1.500.000 теңге", "1500000"),
        ("1,500,000 теңге", "1500000"),
        ("жүз мың миллион", "100000000000"),
        ("200 (екі жүз) теңге", "200"),
        ("екі мың жиырма алты", "2026"),
        ("үш миллион жарым", "3500000"),
        ("3/4 бөлігі", "0.75"),
        ("31,5%-ды", "31.5"),
        ("2,5 млрд.-тан", "2500000000"),
        ("қырық жеті мың м3", "47000"),
        ("минус жиырма", "-20"),
        ("екеуі", "2"),
    ],
)
def test_one_number(text: str, value: str) -> None:
    assert _reader().independent_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "адам", "5-6 адам", "10-нан 15-ке дейін", "+6...+8°C", "5 + 3", "алтын"])
def test_no_number_or_several(text: str) -> None:
    assert _reader().independent_value(text) is None


@pytest.mark.parametrize("text", ["12,500 теңге", "1.500", "үштен бір", "1/3", "20 тиын", "мыңдаған", "42 км 195 метр"])
def test_in_doubt(text: str) -> None:
    assert _reader().independent_value(text) == "unknown"


def test_contradictions() -> None:
    contradicts = _reader().contradicts
    assert contradicts("5", {"value": Decimal(6)})
    assert contradicts("5-6", {"value": Decimal(6)})
    assert not contradicts("5", {"value": Decimal(5)})
    assert not contradicts("5", {"value": Decimal(-5)}, before="Түнде -")
    assert not contradicts("5", None)
    assert not contradicts("5-6", {"low": Decimal(5), "high": Decimal(6)})
