"""With which model, rules and options a store was filled: documents read with other ones do not mix."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from atau.annotate.checkpoint import settings_of_model
from atau.facts.store.documents import Options

Settings = dict[str, Any]
# Packages whose tables decide what is read and which facts are found, besides those of `atau.fingerprint`.
_PACKAGES: Final = ("dates", "documents", "facts")
_HEX_DIGITS: Final = 16
_NAMES: Final = {
    "model": "the model",
    "model_files": "the files of the model",
    "atau": "the version of atau",
    "tables": "the word tables and rules of atau",
    "fact_tables": "the tables for facts, dates and documents",
    "text_field": "--text-field",
}


def settings_of(model: str, options: Options) -> Settings:
    """What decides the rows of a document, fit for JSON. Raises ModelError where there is no such model."""
    return {**settings_of_model(model), "fact_tables": _tables(), **asdict(options)}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs, for display: ``the model was kk_ent_news_md 0.2.2 and is rules now``."""
    found = []
    for key, name in _NAMES.items():
        if before.get(key) == now.get(key):
            continue
        if key in ("tables", "fact_tables"):
            found.append(f"{name} have changed")
        elif key == "model_files":
            if before.get("model") == now.get("model"):
                found.append(f"{name} have changed")
        else:
            found.append(f"{name} was {before.get(key)} and is {now.get(key)} now")
    return found


def as_text(settings: Settings) -> str:
    """`settings` as they are stored."""
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def _tables() -> str:
    here = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((here / package).rglob("data/*")):
            # What lies in this package says how rows are stored, not what is found.
            if path.is_file() and Path(__file__).parent not in path.parents:
                digest.update(path.relative_to(here).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:_HEX_DIGITS]
