"""Arguments of the training commands: optional paths, ``name=value`` pairs, settings of a config."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from thinc.api import Config

from atau.training.errors import SettingError

Say = Callable[[str], None]
#: The file of a long training in its folder; see `logged`.
LOG: Final = "log.txt"


def logged(path: Path, say: Say) -> Say:
    """`say`, which also writes each line, with its time, to the end of the file `path`."""

    def both(line: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}\n")
        say(line)

    return both


def prefixed(say: Say, name: str) -> Say:
    """`say` with `name` before each line."""
    return lambda line: say(f"{name}: {line}")


def optional(path: str) -> tuple[Path, bool]:
    """The path, and whether it may be missing: a question mark before it says so."""
    bare = path.removeprefix("?")
    return Path(bare), bare != path


def existing(paths: Iterable[str], say: Say) -> list[Path]:
    """The paths that exist. Optional ones (see `optional`) that do not are reported to `say`.

    Raises SettingError where a required path is missing.
    """
    found = []
    for given in paths:
        path, may_be_missing = optional(given)
        if path.exists():
            found.append(path)
        elif may_be_missing:
            say(f"not found, continuing without it: {path}")
        else:
            raise SettingError(f"{path} does not exist; put a question mark before a path that may be missing")
    return found


def named(given: Iterable[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` arguments of an option as a dict. Raises SettingError."""
    found: dict[str, str] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name.isidentifier() or not value or name in found:
            wanted = "expected NAME=VALUE, each name once, made of letters, digits and underscores"
            raise SettingError(f"{option} {item!r}: {wanted}")
        found[name] = value
    return found


def weights(given: Iterable[str], option: str) -> dict[str, float]:
    """``NAME=NUMBER`` arguments of an option as a dict. Raises SettingError."""
    found: dict[str, float] = {}
    for name, value in named(given, option).items():
        try:
            found[name] = float(value)
        except ValueError:
            raise SettingError(f"{option} {name}={value}: {value!r} is not a number") from None
    return found


def overrides(given: Iterable[str], section: str = "") -> dict[str, Any]:
    """``SETTING=VALUE`` arguments of ``--set`` as spaCy's config overrides; values are JSON, otherwise plain text.

    section: where a name without a dot belongs, such as ``components.kk_crf``. Raises SettingError.
    """
    found: dict[str, Any] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name or not ("." in name or section):
            raise SettingError(f"--set {item!r}: expected SETTING=VALUE, such as training.max_epochs=5")
        try:
            parsed = json.loads(value)
        except ValueError:
            parsed = value
        found[name if "." in name else f"{section}.{name}"] = parsed
    return found


def apply_overrides(config: Config, changes: Mapping[str, Any]) -> None:
    """Change settings of `config` in place; a name is a dotted path, as on spaCy's command line.

    Raises SettingError where there is no such section, or no such setting of training.
    """
    for name, value in changes.items():
        *path, last = name.split(".")
        block: Any = config
        for part in path:
            block = block.get(part) if isinstance(block, dict) else None
        if not isinstance(block, dict):
            raise SettingError(f"{name}: the config has no section [{'.'.join(path)}]")
        if path == ["training"] and last not in Language.default_config["training"]:
            raise SettingError(f"{name}: there is no such setting in [training]")
        block[last] = value
