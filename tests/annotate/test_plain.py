"""Plain values for JSON."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atau.annotate.plain import json_line, plain, storable


class Unit(enum.Enum):
    TENGE = "KZT"


@dataclass(frozen=True)
class Amount:
    value: Decimal
    unit: Unit
    range: tuple[Fraction, float]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("а", "а"),
        (True, True),
        (10**30, 10**30),
        (float("nan"), None),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (Decimal("4E+9"), 4_000_000_000),
        (Decimal("1.5"), Decimal("1.5")),
        (Decimal("NaN"), None),
        (Fraction(1, 4), Decimal("0.25")),
        (Fraction(1, 3), "1/3"),
        (
            Amount(Decimal(265), Unit.TENGE, (Fraction(1, 2), 2.0)),
            {"value": 265, "unit": "KZT", "range": [Decimal("0.5"), 2.0]},
        ),
        ({1: {"x"}}, {"1": ["x"]}),
    ],
)
def test_plain_values(value: object, expected: object) -> None:
    assert plain(value) == expected
    json_line(plain(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12))
def test_a_decimal_is_a_number_digit_by_digit(value: Decimal) -> None:
    line = json_line({"text": f"decimal-{value}:", "value": value, "sides": [value]}).decode("utf-8")
    found = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    assert found == {"text": f"decimal-{value}:", "value": value, "sides": [value]}
    assert f'"value": {value:f}' in line


def test_what_msgpack_cannot_hold_is_stored_as_text() -> None:
    assert storable({"a": [Decimal("1.50"), Decimal(2)]}) == {"a": ["1.50", 2]}
