"""report.html: one file that needs no other."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, Final

from atau.evaluation.charts import (
    bars,
    differences,
    learning_curve,
    p_shown,
    precision_recall,
    reliability,
    shown,
    with_interval,
)
from atau.evaluation.pairs import KINDS
from atau.labels import COLORS, FALLBACK

KIND_NAMES: Final = {
    "missed": "missed",
    "spurious": "spurious",
    "type": "wrong type",
    "boundary": "wrong boundary",
    "type+boundary": "wrong type and boundary",
}
SCHEME_NAMES: Final = {
    "strict": ("strict", "boundaries and type"),
    "exact": ("exact boundary", "the type does not count"),
    "partial": ("partial", "half a point for an overlap"),
    "type": ("type", "any overlap with the right type"),
}
_WORST: Final = 30
_HEAT_STRONG: Final = 0.55
# More columns than this have their names upright.
_MANY: Final = 8
Report = Mapping[str, Any]


def report_html(report: Report) -> str:
    """The page for a report (JSON data as report.schema.json says)."""
    sections = [
        ("scores", "Scores", _summary(report)),
        ("types", "Types", _types(report)),
        ("baseline", "Against the baseline", _comparison(report)),
        ("confusion", "Confusion", _confusion(report)),
        ("confidence", "Confidence", _confidence(report)),
        ("slices", "Slices", _slices(report)),
        ("curve", "Learning curve", _curve(report)),
        ("documents", "Documents", _documents(report)),
        ("errors", "Errors", _errors(report)),
    ]
    there = [section for section in sections if section[2]]
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in there)
    body = "".join(f'<section id="{name}"><h2>{title}</h2>{content}</section>' for name, title, content in there)
    title = f"Evaluation of {_model(report['model'])}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{_file('report.css')}</style>\n</head>\n<body>\n"
        f"<header><h1>{_text(title)}</h1>{_about(report)}</header>\n<nav><div>{links}</div></nav>\n"
        f"<main>\n{body}\n</main>\n{_footer(report)}{_data(report)}\n<script>\n{_file('report.js')}</script>\n"
        "</body>\n</html>\n"
    )


def _file(name: str) -> str:
    return (resources.files("atau.evaluation") / "data" / name).read_text("utf-8")


def _text(value: object) -> str:
    return html.escape(str(value)).encode("utf-8", errors="replace").decode("utf-8")


def _model(about: Mapping[str, Any]) -> str:
    return f"{about['name']} {about['version'] or ''}".strip()


def _about(report: Report) -> str:
    data = report["data"]
    gold = ", ".join(f"<code>{_text(path)}</code>" for path in report["settings"]["gold"])
    mentions = sum(data["mentions"].values())
    grouped = "" if data["groups"] == data["records"] else f" in {data['groups']:,} groups"
    line = f"{data['records']:,} texts{grouped}, {mentions:,} mentions"
    if report["baseline"]:
        line += f"; baseline {_text(_model(report['baseline']))}"
    notes = [*report["notes"], *(f"{_text(code)}: {n}" for code, n in report.get("problems", {}).items())]
    listed = "".join(f"<li>{_text(note)}</li>" for note in notes)
    return f"<p class='muted'>Gold: {gold}. {line}.</p>" + (
        f'<div class="notes"><ul>{listed}</ul></div>' if notes else ""
    )


def _tile(name: str, number: Mapping[str, Any], remark: str = "") -> str:
    low, high = number["low"], number["high"]
    bounds = f"{shown(low)}–{shown(high)}" if low is not None else "no interval"
    extra = f"<span>{_text(remark)}</span>" if remark else ""
    value = shown(number["value"])
    return f'<div class="tile"><span>{_text(name)}</span><b>{value}</b><span>{bounds}</span>{extra}</div>'


def _summary(report: Report) -> str:
    scores = report["scores"]
    tiles = [_tile("micro F1, strict", scores["micro"]["f1"]), _tile("macro F1, strict", scores["macro"]["f1"])]
    if scores["names"]:
        tiles.append(_tile("micro F1 without numbers", scores["names"]["f1"]))
    if scores["nested"]:
        tiles.append(_tile("nested layer F1", scores["nested"]["micro"]["f1"]))
    if report["calibration"]:
        tiles.append(_tile("calibration error", report["calibration"]["error"]))
    rows = []
    for scheme, (name, remark) in SCHEME_NAMES.items():
        rows.append(([f"{name} <small class='muted'>{remark}</small>"], scores["schemes"][scheme]))
    rows.append((["macro <small class='muted'>mean over the types, strict</small>"], {**scores["macro"]}))
    if scores["names"]:
        rows.append((["without numbers <small class='muted'>strict</small>"], scores["names"]))
    if scores["nested"]:
        rows.append((["nested <small class='muted'>mentions inside others, strict</small>"], scores["nested"]["micro"]))
    return (
        f'<div class="tiles">{"".join(tiles)}</div>'
        + _table(["", "precision", "recall", "F1", "gold", "predicted"], [_score_row(*row) for row in rows])
        + "<p class='muted'>In brackets: 95 % bootstrap intervals over groups of texts. The schemes are those of "
        "SemEval-2013.</p>"
    )


def _score_row(head: Sequence[str], score: Mapping[str, Any]) -> list[str]:
    cells = [_interval(score[name]) for name in ("precision", "recall", "f1")]
    counts = [f"{score[name]:,}" if name in score else "" for name in ("gold", "predicted")]
    return [*head, *cells, *counts]


def _interval(number: Mapping[str, Any]) -> str:
    text = with_interval(number)
    value, _, bounds = text.partition(" ")
    return f"{value} <small>{bounds}</small>" if bounds else value


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join(
        f"<tr><th>{first}</th>" + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>" for first, *rest in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _types(report: Report) -> str:
    types = report["scores"]["types"]
    drawn = bars([(label, f"{found['strict']['gold']:,}", found["strict"]["f1"]) for label, found in types.items()])
    rows = []
    for label, found in types.items():
        row = _score_row([_text(label)], found["strict"])
        rows.append([*row, shown(found["partial"]["f1"]["value"]), shown(found["type"]["f1"]["value"])])
    header = ["", "precision", "recall", "F1", "gold", "predicted", "partial F1", "overlap F1"]
    nested = report["scores"]["nested"]
    inner = ""
    if nested:
        inner_rows = [_score_row([_text(label)], found) for label, found in nested["types"].items()]
        inner = "<h3>Nested layer</h3>" + _table(header[:6], inner_rows)
    return f"<p class='muted'>F1, strict, with the number of gold mentions.</p>{drawn}{_table(header, rows)}{inner}"


def _comparison(report: Report) -> str:
    found = report["comparison"]
    if not found:
        return ""
    base, model = _text(_model(report["baseline"])), _text(_model(report["model"]))
    rows = [(name, row, row["p"]) for name, row in found["overall"].items()]
    rows += [(name, row, row["p_holm"]) for name, row in found["types"].items()]
    drawn = differences([(name, f"p {p_shown(p)}", row["difference"]) for name, row, p in rows])
    cells = [
        [_text(name), shown(row["model"]), shown(row["baseline"]), _interval(row["difference"]), p_shown(p)]
        for name, row, p in rows
    ]
    return (
        f"<p>F1 of {model} less F1 of {base}, on the same texts.</p>{drawn}"
        + _table(["", "model", "baseline", "difference", "p"], cells)
        + "<p class='muted'>Intervals: paired bootstrap. p: two-sided approximate randomisation over groups of texts, "
        f"{found['resamples']:,} times; those of the types are adjusted for their number (Holm).</p>"
    )


def _confusion(report: Report) -> str:
    found = report["confusion"]
    rows = []
    for name, counts in zip(found["rows"], found["counts"], strict=True):
        total = sum(counts) or 1
        cells = [f"<th>{_text(name)}</th>"]
        for column, count in zip(found["columns"], counts, strict=True):
            share = count / total
            right = name == column
            style = "strong" if share > _HEAT_STRONG else ""
            heat = f' style="background:rgba(var(--heat),{share:.2f})"' if count else ""
            names = " ".join(filter(None, ("right" if right else "" if count else "none", style)))
            inner = f"<span>{count or '·'}</span>"
            if count and not right:
                inner = (
                    f'<button type="button" data-gold="{_text(name)}" data-predicted="{_text(column)}" '
                    f'title="show these errors">{count}</button>'
                )
            cells.append(f'<td class="{names}"{heat}>{inner}</td>')
        rows.append("<tr>" + "".join(cells) + "</tr>")
    head = "".join(f"<th>{_text(column)}</th>" for column in found["columns"])
    names = "confusion many" if len(found["columns"]) > _MANY else "confusion"
    return (
        "<p class='muted'>Rows: gold. Columns: prediction. A mention counts with its nearest partner, also where the "
        "boundaries differ; the colour is the part of the row.<span class='screen'> A number leads to its errors."
        f'</span></p><div class="scroll"><table class="{names}"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _confidence(report: Report) -> str:
    calibration, thresholds = report["calibration"], report["thresholds"]
    if not calibration or not thresholds:
        return ""
    error = with_interval(calibration["error"])
    best = thresholds["best"]
    rows = [
        [
            _text(label),
            shown(found["average_precision"]),
            shown(found["best"]["threshold"]),
            *(shown(found["best"][name]) for name in ("precision", "recall", "f1")),
        ]
        for label, found in thresholds["types"].items()
    ]
    header = ["", "average precision", "best threshold", "precision", "recall", "F1"]
    return (
        '<div class="two"><figure>'
        f"{reliability(calibration)}<figcaption>Reliability. Expected calibration error {error}, Brier score "
        f"{shown(calibration['brier'])}. On the dashed line a confidence is what it says; the boxes show how many "
        "mentions have it.</figcaption></figure><figure>"
        f"{precision_recall(thresholds)}<figcaption>Precision and recall as the threshold falls. Average precision "
        f"{shown(thresholds['average_precision'])}; best F1 {shown(best['f1'])} at {shown(best['threshold'])}."
        f"</figcaption></figure></div><details><summary>By type</summary>{_table(header, rows)}</details>"
    )


def _slices(report: Report) -> str:
    slices = report["slices"]
    parts = []
    seen = slices["seen"]
    if seen:
        parts.append("<h3>Seen in training or not</h3>" + _slice(seen))
        labels = sorted({label for found in seen.values() for label in found["types"]})
        rows = []
        for label in labels:
            cells = [found["types"].get(label) for found in seen.values()]
            numbers = [f"{_interval(c['f1'])} <small>of {c['gold']:,}</small>" if c else "–" for c in cells]
            rows.append([_text(label), *numbers])
        parts.append(
            f"<details><summary>By type (F1)</summary>{_table(['', *map(_text, seen)], rows)}</details>"
            "<p class='muted'>Seen: the same form with the same type is in the training data. Other form seen: another "
            "inflected form of it is.</p>"
        )
    parts.append("<h3>Length of the mention</h3>" + _slice(slices["length"]))
    parts.append("<h3>Letters</h3>" + _slice(slices["case"]))
    if slices["source"]:
        parts.append("<h3>Source</h3>" + _sources(slices["source"]))
    if slices["rule"]:
        parts.append(f"<details><summary>By rule</summary>{_sources(slices['rule'])}</details>")
    for name, values in slices["meta"].items():
        parts.append(f"<h3>{_text(name.capitalize())} of the text</h3>" + _slice(values))
    return "".join(parts)


def _slice(values: Mapping[str, Any]) -> str:
    rows = [_score_row([_text(name)], found) for name, found in values.items()]
    return _table(["", "precision", "recall", "F1", "gold", "predicted"], rows)


def _sources(values: Mapping[str, Any]) -> str:
    rows = []
    for name, found in sorted(values.items(), key=lambda item: (-item[1]["predicted"], item[0])):
        share = found.get("recall_share")
        rows.append(
            [_text(name), _interval(found["precision"]), f"{found['predicted']:,}", f"{found['tp']:g}"]
            + [shown(share)] * (share is not None)
        )
    header = ["", "precision", "predicted", "right"]
    if any(found.get("recall_share") is not None for found in values.values()):
        header.append("part of the gold found by it")
    return _table(header, rows)


def _curve(report: Report) -> str:
    points = report["learning_curve"]
    return f"<figure>{learning_curve(points)}</figure>" if points else ""


def _documents(report: Report) -> str:
    rows = []
    for found in report["documents"]:
        wrong = found["predicted"] + found["gold"] - 2 * found["tp"]
        both = found["predicted"] + found["gold"]
        rows.append((-wrong, found["id"], 2 * found["tp"] / both if both else None, found))
    rows.sort(key=lambda row: row[:2])
    cells = [
        [_text(name), shown(score), f"{-wrong:,}", *(f"{found[k]:,}" for k in ("gold", "predicted", "tp"))]
        for wrong, name, score, found in rows[:_WORST]
        if wrong
    ]
    if not cells:
        return "<p>No text has an error.</p>"
    clean = sum(not row[0] for row in rows)
    note = f"{clean:,} of {len(rows):,} texts have no error. The {len(cells)} with the most:"
    return f"<p>{note}</p>" + _table(["", "F1", "missed + spurious", "gold", "predicted", "right"], cells)


def _errors(report: Report) -> str:
    errors = report["errors"]
    if not errors["items"]:
        return "<p>There are no errors.</p>"
    kinds = "".join(
        f'<option value="{kind}">{KIND_NAMES[kind]} ({errors["counts"][kind]})</option>'
        for kind in KINDS
        if kind in errors["counts"]
    )
    mentions = [mention for item in errors["items"] for mention in (item["gold"], item["predicted"]) if mention]
    labels = sorted({mention["label"] for mention in mentions})
    types = "".join(f'<option value="{_text(label)}">{_text(label)}</option>' for label in labels)
    hidden = "" if any(item["layer"] == "nested" for item in errors["items"]) else ' style="display:none"'
    note = "" if errors["texts"] else "<p class='muted'>The report was made without the texts (--no-texts).</p>"
    return (
        f'{note}<div class="filters"><label>kind<select id="filter-kind"><option value="">all kinds</option>{kinds}'
        f'</select></label><label>type<select id="filter-type"><option value="">all types</option>{types}</select>'
        "</label>"
        f'<label{hidden}>layer<select id="filter-layer"><option value="">both layers</option>'
        '<option value="outer">outer</option><option value="nested">nested</option></select></label>'
        '<label>order<select id="filter-order"><option value="">of the texts</option>'
        '<option value="confident">most confident first</option></select></label>'
        '<label>search<input id="filter-search" type="search" placeholder="text, id or rule"></label>'
        '<button type="button" id="filter-reset" hidden>Clear</button></div>'
        '<p class="muted" id="error-count" aria-live="polite"></p><div id="error-list"></div>'
        '<button type="button" class="more" id="error-more" hidden></button>'
        "<noscript><p>The list of errors needs JavaScript; report.json holds all of them.</p></noscript>"
    )


def _footer(report: Report) -> str:
    made, settings = report["made_with"], report["settings"]
    return (
        f"<footer>atau {_text(made['atau'])}, spaCy {_text(made['spacy'])}; {settings['resamples']:,} resamples, seed "
        f"{settings['seed']}; gold <code>{report['data']['fingerprint'][:12]}</code></footer>\n"
    )


def _data(report: Report) -> str:
    errors = report["errors"]
    if not errors["items"]:
        return ""
    data = {**errors, "colors": COLORS, "fallback": FALLBACK}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = text.encode("utf-8", errors="replace").decode("utf-8")
    return f'<script type="application/json" id="errors-data">{text}</script>'
