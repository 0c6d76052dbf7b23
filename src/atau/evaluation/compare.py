"""Reports side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from atau.evaluation import statistics
from atau.evaluation.formatting import format_estimate, format_p, model_title
from atau.evaluation.gold import EvaluationError
from atau.evaluation.markdown import escape, table
from atau.evaluation.report_types import SCHEMA_VERSION, EvaluationReport
from atau.evaluation.score_types import Estimate

_SCHEMES: Final = {"exact": "exact boundary F1", "partial": "partial F1", "type": "type F1"}


def read_report(path: Path) -> EvaluationReport:
    """A report.json, or the one in a folder. Raises EvaluationError if it is not a report, or of another version."""
    file = path / "report.json" if path.is_dir() else path
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise EvaluationError(f"{file}: no such file; `atau evaluate MODEL GOLD --output DIR` writes it") from None
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{file}: not a report of atau evaluate ({error})") from None
    version = found.get("atau_report") if isinstance(found, dict) else None
    if not isinstance(version, str):
        raise EvaluationError(f"{file}: not a report of atau evaluate (it has no field atau_report)")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise EvaluationError(
            f"{file}: report version {version} is not supported; this atau reads version {SCHEMA_VERSION}"
        )
    for part in ("scores", "documents", "data", "model", "settings"):
        if part not in found:
            raise EvaluationError(f"{file}: the report has no field {part!r}; run atau evaluate again")
    return cast(EvaluationReport, found)


def compare(reports: Sequence[EvaluationReport], names: Sequence[str]) -> dict[str, Any]:
    """{"models", "same_gold", "rows"}; a row has a name and, for each report, an estimate or None.

    If all were scored on the same gold, `tests` has for each report after the first the difference of its strict micro
    F1 to that of the first, and the p-value of the paired test over groups of texts; of several such tests also
    `p_holm`, adjusted for their number (Holm).
    """
    golds = {report["data"]["fingerprint"] for report in reports}
    rows: list[dict[str, Any]] = []

    def add(name: str, values: list[Any]) -> None:
        if any(value is not None for value in values):
            rows.append({"name": name, "values": values})

    scores = [report["scores"] for report in reports]
    for metric in ("f1", "precision", "recall"):
        add(f"micro {metric.replace('f1', 'F1')}", [s["micro"][metric] for s in scores])
    add("macro F1", [s["macro"]["f1"] for s in scores])
    add("without numbers F1", [s["names"] and s["names"]["f1"] for s in scores])
    for scheme, name in _SCHEMES.items():
        add(name, [s["schemes"][scheme]["f1"] for s in scores])
    add("nested F1", [s["nested"] and s["nested"]["micro"]["f1"] for s in scores])
    for bucket in ("seen", "other form seen", "unseen"):
        add(f"{bucket} F1", [_f1((r["slices"]["seen"] or {}).get(bucket)) for r in reports])
    add("calibration error", [r["calibration"] and r["calibration"]["error"] for r in reports])
    for label in sorted({label for s in scores for label in s["types"]}):
        add(f"{label} F1", [_f1(s["types"].get(label, {}).get("strict")) for s in scores])
    tests: list[Any] = []
    if len(golds) == 1:
        tests = [None, *(_test(reports[0], report) for report in reports[1:])]
        several = {str(i): test["p"] for i, test in enumerate(tests) if test}
        if len(several) > 1:
            for at, p in statistics.holm(several).items():
                tests[int(at)]["p_holm"] = p
    models = [f"{name}" for name in names]
    return {"models": models, "same_gold": len(golds) == 1, "rows": rows, "tests": tests}


def _f1(score: Mapping[str, Any] | None) -> Estimate | None:
    return score["f1"] if score else None


def _test(first: EvaluationReport, other: EvaluationReport) -> dict[str, Any] | None:
    """The paired test of the micro F1, from the counts of the documents."""
    groups = sorted({document["group"] for document in first["documents"]})
    row = {group: i for i, group in enumerate(groups)}
    values = np.zeros((2, len(groups), 3))
    for side, report in enumerate((other, first)):
        for document in report["documents"]:
            if document["group"] not in row:
                return None  # other groups (--group-by): no pairs
            values[side, row[document["group"]]] += (document["tp"], document["predicted"], document["gold"])
    resamples, seed = int(first["settings"]["resamples"]), int(first["settings"]["seed"])
    one, two = (float(statistics.f1(side.sum(axis=0))) for side in values)
    both = statistics.resample(np.stack([values[0], values[1]], axis=1), resamples, seed)
    samples = None if both is None else statistics.f1(both[:, 0]) - statistics.f1(both[:, 1])
    mixed = statistics.randomise(values[0], values[1], resamples, seed)
    p = statistics.p_value(one - two, statistics.f1(mixed[0]) - statistics.f1(mixed[1]))
    low, high = statistics.interval(samples) or (None, None)
    return {"difference": {"value": one - two, "low": low, "high": high}, "p": p}


def cells_of(found: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Header and rows as text."""
    rows = [
        [row["name"], *("–" if value is None else format_estimate(value) for value in row["values"])]
        for row in found["rows"]
    ]
    if any(found["tests"]):
        adjusted = any(test and "p_holm" in test for test in found["tests"])
        cells = [
            f"{format_estimate(t['difference'])}, p {format_p(t.get('p_holm', t['p']))}" if t else "–"
            for t in found["tests"]
        ]
        rows.append(["micro ΔF1 vs the first" + (" (p: Holm-adjusted)" if adjusted else ""), *cells])
    return ["", *found["models"]], rows


def as_markdown(found: Mapping[str, Any]) -> str:
    """The comparison as a Markdown table."""
    header, rows = cells_of(found)
    return "\n".join(table([escape(cell) for cell in header], [[escape(cell) for cell in row] for row in rows]))


def names_of(paths: Sequence[Path], reports: Sequence[EvaluationReport]) -> list[str]:
    """A name for each report: its model, with the path if two have the same name."""
    names = [model_title(report["model"]) for report in reports]
    return [
        name if names.count(name) == 1 else f"{name} ({path.as_posix()})"
        for name, path in zip(names, paths, strict=True)
    ]
