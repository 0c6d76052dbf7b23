"""Mentions as Apache Arrow: the columns of csv with their types, for parquet and `atau.distributed`.

PyArrow is imported on the first use: it belongs to an extra.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.writers.rows import DECIMALS, TEXTS, columns

if TYPE_CHECKING:
    import pyarrow

_DIGITS: Final = 38
_DECIMALS: Final = 12


def mention_schema(*, explain: bool = False) -> pyarrow.Schema:
    """The columns of a table of mentions. start, end: int32, in characters; value, low, high: decimal128(38, 12);
    score: float64; all others: string."""
    import pyarrow as pa

    return pa.schema([(name, _type(pa, name)) for name in columns(explain=explain)])


def decimal_type() -> pyarrow.DataType:
    """The type of exact numbers."""
    import pyarrow as pa

    return pa.decimal128(_DIGITS, _DECIMALS)


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `atau.annotate.writers.rows.rows_of` as Arrow takes it."""
    return {name: cell(name, value) for name, value in row.items()}


def cell(name: str, value: Any) -> Any:
    """A value as the column `name` takes it; None for a number of too many digits, which is never rounded."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if value is None:
        return None
    if name in DECIMALS:
        return fitting(value if isinstance(value, Decimal) else Decimal(str(value)))
    return float(value) if name == "score" else value


def fitting(value: Decimal) -> Decimal | None:
    """`value`, None where it has more digits than the column: more than 26 before the point, or 12 after it.

    >>> fitting(Decimal("0.000000000001")), fitting(Decimal("0.0000000000001"))
    (Decimal('1E-12'), None)
    """
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_DECIMALS and value.adjusted() < _DIGITS - _DECIMALS
    return value if fits else None


def _type(pa: Any, name: str) -> pyarrow.DataType:
    if name in TEXTS:
        return pa.string()
    if name in DECIMALS:
        return pa.decimal128(_DIGITS, _DECIMALS)
    return pa.float64() if name == "score" else pa.int32()
