"""What `atau info` and `atau explain` show: versions, the model, the sources of the tables, the rules in words."""

from __future__ import annotations

import gzip
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau import __version__, loading
from atau.fingerprint import differences, is_stamped
from atau.models import DEFAULT_MODEL, install_line
from atau.terminal import printable
from atau.training_size import remark, size_of

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from atau.components.common.explain import RuleInfo

#: The packages that atau requires, whose versions are shown.
PACKAGES: Final = ("spacy", "spacy-lookups-data", "scikit-learn", "typer", "rich", "jinja2")
_NOT_STATED: Final = "not stated"
_SHORT: Final = 100
_SHOWN: Final = 5


def collect(model: str | None = None) -> dict[str, Any]:
    """All that `atau info` shows, as plain data; the model is not loaded.

    Keys: versions, models (installed packages), model (name, kind, path, version, pipeline, labels, scores, measured,
    fingerprint, sources), tables (name, rows, about, source, licence), sources of the tables (source, licence, tables,
    rows). Raises ModelError.
    """
    name = model if model is not None else loading.default_name()
    source = loading.find_model(name)
    found = tables(resources.files("atau"))
    try:
        model_facts = describe_model(source)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise loading.ModelError(
            f"the meta.json of {source.path} does not hold what a model's does ({error})"
        ) from None
    return {
        "versions": versions(),
        "models": loading.installed_models(),
        "model": model_facts,
        "tables": found,
        "sources": sources_of(found),
    }


