"""Writing a report to files and showing it on a terminal."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from atau.evaluation.formatting import (
    P_NOTE,
    P_TITLE,
    comparison_rows,
    error_counts,
    format_estimate,
    format_p,
    model_title,
    summary_rows,
)
from atau.evaluation.gold import EvaluationError
from atau.evaluation.html import report_html
from atau.evaluation.markdown import report_md
from atau.evaluation.report_types import EvaluationReport, Layer

_METRICS: Final = ("precision", "recall", "F1", "gold")
_ERRORS: Final[dict[Layer, str]] = {"outer": "errors", "nested": "errors of mentions inside others"}


def write_report(report: EvaluationReport, folder: Path) -> None:
    """Write report.html, report.md and report.json into `folder`, which is created; each is renamed when complete.

    Raises EvaluationError if `folder` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise EvaluationError(f"{folder} is a file; give a folder for the report")
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


def as_terminal(report: EvaluationReport, width: int = 100, by: Sequence[str] = ()) -> str:
    """The scores for a terminal: averages, types, comparison with the baseline, notes.

    by: fields of the records whose values get a row each.
    """
    scores, data = report["scores"], report["data"]
    size = f"{data['records']:,} texts in {data['groups']:,} groups, {sum(data['mentions'].values()):,} mentions"
    lines = [f"{model_title(report['model'])}: {size}", ""]
    rows = [_row(f"{name} ({remark})", score) for name, remark, score in summary_rows(report)]
    rows += [_row(label, found["strict"]) for label, found in scores["types"].items()]
    lines.append(terminal_table(["", *_METRICS], rows, width=width))
    for field in by:
        rows = [_row(value, score) for value, score in report["slices"]["meta"][field].items()]
        lines += ["", terminal_table([field, *_METRICS], rows, width=width), ""]
    if report["calibration"]:
        lines.append(f"calibration error {format_estimate(report['calibration']['error'])}")
    for layer, title in _ERRORS.items():
        counts = error_counts(report, layer)
        lines += [f"{title}: {counts}"] if counts else []
    if report["comparison"]:
        rows = [
            [name, format_estimate(row["difference"]), format_p(p)]
            for name, row, p in comparison_rows(report["comparison"])
        ]
        lines += [
            "",
            terminal_table([f"ΔF1 vs {model_title(report['baseline'])}", "difference", P_TITLE], rows, width=width),
            P_NOTE,
        ]
    lines += [f"note: {note}" for note in report["notes"]]
    return "\n".join(lines)


def _row(name: str, score: Mapping[str, Any]) -> list[str]:
    numbers = [format_estimate(score[metric]) for metric in ("precision", "recall", "f1")]
    return [name, *numbers, f"{score['gold']:,}" if "gold" in score else ""]


def terminal_table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int = 100) -> str:
    """A table as text; the first column is left-aligned, the others right-aligned."""
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
