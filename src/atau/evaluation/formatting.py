"""How figures are written for people: the same words and digits on the page, in Markdown and on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from atau.evaluation.report_types import EvaluationReport, Layer, ModelInfo
from atau.evaluation.score_types import BaselineComparison, Difference, Estimate

KIND_NAMES: Final[dict[str, str]] = {
    "missed": "missed",
    "spurious": "spurious",
    "type": "wrong type",
    "boundary": "wrong boundary",
    "type+boundary": "wrong type and boundary",
}
#: Column title of the p-values in a comparison with a baseline.
P_TITLE: Final = "p (types: Holm-adjusted)"
#: What the p-values of such a comparison are.
P_NOTE: Final = (
    "p-values: two-sided approximate randomisation, paired by group of texts. Those of the types are adjusted for "
    "multiple testing (Holm); those of the averages are not."
)
SCHEME_NAMES: Final = {
    "strict": ("strict", "boundaries and type"),
    "exact": ("exact boundary", "the type does not count"),
    "partial": ("partial", "half a point for an overlap"),
    "type": ("type", "any overlap with the right type"),
}


def format_number(value: float | None, digits: int = 3) -> str:
    """The value, or a dash if there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def format_bounds(number: Estimate, digits: int = 3) -> str:
    """The interval alone, "" if there is none: ``(0.790–0.834)``, ``(-0.020 to 0.001)`` if a bound is negative."""
    low, high = number["low"], number["high"]
    if low is None or high is None:
        return ""
    dash = " to " if low < 0 else "–"
    return f"({format_number(low, digits)}{dash}{format_number(high, digits)})"


def format_estimate(number: Estimate, digits: int = 3) -> str:
    """The value and its interval: ``0.812 (0.790–0.834)``.

    >>> format_estimate({"value": 0.812, "low": 0.79, "high": 0.834})
    '0.812 (0.790–0.834)'
    """
    return f"{format_number(number['value'], digits)} {format_bounds(number, digits)}".rstrip()


def format_p(value: float | None) -> str:
    """A p-value: three digits, ``< 0.001``, or a dash."""
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"


def error_counts(report: EvaluationReport, layer: Layer) -> str:
    """The errors of one layer by kind, ``missed 3, spurious 1``; "" if there are none."""
    counts: Counter[str] = Counter(item["kind"] for item in report["errors"]["items"] if item["layer"] == layer)
    return ", ".join(f"{name} {counts[kind]}" for kind, name in KIND_NAMES.items() if counts[kind])


def model_title(model: ModelInfo | None) -> str:
    """Name and version of a model."""
    return f"{model['name']} {model['version'] or ''}".strip() if model else ""


def summary_rows(report: EvaluationReport) -> list[tuple[str, str, Mapping[str, Any]]]:
    """(name, remark, scores) of the averages: schemes, macro, without numbers, nested. Macro scores have no counts."""
    scores = report["scores"]
    rows: list[tuple[str, str, Mapping[str, Any]]] = [
        (name, remark, scores["schemes"][scheme]) for scheme, (name, remark) in SCHEME_NAMES.items()
    ]
    rows.append(("macro", "mean over the types, strict", scores["macro"]))
    if scores["names"]:
        rows.append(("without numbers", "strict", scores["names"]))
    if scores["nested"]:
        rows.append(("nested", "mentions inside others, strict", scores["nested"]["micro"]))
    return rows


def comparison_rows(comparison: BaselineComparison) -> list[tuple[str, Difference, float | None]]:
    """(name, difference, p-value) of the averages, then of the types, whose p-values are adjusted (Holm)."""
    rows = [(name, row, row["p"]) for name, row in comparison["overall"].items()]
    return rows + [(name, row, row.get("p_holm", row["p"])) for name, row in comparison["types"].items()]
