"""What `atau info` shows, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from atau.about.wording import count, short
from atau.models import DEFAULT_MODEL, install_line
from atau.terminal import printable

_NOT_STATED: Final = "not stated"
_SHOWN: Final = 5


def as_text(info: Mapping[str, Any], *, tables: bool = False) -> str:
    """`info` as text: what matters first; with `tables` also the sources of the tables, and each table."""
    lines = [*_model_lines(info), "", "Versions"]
    lines += [f"  {name:<20}{version}" for name, version in info["versions"].items()]
    rows = sum(table["rows"] for table in info["tables"])
    of = f"{count(len(info['tables']), 'table')} with {count(rows, 'row')} of {count(len(info['sources']), 'source')}"
    if tables:
        lines += ["", f"Sources of the tables: {of}"]
        lines += [_source_line(group) for group in info["sources"]]
        lines += ["", "Tables"]
        lines += [line for table in info["tables"] for line in _table_lines(table)]
    else:
        lines += ["", f"Word tables: {of}; --tables lists them with their licences"]
    # The meta.json of a model is data of whoever made it.
    return "".join(printable(line) + "\n" for line in lines)


def _model_lines(info: Mapping[str, Any]) -> list[str]:
    model = info["model"]
    title = " ".join(filter(None, (model["name"], model["version"])))
    lines = [f"Model: {title} ({model['kind']}, {model['path']})"]
    if model["kind"] == "rules" and DEFAULT_MODEL not in info["models"]:
        lines.append(f"  the model package {DEFAULT_MODEL} is not installed; install it: {install_line()}")
    lines += _scores(model)
    lines += _fingerprint_lines(model["fingerprint"])
    if model["training"]:
        trained = model["training"]
        size = trained["remark"] or f"trained on {count(trained['texts'], 'text')} with {trained['words']:,} words"
        lines.append(f"  {'warning: ' if trained['remark'] else ''}{size}")
    if model["licence"]:
        lines.append(f"  licence: {model['licence']}")
    for component, labels in model["labels"].items():
        lines.append(f"  labels of {component}: {', '.join(map(str, labels))}")
    lines.append(f"  pipeline: {', '.join(model['pipeline'])}")
    others = [name for name in info["models"] if name != model["name"]]
    if others:
        lines.append(f"  also installed: {', '.join(others)}")
    if model["sources"]:
        lines.append("  made with:")
        lines += [f"    {_source(source)}" for source in model["sources"]]
    return lines


def _fingerprint_lines(state: Mapping[str, Any] | None) -> list[str]:
    if state is None:
        return []
    if not state["stamped"]:
        return ["  tables: the model does not say which tables it was made with"]
    found = state["differences"]
    if not found:
        return ["  tables: the installed tables are those the model was made with"]
    more = f", and {len(found) - _SHOWN} more (all with --json)" if len(found) > _SHOWN else ""
    return [
        f"  tables: made with other tables than are installed: {', '.join(found[:_SHOWN])}{more}",
        "    scores and confidence may be off; install the atau version of the model, or a newer build of the model",
    ]


def _table_lines(table: Mapping[str, Any]) -> list[str]:
    about = f": {table['about']}" if table["about"] else ""
    source, licence = table["source"] or _NOT_STATED, table["licence"] or _NOT_STATED
    return [f"  {table['name']} ({count(table['rows'], 'row')}){about}", f"    source: {source}; licence: {licence}"]


def _source_line(group: Mapping[str, Any]) -> str:
    source = f"source {_NOT_STATED}" if group["source"] is None else short(group["source"])
    licence = group["licence"] or _NOT_STATED
    return f"  {source}; licence: {licence} ({count(len(group['tables']), 'table')}, {count(group['rows'], 'row')})"


def _scores(model: Mapping[str, Any]) -> list[str]:
    names = {"ents_p": "precision", "ents_r": "recall", "ents_f": "F1"}
    overall = [f"{names[k]} {v:.3f}" for k, v in model["scores"].items() if _is_number(v)]
    measured = model["measured"]
    gold = measured.get("gold") or []
    on = f" on {', '.join(map(str, gold))}" if gold else ""
    interval = _interval(model["scores"].get("ents_f_interval"))
    lines = [f"  scores{on}: {', '.join(overall)}{interval}"] if overall else []
    for label, scores in model["scores_per_type"].items():
        if isinstance(scores, Mapping) and _is_number(scores.get("f")):
            lines.append(f"    {label:<12}F1 {scores['f']:.3f}{_interval(scores.get('f_interval'))}")
    figures = [f"{measured[key]:,} {unit}" for key, unit in _MEASURED.items() if _is_number(measured.get(key))]
    return lines + ([f"  measured where it was built: {', '.join(figures)}"] if figures else [])


_MEASURED = {
    "words_per_second": "words/s on one core",
    "load_seconds": "s to load",
    "peak_memory_mb": "MB of memory",
    "size_mb": "MB on disk",
}


def _interval(bounds: object) -> str:
    if not isinstance(bounds, list) or len(bounds) != 2 or not all(map(_is_number, bounds)):
        return ""
    return f" ({bounds[0]:.3f}–{bounds[1]:.3f})"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))


def _source(source: object) -> str:
    if not isinstance(source, Mapping):
        return str(source)
    parts = [source.get(key) for key in ("name", "license", "author", "url")]
    return ", ".join(str(part) for part in parts if part)
