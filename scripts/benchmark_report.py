"""The tables and plots of the benchmark, made from its measurements."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from typing import Any

from benchmark_linear import fitted_exponent

_COLOURS = ("#1f5fa8", "#b4540a", "#1d7a46", "#8a3ffc", "#b3261e")
Series = Mapping[str, Sequence[tuple[float, float]]]


def markdown(found: Mapping[str, Any], plot: str) -> str:
    """training/benchmark.md. plot: the name of the picture beside it."""
    lines = [
        "# Speed, memory, size",
        "",
        f"Made by `{found['command']}`. All systems ran in this run, one after the other, each measurement in a "
        "process of its own, on text that the process had not seen before.",
        "",
        f"Machine: {found['machine']}. Software: {found['software']}.",
        "",
        f"Text: {found['text']}.",
        "",
        "## Peers",
        "",
    ]
    systems = found["systems"]
    first = next((system for system in systems if "peak_mb" in system), systems[0])
    cells = []
    for system in systems:
        if "peak_mb" not in system:
            continue
        one, two = (system["speed"].get(str(n)) for n in (1, 2))
        cells.append(
            [
                system["name"],
                _thousands(one),
                _ratio(one, first["speed"].get("1")),
                _thousands(two),
                f"{system['load_s']:.2f}",
                _ratio(system["load_s"], first["load_s"]),
                f"{system['peak_mb']:,.0f}",
                _ratio(system["peak_mb"], first["peak_mb"]),
                f"{system['size_mb']:,.1f}",
                system.get("f1", "–"),
            ]
        )
    speed, other = ["words/s, 1 core", "×", "words/s, 2 processes"], ["load, s", "×", "peak memory, MB", "×"]
    header = ["", *speed, *other, "on disk, MB", "F1"]
    lines += table(header, cells)
    lines += [f"× is the ratio to {first['name']}. {found['reading']}", ""]
    lines += [f"Skipped: {system['name']}: {system['skipped']}." for system in systems if "skipped" in system]
    lines += [f"{system['name']}: {system['remark']}." for system in systems if system.get("remark")] + [""]
    lines += ["## As the work grows", "", f"![time against length of a text and number of texts, memory]({plot})", ""]
    for name, points in found["length"].items():
        lines += [f"One text, {name}:", ""]
        rows = [[f"{p['words']:,}", f"{p['seconds']:.3f}", f"{p['words'] / p['seconds']:,.0f}", f"{p['peak_mb']:,.0f}"]
                for p in points]  # fmt: skip
        lines += table(["words", "seconds", "words/s", "peak memory, MB"], rows)
    for name, points in found["stream"].items():
        lines += [f"A stream of texts of {found['stream_words']} words through `atau annotate`, {name}:", ""]
        rows = [[f"{p['texts']:,}", f"{p['seconds']:.2f}", _thousands(p["words"] / p["seconds"]),
                 f"{p['memory_mb']:,.0f}"] for p in points]  # fmt: skip
        lines += table(["texts", "seconds", "words/s", "memory, MB"], rows)
    lines += [_exponent(found), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table of Markdown, an empty line after it."""
    alignment = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (header, alignment, *rows)] + [""]


def _thousands(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _ratio(value: float | None, other: float | None) -> str:
    return "–" if not value or not other else f"{value / other:.3g}"


def _exponent(found: Mapping[str, Any]) -> str:
    """How time grows with the length of a text: the fitted slope in a log-log plot."""
    parts = []
    for name, points in found["length"].items():
        known = [(p["words"], p["seconds"]) for p in points if p["words"] >= 1000]
        exponent = fitted_exponent(known)
        if exponent is not None:
            parts.append(f"{name} {exponent:.2f}")
    head = "Exponent of time over words, fitted from 1,000 words on (1 is linear): "
    return f"{head}{'; '.join(parts)}." if parts else ""


def svg(found: Mapping[str, Any]) -> str:
    """Three plots side by side: a text's length, the number of texts, memory over the stream."""
    lengths = {name: [(p["words"], p["seconds"]) for p in points] for name, points in found["length"].items()}
    times = {name: [(p["texts"], p["seconds"]) for p in points] for name, points in found["stream"].items()}
    memory = {name: [(p["texts"], p["memory_mb"]) for p in points] for name, points in found["stream"].items()}
    panels = [
        _panel(0, "one text", "words", "seconds", lengths, log_y=True),
        _panel(1, "a stream of texts", "texts", "seconds", times, log_y=True),
        _panel(2, "memory over the stream", "texts", "MB", memory, log_y=False),
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 340" font-family="system-ui, sans-serif" '
        f'font-size="13"><rect width="1080" height="340" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _panel(number: int, title: str, x_name: str, y_name: str, series: Series, *, log_y: bool) -> str:
    left, right, top, bottom = 360 * number + 62, 360 * number + 328, 36, 280
    points = [point for line in series.values() for point in line]
    if not points:
        return ""
    x_low, x_high = (math.log10(f(x for x, _ in points)) for f in (min, max))
    if log_y:
        y_low = float(math.floor(math.log10(min(y for _, y in points))))
        y_high = float(math.ceil(math.log10(max(y for _, y in points))))
    else:
        y_low, y_high = 0.0, 100.0 * math.ceil(1.15 * max(y for _, y in points) / 100)
    y_high = y_high if y_high > y_low else y_low + 1
    x_high = x_high if x_high > x_low else x_low + 1

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - x_low) / (x_high - x_low)
        up = ((math.log10(y) if log_y else y) - y_low) / (y_high - y_low)
        return left + across * (right - left), bottom - up * (bottom - top)

    parts = [
        f'<text x="{(left + right) / 2}" y="20" text-anchor="middle" font-weight="600">{title}</text>',
        f'<text x="{(left + right) / 2}" y="322" text-anchor="middle">{x_name}</text>',
        f'<text transform="translate({left - 46} {(top + bottom) / 2}) rotate(-90)" text-anchor="middle">'
        f"{y_name}</text>",
    ]
    for power in range(math.ceil(x_low - 1e-9), math.floor(x_high + 1e-9) + 1):
        x = place(10**power, 10**y_low if log_y else 0)[0]
        parts.append(f'<path d="M{x:.1f} {top}V{bottom}" stroke="#e3e6ea"/>')
        parts.append(f'<text x="{x:.1f}" y="298" text-anchor="middle" fill="#555">{10**power:,}</text>')
    ticks = [10.0**p for p in range(int(y_low), int(y_high) + 1)] if log_y else [y_high * i / 4 for i in range(5)]
    for tick in ticks:
        y = place(10**x_low, tick)[1]
        parts.append(f'<path d="M{left} {y:.1f}H{right}" stroke="#e3e6ea"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{tick:.3g}</text>')
    for i, (name, line) in enumerate(series.items()):
        colour = _COLOURS[i % len(_COLOURS)]
        path = "L".join("{:.1f} {:.1f}".format(*place(*point)) for point in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for point in line:
            x, y = place(*point)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
        y = top + 14 + 17 * i
        parts.append(f'<text x="{left + 8}" y="{y}" fill="{colour}">{html.escape(name)}</text>')
    return "".join(parts)
