"""report.md: a summary to paste into a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atau.evaluation.formatting import (
    KIND_NAMES,
    P_NOTE,
    P_TITLE,
    comparison_rows,
    error_counts,
    format_estimate,
    format_number,
    format_p,
    model_title,
    summary_rows,
)
from atau.evaluation.report_types import ErrorSpan, EvaluationReport
from atau.terminal import printable

_ERRORS: Final = 20


def report_md(report: EvaluationReport) -> str:
    """The report in GitHub's Markdown."""
    data, scores = report["data"], report["scores"]
    gold = ", ".join(map(_code, report["settings"]["gold"]))
    lines = [
        f"# Evaluation of {escape(model_title(report['model']))}",
        "",
        f"Gold: {gold}; {data['records']:,} texts in {data['groups']:,} groups, {sum(data['mentions'].values()):,} "
        "mentions. In brackets: 95 % bootstrap intervals, resampled by group of texts.",
        "",
    ]
    lines += [f"> {escape(note)}" for note in report["notes"]]
    lines += [""] * bool(report["notes"])
    lines += _scores([(_named(name), score) for name, _, score in summary_rows(report)])
    if report["calibration"]:
        lines += [f"Expected calibration error: {format_estimate(report['calibration']['error'])}", ""]
    lines += ["## Types", "", *_scores([(label, found["strict"]) for label, found in scores["types"].items()])]
    lines += _comparison(report)
    if report["slices"]["seen"]:
        lines += ["## Seen in training", "", *_scores(list(report["slices"]["seen"].items()))]
    lines += _confusion(report) + _errors(report)
    return "\n".join(lines).rstrip("\n") + "\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table whose first column is left-aligned and the others right-aligned, and an empty line."""
    alignment = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (header, alignment, *rows)] + [""]


def escape(text: object) -> str:
    """`text` on one line, with Markdown and HTML escaped."""
    line = html.escape(" ".join(printable(text, keep="\n\t\r").split()), quote=False)
    for sign in "\\`*_[]|~":
        line = line.replace(sign, "\\" + sign)
    return line.encode("utf-8", errors="replace").decode("utf-8")


def _code(text: str) -> str:
    """`text` as code: in as many backquotes as it does not hold itself, on one line, whatever a path may hold."""
    line = " ".join(printable(text).split()) or " "
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _named(name: str) -> str:
    """The name of an average; those that are not a scheme say that they are strict."""
    return f"{name}, strict" if name in ("macro", "without numbers", "nested") else name


def _scores(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    cells = [
        [escape(name), *(format_estimate(found[m]) for m in ("precision", "recall", "f1")), str(found.get("gold", ""))]
        for name, found in rows
    ]
    return table(["", "precision", "recall", "F1", "gold"], cells)


def _comparison(report: EvaluationReport) -> list[str]:
    found = report["comparison"]
    if not found:
        return []
    cells = [
        [
            escape(name),
            format_number(row["model"]),
            format_number(row["baseline"]),
            format_estimate(row["difference"]),
            format_p(p),
        ]
        for name, row, p in comparison_rows(found)
    ]
    head = [f"## Against {escape(model_title(report['baseline']))}", ""]
    return [*head, *table(["F1", "model", "baseline", "ΔF1", P_TITLE], cells), P_NOTE, ""]


def _confusion(report: EvaluationReport) -> list[str]:
    found = report["confusion"]
    rows = [
        [escape(name), *(str(n) if n else "·" for n in counts)]
        for name, counts in zip(found["rows"], found["counts"], strict=True)
    ]
    inner = table(["gold \\ predicted", *map(escape, found["columns"])], rows)
    return ["<details><summary>Confusion matrix</summary>", "", *inner, "</details>", ""]


def _errors(report: EvaluationReport) -> list[str]:
    errors = report["errors"]
    if not errors["items"]:
        return []
    total = len(errors["items"])
    outer, nested = error_counts(report, "outer"), error_counts(report, "nested")
    lines = [f"{total} errors: {outer or 'none'}" + (f"; mentions inside others: {nested}" if nested else "") + ".", ""]
    if not errors["texts"]:
        return lines
    shown_items = errors["items"][:_ERRORS]
    lines += [f"<details><summary>The first {len(shown_items)} of {total} errors</summary>", ""]
    for item in shown_items:
        spans = (("gold", item["gold"]), ("predicted", item["predicted"]))
        sides = [f"{name} {_mention(span)}" for name, span in spans if span]
        lines.append(f"- {escape(item['document'])}: {KIND_NAMES[item['kind']]}: {'; '.join(sides)}")
    return [*lines, "", "</details>", ""]


def _mention(span: ErrorSpan) -> str:
    return f"{escape(span['label'])} “{escape(span['text'])}”"
