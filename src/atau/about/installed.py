"""Versions, models and tables that are installed, as plain data."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

from atau import __version__, loading
from atau.about.tables import sources_of, tables
from atau.fingerprint import differences, is_stamped
from atau.training_size import remark, size_of

#: The packages that atau requires, whose versions are shown.
PACKAGES: Final = ("spacy", "spacy-lookups-data", "scikit-learn", "typer", "rich", "jinja2")


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


def _configured_pipeline(path: Path) -> list[str]:
    from spacy.util import load_config

    file = path if path.is_file() else path / "config.cfg"
    try:
        return list(load_config(file, interpolate=True).get("nlp", {}).get("pipeline", []))
    except Exception as error:  # whatever a broken config makes its readers raise
        raise loading.ModelError(
            f"{file} cannot be read: {' '.join(str(error).split()) or type(error).__name__}"
        ) from None
