"""What an output was begun with: model, options and versions, in a hidden file beside it.

``--resume`` must not go on with another model or other options without a word. The file ``.NAME.atau`` is written
right before the first record, and stays: whoever resumes a finished output (because the input has grown) is told too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from atau.annotate.job import Job
from atau.annotate.output import FileOutput
from atau.annotate.resume import ResumeError
from atau.partial import hidden_beside

Settings = dict[str, Any]
_SUFFIX: Final = "atau"
_HEX_DIGITS: Final = 16
# How the settings are called in a message.
_NAMES: Final = {
    "model": "the model",
    "model_files": "the files of the model",
    "atau": "the version of atau",
    "tables": "the word tables and rules of atau",
    "format": "--format",
    "text_field": "--text-field",
    "input_format": "--input-format",
    "encoding": "--encoding",
    "labels": "--labels",
    "min_score": "--min-score",
    "explain": "--explain",
    "facts": "--facts",
    "only_kazakh": "--only-kazakh",
}


def settings_of(job: Job, model: str) -> Settings:
    """What decides the content of the output of `job` with the model `model`, fit for JSON."""
    return {
        **settings_of_model(model),
        "format": job.format,
        "text_field": job.text_field,
        "input_format": job.input_format,
        "encoding": job.encoding,
        "labels": sorted(job.labels) if job.labels else None,
        "min_score": job.min_score,
        "explain": job.explain,
        "facts": job.facts,
        "only_kazakh": job.only_kazakh,
    }


def settings_of_model(model: str) -> Settings:
    """What decides which entities `model` finds, fit for JSON.

    Of a model its name, and a checksum of its files; where they are is of no account.
    """
    from atau import __version__, loading
    from atau.fingerprint import fingerprint

    source = loading.find_model(model)
    name = source.meta.get("name")
    version = source.meta.get("version", "")
    return {
        "model": f"{source.meta.get('lang', '')}_{name} {version}".strip() if name else source.name,
        "model_files": _checksum(source.path),
        "atau": __version__,
        "tables": _digest(fingerprint()),
    }


def checkpoint_of(output: Path) -> Path:
    """Where the settings of `output` are kept."""
    return hidden_beside(output, _SUFFIX)


def write_checkpoint(output: Path, settings: Settings) -> None:
    """Keep `settings` beside `output`. Raises OSError."""
    file = FileOutput(checkpoint_of(output))
    file.write((json.dumps(settings, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    file.close(complete=True)


def check_settings(output: Path, settings: Settings, say: Callable[[str], None]) -> None:
    """Raises ResumeError where `output` was begun with other settings; it says which. Notes where nothing tells."""
    path = checkpoint_of(output)
    try:
        before = json.loads(path.read_bytes())
    except (OSError, ValueError):
        before = None
    if not isinstance(before, dict):
        say(f"note: {path} is missing or damaged, so nothing tells whether {output} was begun with the same settings")
        return
    found = differences(before, settings)
    if found:
        raise ResumeError(
            f"{output} was begun with other settings: {'; '.join(found)}. Resume with the same ones, or choose "
            "another --output."
        )


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs, for display: ``--min-score was 0.5 and is not given now``."""
    found = []
    for key, name in _NAMES.items():
        if key not in before or before[key] == now.get(key):
            continue
        if key == "model_files" and before.get("model") != now.get("model"):
            continue  # said by the name
        if key in ("model_files", "tables"):
            found.append(f"{name} have changed")
        else:
            found.append(f"{name} was {_shown(before[key])} and is {_shown(now.get(key))} now")
    return found


def _shown(value: Any) -> str:
    if value is None:
        return "not given"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _digest(value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
    return hashlib.sha256(data).hexdigest()[:_HEX_DIGITS]


def _checksum(path: Path) -> str:
    from atau.checksums import sha256_of

    if path.is_file():
        return sha256_of(path)[:_HEX_DIGITS]
    files = sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return _digest([(file.relative_to(path).as_posix(), sha256_of(file)) for file in files])
