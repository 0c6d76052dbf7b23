"""The config of a training run: a config of ``configs/`` on all the training data there is.

The learning rate of the config comes down to zero over as many steps as the data takes: with a longer schedule the
CRF learns less well, with a shorter one training ends early. The names of the data stand in the config as blocks of a
mix, so that a model says what it was trained on; checksums of the data make the workflow train again where the data
changed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.util import load_config, registry
from thinc.api import Config

from atau.training.errors import SettingError
from atau.training.settings import Say, apply_overrides, existing, optional

# Share of the steps over which the learning rate rises. AdaGrad's first steps are its largest, so a long warm-up keeps
# the first batches from deciding too much (training/experiments.md).
WARMUP: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What to train on, each part by name: paths of marked text and of KazNERD files.

    A path with a question mark before it may be missing. weights: how often a part is read in an epoch; 1 where none
    is given, 0 to leave it out. dev: marked text that is scored while training. profiles: a table of label profiles,
    "" for none.
    """

    marked: Mapping[str, str]
    kaznerd: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    dev: str = "corpus/news/dev"
    profiles: str = ""


def make_config(
    base: Path, output: Path, data: TrainingData, overrides: Mapping[str, Any], say: Say = lambda line: None
) -> None:
    """Write `base`, with `overrides` and trained on `data`, to `output`; `say` is told what is left out and why.

    Raises SettingError where a part is missing or named in `weights` alone, or cannot be read.
    """
    config = load_config(base)
    apply_overrides(config, overrides)
    paths = _present(data, say)
    block = config.get("corpora", {}).get("train", {}).get("augmenter")
    # Each reader has its own, which begins its random numbers anew.
    augmenter = {"augmenter": block} if block else {}
    train = {
        "@readers": "atau.Mix.v1",
        "corpora": {name: {**_reader(path, name in data.kaznerd), **augmenter} for name, path in paths.items()},
        "weights": {name: data.weights.get(name, 1.0) for name in paths},
        "seed": 0,
    }
    apply_overrides(config, {"corpora.train": train, "paths.train": None, "paths.dev": data.dev})
    profiles = existing([data.profiles] if data.profiles else [], say)
    if profiles:
        templates = _with_profiles(config.get("components", {}).get("kk_crf", {}).get("templates"))
        apply_overrides(config, {"paths.profiles": str(profiles[0]), "components.kk_crf.templates": templates})
        say(f"with label profiles: {profiles[0]}")
    fit_schedule(config)
    files = {**paths, **({"profiles": profiles[0]} if profiles else {})}
    notes = [f"# {name}: sha256 {checksum(path)[:16]}" for name, path in files.items()]
    output.parent.mkdir(parents=True, exist_ok=True)
    text = config.to_str(interpolate=False)
    output.write_text("\n".join(["# Written by atau training config.", *notes, "", text]), encoding="utf-8")


def _with_profiles(templates: Any) -> Any:
    """The feature templates of a config, and those that look words up in profiles. Raises SettingError."""
    if templates is None:
        templates = {"@misc": "atau.feature_templates.v1", "extra": []}
    if isinstance(templates, Mapping) and templates.get("@misc") == "atau.feature_templates.v1":
        return {**templates, "extra": list(dict.fromkeys([*templates.get("extra", ()), "profiles"]))}
    raise SettingError(
        "--profiles: components.kk_crf.templates is a list, or another function than atau.feature_templates.v1; use "
        "that one, and name groups of templates in extra"
    )


def _present(data: TrainingData, say: Say) -> dict[str, Path]:
    """The paths of the parts that exist and have a weight, by name."""
    parts = {**data.marked, **data.kaznerd}
    unknown = data.weights.keys() - parts.keys()
    if unknown:
        raise SettingError(f"--weight: there is no data called {', '.join(sorted(unknown))}")
    found: dict[str, Path] = {}
    for name, given in parts.items():
        path, may_be_missing = optional(given)
        weight = data.weights.get(name, 1.0)
        if not path.exists():
            if not may_be_missing:
                raise SettingError(f"{path} does not exist; put a question mark before a path that may be missing")
            say(f"not found, continuing without it: {name}, {path}")
        elif weight == 0:
            say(f"left out, its weight is 0: {name}, {path}")
        else:
            found[name] = path
            say(f"training on: {name}, {path}, weight {weight:g}")
    if not found:
        raise SettingError("none of the training data exists")
    return found


def _reader(path: Path, kaznerd: bool) -> dict[str, Any]:
    """The config block that reads one part."""
    if not kaznerd:
        return {"@readers": "atau.MarkedCorpus.v1", "path": str(path)}
    # Our guidelines annotate more positions than KazNERD does.
    reader = {"@readers": "atau.KazNERD.v1", "path": str(path), "labels": "core", "tokenization": "atau"}
    return {**reader, "positions": True}


def checksum(path: Path) -> str:
    """SHA-256 over the names and contents of a file or folder."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def fit_schedule(config: Config) -> None:
    """Fit a linear warm-up, and how often the model is evaluated, to the steps that the training data takes.

    A config with another schedule, another batcher or no fixed number of epochs stays as it is. Raises SettingError
    where the data cannot be read.
    """
    try:
        steps = steps_of(config)
    except ValueError as error:
        raise SettingError(f"training data: {error}") from error
    if steps is None:
        return
    training = config["training"]
    training["optimizer"]["learn_rate"].update(total_steps=steps, warmup_steps=round(steps * WARMUP))
    training["eval_frequency"] = max(1, min(training["eval_frequency"], steps // 10))


def steps_of(config: Config) -> int | None:
    """The steps that the epochs of `config` take on its training data; None where the config does not fix them."""
    training = config.get("training", {})
    schedule, batcher = training.get("optimizer", {}).get("learn_rate"), training.get("batcher", {})
    if not isinstance(schedule, dict) or not isinstance(batcher.get("size"), int) or training.get("max_epochs", 0) < 1:
        return None
    if "warmup_linear" not in str(schedule.get("@schedules")) or "by_words" not in str(batcher.get("@batchers")):
        return None
    reader = registry.resolve({"train": config["corpora"]["train"]})["train"]
    words: int = sum(len(example) for example in reader(spacy.blank(config["nlp"]["lang"])))
    epochs, size = int(training["max_epochs"]), int(batcher["size"])
    return math.ceil(epochs * words / size)
