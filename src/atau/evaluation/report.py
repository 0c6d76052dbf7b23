"""Writing a report, and showing it on a terminal."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from atau.evaluation.charts import p_shown, with_interval
from atau.evaluation.gold import EvaluationError
from atau.evaluation.html import KIND_NAMES, SCHEME_NAMES, report_html
from atau.evaluation.markdown import report_md

Report = Mapping[str, Any]


def write_report(report: Report, folder: Path) -> None:
    """report.html, report.md and report.json into `folder`, which is made; each takes its name when it is complete.

    Raises EvaluationError where `folder` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise EvaluationError(f"{folder} is a file; the report is written into a folder")
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "report.html": report_html(report),
        "report.md": report_md(report),
        "report.json": json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False) + "\n",
    }
    for name, text in contents.items():
        part = folder / f".{name}.part-{os.getpid()}"
        part.write_bytes(text.encode("utf-8", errors="backslashreplace"))
        os.replace(part, folder / name)


def as_terminal(report: Report, width: int = 100) -> str:
    """The scores for a terminal: schemes, types, the comparison, what to know."""
    scores, data = report["scores"], report["data"]
    model = report["model"]
    head = f"{model['name']} {model['version'] or ''}".strip()
    lines = [
        f"{head}: {data['records']:,} texts in {data['groups']:,} groups, {sum(data['mentions'].values()):,} mentions",
        "",
    ]
    rows = [_row(f"{name} ({remark})", scores["schemes"][scheme]) for scheme, (name, remark) in SCHEME_NAMES.items()]
    rows.append(_row("macro (mean over the types, strict)", scores["macro"]))
    if scores["names"]:
        rows.append(_row("without numbers (strict)", scores["names"]))
    if scores["nested"]:
        rows.append(_row("nested (strict)", scores["nested"]["micro"]))
    rows += [_row(label, found["strict"]) for label, found in scores["types"].items()]
    lines.append(terminal_table(["", "precision", "recall", "F1", "gold"], rows, width=width))
    if report["calibration"]:
        lines.append(f"calibration error {with_interval(report['calibration']['error'])}")
    counts = report["errors"]["counts"]
    if counts:
        lines.append("errors: " + ", ".join(f"{KIND_NAMES[kind]} {count}" for kind, count in counts.items()))
    if report["comparison"]:
        found = report["comparison"]
        base = f"{report['baseline']['name']} {report['baseline']['version'] or ''}".strip()
        rows = [
            [name, with_interval(row["difference"]), p_shown(row.get("p_holm", row["p"]))]
            for name, row in (*found["overall"].items(), *found["types"].items())
        ]
        lines += ["", terminal_table([f"F1 less that of {base}", "difference", "p"], rows, width=width)]
    lines += [f"note: {note}" for note in report["notes"]]
    return "\n".join(lines)


def _row(name: str, score: Mapping[str, Any]) -> list[str]:
    numbers = [with_interval(score[metric]) for metric in ("precision", "recall", "f1")]
    return [name, *numbers, f"{score['gold']:,}" if "gold" in score else ""]


def terminal_table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int = 100) -> str:
    """A table as text, the first column to the left, the others to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for i, name in enumerate(header):
        table.add_column(Text(name), justify="right" if i else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None, force_terminal=False).print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
