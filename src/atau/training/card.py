"""The card of a model: its scores for meta.json and its README, from the report of an evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]
_KEYS: Final = {"p": "precision", "r": "recall", "f": "f1"}
# A type, or a kind of mention, with a lower F1 is listed as a weakness.
WEAK: Final = 0.8
_FEWEST: Final = 20


def performance(report: Json, figures: Json) -> dict[str, Any]:
    """``meta["performance"]`` in spaCy's format (``ents_p``, ``ents_r``, ``ents_f``, ``ents_per_type``, ``speed``).

    Each F1 has its 95 % interval (``ents_f_interval``, ``f_interval``), None where there is no interval.
    """
    scores = report["scores"]
    found: dict[str, Any] = {f"ents_{key}": scores["micro"][name]["value"] for key, name in _KEYS.items()}
    found["ents_f_interval"] = _bounds(scores["micro"]["f1"])
    found["ents_per_type"] = {
        label: {
            **{key: schemes["strict"][name]["value"] for key, name in _KEYS.items()},
            "f_interval": _bounds(schemes["strict"]["f1"]),
        }
        for label, schemes in scores["types"].items()
    }
    if report["calibration"]:
        found["calibration_error"] = report["calibration"]["error"]["value"]
    found["speed"] = figures["words_per_second"]
    return found


def _bounds(number: Json) -> list[float] | None:
    return None if number["low"] is None else [number["low"], number["high"]]


def shown(number: Json) -> str:
    """A score with its interval, for people."""
    if number["value"] is None:
        return "–"
    text = f"{number['value']:.3f}"
    return text if number["low"] is None else f"{text} ({number['low']:.3f}–{number['high']:.3f})"


def readme(meta: Json, report: Json, figures: Json, notes: str, megabytes: float) -> str:
    """The README of a model package, Markdown.

    meta: the model's meta.json with name, version, requirements, sources. figures: of `atau training measure`.
    notes: Markdown, the model's purpose and known weaknesses. megabytes: of the model on disk.
    """
    title = f"{meta['lang']}_{meta['name']}"
    parts = [
        f"# {title} {meta['version']}",
        f"{meta['description']}.",
        f"```\npip install --no-deps --no-index {title}-{meta['version']}-py3-none-any.whl\n```",
        f'```python\nimport atau\nnlp = atau.load("{title}")\n```',
        _table(("", ""), _facts(meta, figures, megabytes)),
        "## Scores",
        _gold(report),
        _table(("", "precision", "recall", "F1", "gold"), _scores(report)),
        *_remarks(report),
        notes.strip(),
        "### Measured weaknesses",
        "\n".join(f"- {line}" for line in weaknesses(report)) or "None found.",
        "## What it was trained on",
        _table(("source", "licence", "author", "read", "in the project's repository"), map(_source, meta["sources"])),
        "The model holds weights of hashed features; this package contains no sentence it was trained on. Sources that "
        "are not in the project's repository are not redistributed.",
        "Changes from version to version: CHANGELOG.md.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(meta: Json, figures: Json, megabytes: float) -> list[tuple[str, str]]:
    labels = sorted({label for found in meta["labels"].values() for label in found})
    return [
        ("needs", ", ".join(meta["requirements"])),
        ("pipeline", ", ".join(meta["pipeline"])),
        ("labels", ", ".join(labels)),
        ("licence", meta["license"]),
        ("size on disk", f"{megabytes:.1f} MB"),
        ("load time", f"{figures['load_seconds']:.2f} s, spaCy imported"),
        ("speed", f"{figures['words_per_second']:,} words/s on one core"),
        ("", f"{figures['words_per_second_first_pass']:,} words/s over the first {figures['words']:,} words"),
        ("peak memory", f"{figures['peak_memory_mb']:,} MB, Python and spaCy included"),
    ]


def _gold(report: Json) -> str:
    data = report["data"]
    names = ", ".join(f"`{path}`" for path in report["settings"]["gold"])
    return (
        f"On {names}: {data['records']:,} texts, {sum(data['mentions'].values()):,} mentions. A mention counts where "
        "its boundaries and its type are right; in brackets 95 % intervals, resampled by text."
    )


def _scores(report: Json) -> list[Sequence[str]]:
    scores = report["scores"]
    rows: list[Sequence[str]] = [_row(label, schemes["strict"]) for label, schemes in scores["types"].items()]
    rows.append(_row("all (micro)", scores["micro"]))
    rows.append(["mean of the types (macro)", *(shown(scores["macro"][name]) for name in _KEYS.values()), ""])
    if scores["nested"]:
        rows.append(_row("mentions inside others", scores["nested"]["micro"]))
    return rows


def _row(name: str, found: Json) -> list[str]:
    return [name, *(shown(found[metric]) for metric in _KEYS.values()), f"{found['gold']:,}"]


def _remarks(report: Json) -> Iterable[str]:
    if report["calibration"]:
        yield f"Calibration error of the confidence `ent._.score`: {shown(report['calibration']['error'])}."
    comparison = report["comparison"]
    if comparison:
        micro = comparison["overall"]["micro"]
        name = report["baseline"]["name"]
        difference = shown(micro["difference"])
        yield f"F1 of `{name}` alone on the same texts: {micro['baseline']:.3f}; difference {difference}."


def weaknesses(report: Json) -> list[str]:
    """Types and kinds of mentions with an F1 under 0.8, a line each.

    Kinds with fewer than 20 gold mentions are left out.
    """
    found = [(label, schemes["strict"]) for label, schemes in report["scores"]["types"].items()]
    slices = report["slices"]
    titles = {"seen": "mentions {}, compared with the training texts", "case": "in {}", "length": "mentions of {}"}
    for name, title in titles.items():
        found += [(title.format(key), scores) for key, scores in (slices[name] or {}).items()]
    return [
        f"{name}: F1 {shown(scores['f1'])}, {scores['gold']:,} mentions"
        for name, scores in found
        if scores.get("gold", 0) >= _FEWEST and (scores["f1"]["value"] or 0.0) < WEAK
    ]


def _source(source: Json) -> list[str]:
    name = f"[{source['name']}]({source['url']})" if source.get("url") else source["name"]
    times = f"{source.get('weight', '1')}×"
    return [name, source.get("license") or "–", source.get("author") or "–", times, source.get("in_repository") or "–"]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