def versions() -> dict[str, str]:
    """The versions of atau, Python and the packages that atau requires."""
    found = {"atau": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def describe_model(source: loading.ModelSource) -> dict[str, Any]:
    """What the meta.json or the config of `source` says about it."""
    meta = source.meta
    pipeline = list(meta.get("pipeline") or _configured_pipeline(source.path))
    labels = meta.get("labels")
    performance = meta.get("performance")
    scores = performance if isinstance(performance, Mapping) else {}
    return {
        "name": source.name,
        "kind": source.kind,
        "path": str(source.path),
        "version": meta.get("version") or (__version__ if source.kind == "rules" else None),
        "pipeline": pipeline,
        "labels": {k: list(v) for k, v in labels.items() if v} if isinstance(labels, Mapping) else {},
        "scores": {k: scores[k] for k in ("ents_p", "ents_r", "ents_f", "ents_f_interval") if k in scores},
        "scores_per_type": scores.get("ents_per_type") or {},
        "measured": meta.get("measured") or {},
        "fingerprint": _fingerprint(source),
        "training": _training(source),
        "licence": meta.get("license") or None,
        "sources": list(meta.get("sources") or []),
    }


def _fingerprint(source: loading.ModelSource) -> dict[str, Any] | None:
    """Whether the installed tables are those that a model was made with; None for the rules, which have no others.

    Keys: stamped (the model says which tables it was made with), differences (a line each; [] where there are none).
    """
    if source.kind in ("rules", "config"):
        return None
    return {"stamped": is_stamped(source.meta), "differences": differences(source.meta)}


def _training(source: loading.ModelSource) -> dict[str, Any] | None:
    """How much text the model was trained on, where it says so: texts, words, remark ("" where it is enough)."""
    size = size_of(source.meta)
    return None if size is None else {"texts": size[0], "words": size[1], "remark": remark(source.meta)}


def tables(package: Traversable, inside: str = "") -> list[dict[str, Any]]:
    """The tables in the data folders of `package`: name, rows, about, source, licence.

    about: what the first sentence of its comments says. source, licence: the comment lines ``# source: …`` and
    ``# licence: …``, None where there is none.
    """
    found = []
    for entry in sorted(package.iterdir(), key=lambda item: item.name):
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.is_dir():
            found += tables(entry, path)
        elif entry.name.endswith(".tsv"):
            found.append({"name": path, **_table(entry.read_text("utf-8"))})
        elif entry.name.endswith(".tsv.gz"):
            # A compressed table has no comments: they stand beside it.
            notes = package / entry.name.replace(".tsv.gz", ".source.txt")
            head = notes.read_text("utf-8") if notes.is_file() else ""
            text = gzip.decompress(entry.read_bytes()).decode("utf-8")
            found.append({"name": path, **_table(f"{head}rows\n{text}")})
    return found


def _table(text: str) -> dict[str, Any]:
    lines = text.splitlines()
    comments = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    rows = sum(1 for line in lines if line.strip() and not line.startswith("#"))
    source, licence = _stated(comments, "source", "sources"), _stated(comments, "licence", "license")
    rest = [line for line in comments if not line.lower().startswith(("source:", "sources:", "licence:", "license:"))]
    return {
        "rows": max(rows - 1, 0),  # the first line that is not a comment names the columns
        "about": _short(" ".join(rest).partition(". ")[0].rstrip(".")),
        "source": source,
        "licence": licence,
    }


def _stated(comments: Sequence[str], *keys: str) -> str | None:
    for line in comments:
        key, colon, value = line.partition(":")
        if colon and key.lower() in keys and value.strip():
            return value.strip().rstrip(".")
    return None


def sources_of(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`found` by source and licence, the source of most tables first: source, licence, tables (names), rows.

    A source counts up to its first semicolon: what follows concerns one table.
    """
    groups: dict[tuple[str | None, str | None], list[Mapping[str, Any]]] = {}
    for table in found:
        source = table["source"].partition(";")[0].strip() if table["source"] else None
        groups.setdefault((source, table["licence"]), []).append(table)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), str(group[0])))
    return [
        {
            "source": source,
            "licence": licence,
            "tables": [table["name"] for table in members],
            "rows": sum(table["rows"] for table in members),
        }
        for (source, licence), members in ordered
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + " …"


def _configured_pipeline(path: Path) -> list[str]:
    from spacy.util import load_config

    file = path if path.is_file() else path / "config.cfg"
    try:
        return list(load_config(file, interpolate=True).get("nlp", {}).get("pipeline", []))
    except Exception as error:  # whatever a broken config makes its readers raise
        raise loading.ModelError(
            f"{file} cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
        ) from None


def as_text(info: Mapping[str, Any], *, tables: bool = False) -> str:
    """`info` as text: what matters first; with `tables` also the sources of the tables, and each table."""
    lines = [*_model_lines(info), "", "Versions"]
    lines += [f"  {name:<20}{version}" for name, version in info["versions"].items()]
    rows = sum(table["rows"] for table in info["tables"])
    of = (
        f"{_count(len(info['tables']), 'table')} with {_count(rows, 'row')} of {_count(len(info['sources']), 'source')}"
    )
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
        size = trained["remark"] or f"trained on {_count(trained['texts'], 'text')} with {trained['words']:,} words"
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
    return [f"  {table['name']} ({_count(table['rows'], 'row')}){about}", f"    source: {source}; licence: {licence}"]


def _source_line(group: Mapping[str, Any]) -> str:
    source = f"source {_NOT_STATED}" if group["source"] is None else _short(group["source"])
    licence = group["licence"] or _NOT_STATED
    return f"  {source}; licence: {licence} ({_count(len(group['tables']), 'table')}, {_count(group['rows'], 'row')})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


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


def explained_rules(rules: Sequence[RuleInfo]) -> str:
    """Everything known of `rules`, a paragraph each."""
    return "\n".join(_explained(rule) for rule in rules)


def _explained(rule: RuleInfo) -> str:
    precision = f"{rule.precision:.3f}, counted on {_count(rule.annotations, 'candidate')} in development gold"
    lines = [
        rule.id,
        f"  meaning:   {rule.meaning}",
        f"  example:   {rule.example}",
        f"  precision: {precision if rule.annotations else f'{rule.precision:.3f}, an estimate'}",
        f"  code:      atau/{rule.folder}" + (f" ({', '.join(rule.files)})" if rule.files else ""),
    ]
    return "\n".join(lines) + "\n"


def listed_rules(rules: Sequence[RuleInfo]) -> str:
    """The ids of `rules` with their meanings, under the folders of their code."""
    width = max(len(rule.id) for rule in rules)
    lines = []
    for folder in dict.fromkeys(rule.folder for rule in rules):
        lines += [f"atau/{folder}"]
        lines += [f"  {rule.id:<{width}}  {rule.meaning}" for rule in rules if rule.folder == folder]
        lines.append("")
    return "\n".join(lines)
