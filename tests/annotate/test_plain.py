"""Plain values for JSON."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from atau.annotate.plain import plain


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
        (Decimal("1.5"), 1.5),
        (Decimal("NaN"), None),
        (Fraction(1, 4), 0.25),
        (
            Amount(Decimal(265), Unit.TENGE, (Fraction(1, 2), 2.0)),
            {"value": 265, "unit": "KZT", "range": [0.5, 2.0]},
        ),
        ({1: {"x"}}, {"1": ["x"]}),
    ],
)
def test_plain_values(value: object, expected: object) -> None:
    assert plain(value) == expected
    json.dumps(plain(value))
