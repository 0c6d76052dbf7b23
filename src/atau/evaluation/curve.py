"""A learning curve to show in the report: a table with a header and one row per trained model.

Columns, separated by tabs: ``size`` (of the training data) and ``f1``, both required; ``low`` and ``high`` (an
interval), and ``series`` (a name, if there are several curves). Lines that begin with ``#`` are comments.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import cast

from atau.corpus.files import read_text
from atau.evaluation.gold import EvaluationError
from atau.evaluation.report_types import CurvePoint

_COLUMNS = ("size", "f1", "low", "high", "series")


def read_curve(path: Path) -> list[CurvePoint]:
    """The points of the table, sorted by series and size. Raises EvaluationError with file and line."""
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(read_text(path).splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not rows:
        raise EvaluationError(f"{path}: the learning curve has no rows")
    (number, header), *lines = rows
    unknown = sorted(set(header) - set(_COLUMNS))
    if unknown or not {"size", "f1"} <= set(header):
        raise EvaluationError(
            f"{path}:{number}: the header must have size and f1, and may have low, high and series, separated by tabs"
        )
    points = [_point(path, number, dict(zip(header, cells, strict=False)), len(cells) - len(header))
              for number, cells in lines]  # fmt: skip
    return sorted(points, key=lambda p: (p["series"], p["size"], p["f1"]))


def _point(path: Path, number: int, cells: dict[str, str], off: int) -> CurvePoint:
    if off > 0 or not cells.get("size") or not cells.get("f1"):
        raise EvaluationError(f"{path}:{number}: the row must have the columns of the header")
    numbers: dict[str, float | None] = {}
    for name in ("size", "f1", "low", "high"):
        cell = cells.get(name, "").strip()
        try:
            value = float(cell) if cell else None
        except ValueError:
            value = math.nan
        top = math.inf if name == "size" else 1
        if value is not None and not (0 <= value <= top and math.isfinite(value)):
            wanted = "a number from 0 to 1" if top == 1 else "a number"
            raise EvaluationError(f"{path}:{number}: {name} is {cell!r}; it must be {wanted}")
        numbers[name] = value
    return cast(CurvePoint, {"series": cells.get("series", ""), **numbers})
