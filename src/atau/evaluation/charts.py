"""Plots as SVG. Their colours are in the style sheet, so that they follow light and dark mode."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from atau.evaluation.report_types import CurvePoint
from atau.evaluation.score_types import Calibration, Thresholds

_WIDTH: Final = 360
_HEIGHT: Final = 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 44
_SERIES: Final = 4


class Plot:
    """A square plot with axes; x and y are given in data units. Text is escaped."""

    def __init__(self, title: str, x_label: str, y_label: str, x: tuple[float, float], y: tuple[float, float]) -> None:
        self._x, self._y = x, y
        self._parts: list[Markup] = []
        self._title = title
        bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        self.add('<text x="{:.0f}" y="{}" text-anchor="middle">{}</text>', (_LEFT + right) / 2, _HEIGHT - 6, x_label)
        turned = '<text transform="translate(12 {:.0f}) rotate(-90)" text-anchor="middle">{}</text>'
        self.add(turned, (_TOP + bottom) / 2, y_label)
        for tick in _ticks(*y):
            at = self.at(x[0], tick)[1]
            self.add('<path class="grid" d="M{} {:.1f}H{}"/>', _LEFT, at, right)
            self.add('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{:g}</text>', _LEFT - 6, at + 4, tick)

    def add(self, template: str, *values: object) -> None:
        """A piece of SVG: `template` is trusted, `values` are escaped."""
        self._parts.append(Markup(template).format(*values))

    def x_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Labels below the x axis."""
        for value, text in ticks:
            x = self.at(value, self._y[0])[0]
            y = _HEIGHT - _BOTTOM + 17
            self.add('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>', x, y, text)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The coordinates in the picture of a point of the data."""
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        across = (x - self._x[0]) / ((self._x[1] - self._x[0]) or 1)
        up = (y - self._y[0]) / ((self._y[1] - self._y[0]) or 1)
        return _LEFT + across * (right - _LEFT), bottom - up * (bottom - _TOP)

    def line(self, points: Sequence[tuple[float, float]], name: str) -> None:
        """A line through `points`."""
        path = "L".join("{:.1f} {:.1f}".format(*self.at(*point)) for point in points)
        self.add('<path class="{}" d="M{}"/>', name, path)

    def point(self, x: float, y: float, name: str, tip: str, radius: float = 4) -> None:
        """A dot with a tooltip."""
        dot = '<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:g}"><title>{}</title></circle>'
        self.add(dot, name, *self.at(x, y), radius, tip)

    def whisker(self, x: float, low: float, high: float) -> None:
        """A vertical interval."""
        across, top = self.at(x, high)
        self.add('<path class="error" d="M{:.1f} {:.1f}V{:.1f}"/>', across, top, self.at(x, low)[1])

    def svg(self) -> Markup:
        """The picture."""
        head = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">').format(_WIDTH, _HEIGHT, self._title)
        return head + Markup("").join(self._parts) + Markup("</svg>")


def reliability(calibration: Calibration) -> Markup:
    """Precision against confidence by bins, with Wilson intervals, over a histogram of the mentions."""
    plot = Plot("Reliability: precision by confidence", "confidence", "precision", (0, 1), (0, 1))
    most = max(found["mentions"] for found in calibration["bins"]) or 1
    for found in calibration["bins"]:
        if found["mentions"]:
            left, top = plot.at(found["from"] + 0.01, 0.25 * found["mentions"] / most)
            right, bottom = plot.at(found["to"] - 0.01, 0)
            box = '<rect class="count" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
            plot.add(box, left, top, right - left, bottom - top, f"{found['mentions']} mentions")
    plot.line([(0, 0), (1, 1)], "diagonal")
    known: list[tuple[float, float]] = []
    for found in calibration["bins"]:
        confidence, precision = found["confidence"], found["precision"]
        if confidence is not None and precision is not None:
            known.append((confidence, precision))
    plot.line(known, "line")
    for found in calibration["bins"]:
        confidence, precision, low, high = found["confidence"], found["precision"], found["low"], found["high"]
        if confidence is None or precision is None or low is None or high is None:
            continue
        plot.whisker(confidence, low, high)
        tip = f"{found['mentions']} mentions: confidence {confidence:.2f}, precision {precision:.2f}"
        plot.point(confidence, precision, "point", tip)
    plot.x_ticks([(t / 4, f"{t / 4:g}") for t in range(5)])
    return plot.svg()


def precision_recall(thresholds: Thresholds) -> Markup:
    """Precision against recall as the threshold falls; the best F1 highlighted."""
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


def learning_curve(points: Sequence[CurvePoint]) -> Markup:
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
            plot.add('<circle class="point {}" cx="{}" cy="{}" r="4"/>', colour, x, y - 4)
            plot.add('<text x="{}" y="{}">{}</text>', x + 10, y, name)
    different = sorted({p["size"] for p in points})
    step = max(1, math.ceil(len(different) / 6))
    plot.x_ticks([(math.log10(max(size, 1)), f"{size:g}") for size in different[::step]])
    return plot.svg()


def _ticks(low: float, high: float) -> list[float]:
    step = 0.25 if high - low > 0.6 else 0.1 if high - low > 0.25 else 0.05
    count = round((high - low) / step)
    return [round(high - i * step, 4) for i in range(count + 1) if high - i * step >= low - 1e-9]
