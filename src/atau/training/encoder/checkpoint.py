"""A training run on disk, so that it goes on after an interruption: tensors as safetensors, numbers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from atau.training.errors import SettingError

_NUMBERS: Final = ("epochs", "steps", "done", "loss")


@dataclass(slots=True)
class Progress:
    """How far a run is.

    epochs: done. steps: done in all, done: in the epoch that is on, loss: their sum. average: the running mean of the
    weights.
    """

    epochs: int
    steps: int
    done: int
    loss: float
    average: dict[str, Tensor]

    @classmethod
    def first(cls, network: nn.Module) -> Progress:
        """Nothing is done yet."""
        return cls(0, 0, 0, 0.0, {name: value.detach().clone() for name, value in network.state_dict().items()})


def save(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer, progress: Progress, settings: str) -> None:
    """Write everything that `resume` needs; what stood at `path` is replaced once all is written."""
    tensors = {f"weights.{name}": value for name, value in network.state_dict().items()}
    tensors |= {f"average.{name}": value for name, value in progress.average.items()}
    for number, parts in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{number}.{name}": torch.as_tensor(value) for name, value in parts.items()}
    numbers = {name: getattr(progress, name) for name in _NUMBERS}
    write_tensors(path, tensors, {**numbers, "settings": settings})


def resume(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer, settings: str) -> Progress | None:
    """Put the weights and the optimizer where the run was; None where nothing is at `path`.

    Raises SettingError where it is a run with other settings, or damaged.
    """
    found = _read(path, settings)
    if found is None:
        return None
    tensors, told = found
    network.load_state_dict(_part(tensors, "weights."))
    parts: dict[int, dict[str, Tensor]] = {}
    for name, value in _part(tensors, "optimizer.").items():
        number, _, what = name.partition(".")
        parts.setdefault(int(number), {})[what] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": parts})
    return Progress(average=_part(tensors, "average."), **{name: told[name] for name in _NUMBERS})


def save_finished(path: Path, network: nn.Module, settings: str) -> None:
    """Write the weights of a run that is over."""
    write_tensors(path, network.state_dict(), {"settings": settings})


def load_finished(path: Path, network: nn.Module, settings: str) -> bool:
    """Take over the weights of a run that is over; False where nothing is at `path`.

    Raises SettingError where it was a run with other settings, or is damaged.
    """
    found = _read(path, settings)
    if found is None:
        return False
    network.load_state_dict(found[0])
    return True


def write_tensors(path: Path, tensors: Mapping[str, Tensor], told: Mapping[str, Any]) -> None:
    """Write a safetensors file; what stood at `path` is replaced once all is written."""
    partial = path.with_suffix(".partial")
    whole = {name: value.detach().contiguous() for name, value in tensors.items()}
    save_file(whole, partial, {"told": json.dumps(told)})
    partial.replace(path)


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """What `write_tensors` wrote. Raises OSError, or SettingError where it is damaged."""
    try:
        with safe_open(path, framework="pt") as stored:
            return {name: stored.get_tensor(name) for name in stored.keys()}, json.loads(stored.metadata()["told"])  # noqa: SIM118
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise SettingError(f"{path} is damaged ({error}); delete it and run the command again") from error


def _read(path: Path, settings: str) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    if not path.is_file():
        return None
    tensors, told = read_tensors(path)
    if told.get("settings") != settings:
        raise SettingError(
            f"{path} is of a run with other settings, data or first weights; delete it, or choose another folder"
        )
    return tensors, told


def _part(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
