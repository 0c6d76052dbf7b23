"""report.md: what belongs under a pull request."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atau.evaluation.charts import p_shown, shown, with_interval
from atau.evaluation.html import KIND_NAMES, SCHEME_NAMES

_ERRORS: Final = 20
Report = Mapping[str, Any]


def report_md(report: Report) -> str:
    """The report in GitHub's Markdown."""
    data, scores = report["data"], report["scores"]
    gold = ", ".join(f"`{path}`" for path in report["settings"]["gold"])
    lines = [
        f"# Evaluation of {escape(_model(report['model']))}",
        "",
        f"Gold: {gold}; {data['records']:,} texts in {data['groups']:,} groups, {sum(data['mentions'].values()):,} "
        "mentions. In brackets: 95 % bootstrap intervals over groups of texts.",
        "",
    ]
    lines += [f"> {escape(note)}" for note in report["notes"]]
    lines += [""] * bool(report["notes"])
    rows = [(name, scores["schemes"][scheme]) for scheme, (name, _) in SCHEME_NAMES.items()]
    rows.append(("macro, strict", scores["macro"]))
    if scores["names"]:
        rows.append(("without numbers, strict", scores["names"]))
    if scores["nested"]:
        rows.append(("nested, strict", scores["nested"]["micro"]))
    lines += _scores(rows)
    if report["calibration"]:
        lines += [f"Expected calibration error: {with_interval(report['calibration']['error'])}", ""]
    lines += ["## Types", "", *_scores([(label, found["strict"]) for label, found in scores["types"].items()])]
    lines += _comparison(report)
    if report["slices"]["seen"]:
        lines += ["## Seen in training", "", *_scores(list(report["slices"]["seen"].items()))]
    lines += _confusion(report) + _errors(report)
    return "\n".join(lines).rstrip("\n") + "\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table, the first column to the left, the others to the right; an empty line after it."""
    marks = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (header, marks, *rows)] + [""]


def escape(text: object) -> str:
    """`text` so that nothing in it is Markdown or HTML, on one line."""
    line = html.escape(" ".join(str(text).split()), quote=False)
    for sign in "\\`*_[]|~":
        line = line.replace(sign, "\\" + sign)
    return line.encode("utf-8", errors="replace").decode("utf-8")


def _model(about: Mapping[str, Any]) -> str:
    return f"{about['name']} {about['version'] or ''}".strip()


def _scores(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    cells = [
        [escape(name), *(with_interval(found[m]) for m in ("precision", "recall", "f1")), str(found.get("gold", ""))]
        for name, found in rows
    ]
    return table(["", "precision", "recall", "F1", "gold"], cells)


def _comparison(report: Report) -> list[str]:
    found = report["comparison"]
    if not found:
        return []
    rows = [(name, row, row["p"]) for name, row in found["overall"].items()]
    rows += [(name, row, row["p_holm"]) for name, row in found["types"].items()]
    cells = [
        [escape(name), shown(row["model"]), shown(row["baseline"]), with_interval(row["difference"]), p_shown(p)]
        for name, row, p in rows
    ]
    head = [f"## Against {escape(_model(report['baseline']))}", ""]
    note = "p: approximate randomisation, two-sided; those of the types adjusted for their number (Holm)."
    return [*head, *table(["F1", "model", "baseline", "difference", "p"], cells), note, ""]


def _confusion(report: Report) -> list[str]:
    found = report["confusion"]
    rows = [
        [escape(name), *(str(n) if n else "·" for n in counts)]
        for name, counts in zip(found["rows"], found["counts"], strict=True)
    ]
    inner = table(["gold \\ predicted", *map(escape, found["columns"])], rows)
    return ["<details><summary>Confusion matrix</summary>", "", *inner, "</details>", ""]


def _errors(report: Report) -> list[str]:
    errors = report["errors"]
    if not errors["items"]:
        return []
    total = len(errors["items"])
    counts = ", ".join(f"{KIND_NAMES[kind]} {n}" for kind, n in errors["counts"].items())
    lines = [f"{total} errors: {counts}.", ""]
    if not errors["texts"]:
        return lines
    shown_items = errors["items"][:_ERRORS]
    lines += [f"<details><summary>The first {len(shown_items)} of {total} errors</summary>", ""]
    for item in shown_items:
        sides = [f"{name} {_mention(item[name])}" for name in ("gold", "predicted") if item[name]]
        lines.append(f"- {escape(item['document'])}: {KIND_NAMES[item['kind']]}: {'; '.join(sides)}")
    return [*lines, "", "</details>", ""]


def _mention(mention: Mapping[str, Any]) -> str:
    return f"{escape(mention['label'])} “{escape(mention['text'])}”"
