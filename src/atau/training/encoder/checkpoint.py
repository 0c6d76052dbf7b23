"""A training run on disk, so that it goes on after an interruption: tensors as safetensors, numbers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from atau.training.encoder.network import Tagger
from atau.training.errors import SettingError


@dataclass(slots=True)
class Progress:
    """epochs, steps: done. average: the running mean of the weights."""

    epochs: int
    steps: int
    average: dict[str, Tensor]


def save(path: Path, tagger: Tagger, optimizer: torch.optim.Optimizer, progress: Progress, settings: str) -> None:
    """Write everything that `resume` needs; what stood at `path` is replaced once all is written."""
    tensors = {f"weights.{name}": value for name, value in tagger.state_dict().items()}
    tensors |= {f"average.{name}": value for name, value in progress.average.items()}
    for number, parts in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{number}.{name}": torch.as_tensor(value) for name, value in parts.items()}
    told = {"epochs": progress.epochs, "steps": progress.steps, "settings": settings}
    partial = path.with_suffix(".partial")
    save_file(
        {name: value.detach().contiguous() for name, value in tensors.items()}, partial, {"run": json.dumps(told)}
    )
    partial.replace(path)


def resume(path: Path, tagger: Tagger, optimizer: torch.optim.Optimizer, settings: str) -> Progress | None:
    """Put the weights and the optimizer where the run was; None where nothing is at `path`.

    Raises SettingError where it is a run with other settings.
    """
    if not path.is_file():
        return None
    with safe_open(path, framework="pt") as stored:
        told: Any = json.loads(stored.metadata()["run"])
        if told["settings"] != settings:
            raise SettingError(f"{path} is of a run with other settings or data; delete it, or choose another folder")
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    tagger.load_state_dict(_part(tensors, "weights."))
    parts: dict[int, dict[str, Tensor]] = {}
    for name, value in _part(tensors, "optimizer.").items():
        number, _, what = name.partition(".")
        parts.setdefault(int(number), {})[what] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": parts})
    return Progress(told["epochs"], told["steps"], _part(tensors, "average."))


def _part(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
