"""report.html: a single file that loads nothing else. The markup is in data/templates (Jinja, with autoescape)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from atau.evaluation import charts
from atau.evaluation.formatting import (
    KIND_NAMES,
    P_TITLE,
    comparison_rows,
    format_bounds,
    format_estimate,
    format_number,
    format_p,
    model_title,
    summary_rows,
)
from atau.evaluation.report_types import EvaluationReport
from atau.evaluation.score_types import BaselineComparison, SourceScore
from atau.labels import COLORS, FALLBACK

_WORST: Final = 30
#: Template of a section to its title, in the order of the page.
_SECTIONS: Final = {
    "scores": "Scores",
    "types": "Types",
    "baseline": "Against the baseline",
    "confusion": "Confusion",
    "confidence": "Confidence",
    "slices": "Slices",
    "curve": "Learning curve",
    "documents": "Documents",
    "errors": "Errors",
}


def report_html(report: EvaluationReport) -> str:
    """The page for a report."""
    page = _environment().get_template("page.html").render(
        report=report,
        charts=charts,
        sections=_sections(report),
        style=Markup(_file("report.css")),
        script=Markup(_file("report.js")),
        summary=summary_rows(report),
        problems=report.get("problems", {}),
        kind_names=KIND_NAMES,
        error_labels=_error_labels(report),
        errors_data={**report["errors"], "colors": COLORS, "fallback": FALLBACK},
        confusion=_confusion(report),
        p_title=P_TITLE,
        **_comparison(report["comparison"]),
        **_documents(report),
        seen_labels=sorted({label for found in (report["slices"]["seen"] or {}).values() for label in found["types"]}),
    )  # fmt: skip
    # Lone surrogates cannot be written as UTF-8.
    return page.encode("utf-8", errors="replace").decode("utf-8")


def _sections(report: EvaluationReport) -> dict[str, str]:
    """The sections for which there is data."""
    present = {
        "baseline": report["comparison"],
        "confidence": report["calibration"] and report["thresholds"],
        "curve": report["learning_curve"],
    }
    return {name: title for name, title in _SECTIONS.items() if present.get(name, True)}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters |= {
        "bounds": format_bounds,
        "by_predictions": _by_predictions,
        "estimate": format_estimate,
        "number": format_number,
        "p_value": format_p,
        "thousands": "{:,}".format,
        "title_of": model_title,
    }
    return environment


def _file(name: str) -> str:
    return (resources.files("atau.evaluation") / "data" / name).read_text("utf-8")


def _by_predictions(sources: Mapping[str, SourceScore]) -> list[tuple[str, SourceScore]]:
    return sorted(sources.items(), key=lambda item: (-item[1]["predicted"], item[0]))


def _comparison(comparison: BaselineComparison | None) -> dict[str, Any]:
    """Rows of the comparison, and the difference at the ends of its axis."""
    rows = comparison_rows(comparison) if comparison else []
    numbers = [row["difference"] for _, row, _ in rows]
    bounds = [abs(value) for n in numbers for value in (n["value"], n["low"], n["high"]) if value is not None]
    return {"comparison": rows, "reach": max([0.01, *bounds]) * 1.1}


def _confusion(report: EvaluationReport) -> list[tuple[str, list[tuple[str, int, float]]]]:
    """For each gold label (label, cells); a cell is (predicted label, count, share of the row)."""
    found = report["confusion"]
    return [
        (gold, [(predicted, n, n / (sum(counts) or 1)) for predicted, n in zip(found["columns"], counts, strict=True)])
        for gold, counts in zip(found["rows"], found["counts"], strict=True)
    ]


def _documents(report: EvaluationReport) -> dict[str, Any]:
    """The texts with the most errors, and the number of those without any."""
    rows = []
    for document in report["documents"]:
        both = document["predicted"] + document["gold"]
        f1 = 2 * document["tp"] / both if both else None
        rows.append({"document": document, "wrong": both - 2 * document["tp"], "f1": f1})
    rows.sort(key=lambda row: (-row["wrong"], row["document"]["id"]))  # type: ignore[operator, index]
    return {"worst": [row for row in rows[:_WORST] if row["wrong"]], "clean": sum(not row["wrong"] for row in rows)}


def _error_labels(report: EvaluationReport) -> list[str]:
    spans = [span for item in report["errors"]["items"] for span in (item["gold"], item["predicted"]) if span]
    return sorted({span["label"] for span in spans})
