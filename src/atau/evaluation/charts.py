"""Plots as SVG and bars as HTML, their colours out of the style sheet, so that they follow light and dark."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

_WIDTH: Final = 360
_HEIGHT: Final = 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 44
_SERIES: Final = 4

Number = Mapping[str, float | None]


def shown(value: float | None, digits: int = 3) -> str:
    """A number for the eye; a dash for none."""
    return "–" if value is None else f"{value:.{digits}f}"


def with_interval(number: Number, digits: int = 3) -> str:
    """``0.812 (0.790–0.834)`` as plain text, ``-0.012 (-0.020 to 0.001)`` where a side is below zero."""
    low, high = number["low"], number["high"]
    if low is None or high is None:
        return shown(number["value"], digits)
    middle = " to " if low < 0 else "–"
    return f"{shown(number['value'], digits)} ({shown(low, digits)}{middle}{shown(high, digits)})"


def p_shown(value: float | None) -> str:
    """A p-value for the eye."""
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"


def bars(rows: Sequence[tuple[str, str, Number]]) -> str:
    """Horizontal bars of 0 to 1 with intervals. rows: name, a remark beside it, the number."""
    lines = []
    for name, remark, number in rows:
        value = number["value"]
        inner = "" if value is None else f'<div class="fill" style="width:{100 * value:.2f}%"></div>'
        if number["low"] is not None and number["high"] is not None:
            width = 100 * (number["high"] - number["low"])
            inner += f'<div class="whisker" style="left:{100 * number["low"]:.2f}%;width:{width:.2f}%"></div>'
        remark = f" <small>{html.escape(remark)}</small>" if remark else ""
        lines.append(
            f'<div class="bar"><div class="name">{html.escape(name)}{remark}</div><div class="track">{inner}</div>'
            f'<div class="value">{with_interval(number)}</div></div>'
        )
    ticks = "".join(f"<span>{tick}</span>" for tick in ("0", "0.25", "0.5", "0.75", "1"))
    axis = f'<div class="axis" aria-hidden="true"><div></div><div>{ticks}</div><div></div></div>'
    return f'<div class="bars">{"".join(lines)}{axis}</div>'


def differences(rows: Sequence[tuple[str, str, Number]]) -> str:
    """Differences with their intervals about a line at zero. rows: name, a remark beside the number, the number."""
    bounds = [abs(v) for *_, n in rows for v in (n["value"], n["low"], n["high"]) if v is not None]
    reach = max([0.01, *bounds]) * 1.1

    def place(value: float) -> float:
        return 50 + 50 * value / reach

    lines = []
    for name, remark, number in rows:
        inner = '<div class="zero" style="left:50%"></div>'
        low, high, value = number["low"], number["high"], number["value"]
        if low is not None and high is not None:
            inner += f'<div class="whisker" style="left:{place(low):.2f}%;width:{place(high) - place(low):.2f}%"></div>'
        if value is not None:
            inner += f'<div class="dot" style="left:{place(value):.2f}%"></div>'
        text = "–" if value is None else f"{value:+.3f}"
        lines.append(
            f'<div class="bar"><div class="name">{html.escape(name)}</div><div class="track">{inner}</div>'
            f'<div class="value">{text} <small class="muted">{html.escape(remark)}</small></div></div>'
        )
    ticks = f"<span>−{reach:.2f}</span><span>0</span><span>+{reach:.2f}</span>"
    axis = f'<div class="axis" aria-hidden="true"><div></div><div>{ticks}</div><div></div></div>'
    return f'<div class="bars">{"".join(lines)}{axis}</div>'


class Plot:
    """A square plot with axes; x and y are given in data units."""

    def __init__(self, title: str, x_label: str, y_label: str, x: tuple[float, float], y: tuple[float, float]) -> None:
        self._x, self._y = x, y
        self._parts: list[str] = []
        self._head = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{html.escape(title)}">'
        bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        middle = (_LEFT + right) / 2
        self.add(f'<text x="{middle:.0f}" y="{_HEIGHT - 6}" text-anchor="middle">{html.escape(x_label)}</text>')
        half = (_TOP + bottom) / 2
        self.add(
            f'<text transform="translate(12 {half:.0f}) rotate(-90)" text-anchor="middle">{html.escape(y_label)}</text>'
        )
        for tick in _ticks(*y):
            at = self.at(x[0], tick)[1]
            self.add(f'<path class="grid" d="M{_LEFT} {at:.1f}H{right}"/>')
            self.add(f'<text class="tick" x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{tick:g}</text>')

    def x_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Marks under the x axis."""
        for value, text in ticks:
            at = self.at(value, self._y[0])[0]
            self.add(
                f'<text class="tick" x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 17}" text-anchor="middle">'
                f"{html.escape(text)}</text>"
            )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the data is in the picture."""
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        across = (x - self._x[0]) / ((self._x[1] - self._x[0]) or 1)
        up = (y - self._y[0]) / ((self._y[1] - self._y[0]) or 1)
        return _LEFT + across * (right - _LEFT), bottom - up * (bottom - _TOP)

    def add(self, part: str) -> None:
        """A piece of SVG."""
        self._parts.append(part)

    def line(self, points: Sequence[tuple[float, float]], name: str) -> None:
        """A line through `points`."""
        path = "L".join("{:.1f} {:.1f}".format(*self.at(*point)) for point in points)
        self.add(f'<path class="{name}" d="M{path}"/>')

    def point(self, x: float, y: float, name: str, tip: str, radius: float = 4) -> None:
        """A dot with a tooltip."""
        cx, cy = self.at(x, y)
        title = f"<title>{html.escape(tip)}</title>"
        self.add(f'<circle class="{name}" cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:g}">{title}</circle>')

    def whisker(self, x: float, low: float, high: float) -> None:
        """A vertical interval."""
        cx, top = self.at(x, high)
        self.add(f'<path class="error" d="M{cx:.1f} {top:.1f}V{self.at(x, low)[1]:.1f}"/>')

    def svg(self) -> str:
        """The picture."""
        return self._head + "".join(self._parts) + "</svg>"


def reliability(calibration: Mapping[str, Any]) -> str:
    """Precision against confidence by bins, with Wilson intervals, over a histogram of the mentions."""
    plot = Plot("Reliability: precision by confidence", "confidence", "precision", (0, 1), (0, 1))
    most = max(bin["mentions"] for bin in calibration["bins"]) or 1
    for found in calibration["bins"]:
        if found["mentions"]:
            left, top = plot.at(found["from"] + 0.01, 0.25 * found["mentions"] / most)
            right, bottom = plot.at(found["to"] - 0.01, 0)
            plot.add(
                f'<rect class="count" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
                f'height="{bottom - top:.1f}"><title>{found["mentions"]} mentions</title></rect>'
            )
    plot.line([(0, 0), (1, 1)], "diagonal")
    known = [found for found in calibration["bins"] if found["mentions"]]
    plot.line([(found["confidence"], found["precision"]) for found in known], "line")
    for found in known:
        plot.whisker(found["confidence"], found["low"], found["high"])
        tip = f"{found['mentions']} mentions: confidence {found['confidence']:.2f}, precision {found['precision']:.2f}"
        plot.point(found["confidence"], found["precision"], "point", tip)
    plot.x_ticks([(t / 4, f"{t / 4:g}") for t in range(5)])
    return plot.svg()


def precision_recall(thresholds: Mapping[str, Any]) -> str:
    """Precision against recall as the threshold falls; the best F1 marked."""
    points = thresholds["points"]
    low = math.floor(min(0.9, *(p["precision"] for p in points)) * 10 + 1e-9) / 10
    plot = Plot("Precision and recall over the threshold", "recall", "precision", (0, 1), (low, 1))
    plot.line([(p["recall"], p["precision"]) for p in points], "line")
    for p in points:
        tip = f"threshold {p['threshold']:.3f}: precision {p['precision']:.3f}, recall {p['recall']:.3f}"
        plot.point(p["recall"], p["precision"], "point", tip, 2)
    best = thresholds["best"]
    tip = f"best F1 {best['f1']:.3f} at {best['threshold']:.3f}"
    plot.point(best["recall"], best["precision"], "best", tip, 5)
    plot.x_ticks([(t / 4, f"{t / 4:g}") for t in range(5)])
    return plot.svg()


def learning_curve(points: Sequence[Mapping[str, Any]]) -> str:
    """F1 against the size of the training data, on a logarithmic axis; a line a series."""
    sizes = [math.log10(max(p["size"], 1)) for p in points]
    values = [v for p in points for v in (p["f1"], p["low"], p["high"]) if v is not None]
    bottom = max(0.0, math.floor(min(values) * 10 - 0.2) / 10)
    margin = 0.05 * (max(sizes) - min(sizes) or 1)
    across = (min(sizes) - margin, max(sizes) + margin)
    plot = Plot("Learning curve", "training data (logarithmic)", "F1", across, (bottom, 1))
    names = list(dict.fromkeys(p["series"] for p in points))
    for number, name in enumerate(names):
        own = [p for p in points if p["series"] == name]
        colour = f"s{number % _SERIES}"
        plot.line([(math.log10(max(p["size"], 1)), p["f1"]) for p in own], f"line {colour}")
        for p in own:
            if p["low"] is not None and p["high"] is not None:
                plot.whisker(math.log10(max(p["size"], 1)), p["low"], p["high"])
            tip = f"{name} {p['size']:g}: F1 {p['f1']:.3f}".strip()
            plot.point(math.log10(max(p["size"], 1)), p["f1"], f"point {colour}", tip)
        if name:
            x, y = 60, _HEIGHT - _BOTTOM - 12 - 16 * (len(names) - 1 - number)
            plot.add(f'<circle class="point {colour}" cx="{x}" cy="{y - 4}" r="4"/>')
            plot.add(f'<text x="{x + 10}" y="{y}">{html.escape(name)}</text>')
    different = sorted({p["size"] for p in points})
    step = max(1, math.ceil(len(different) / 6))
    plot.x_ticks([(math.log10(max(size, 1)), f"{size:g}") for size in different[::step]])
    return plot.svg()


def _ticks(low: float, high: float) -> list[float]:
    step = 0.25 if high - low > 0.6 else 0.1 if high - low > 0.25 else 0.05
    count = round((high - low) / step)
    return [round(high - i * step, 4) for i in range(count + 1) if high - i * step >= low - 1e-9]
