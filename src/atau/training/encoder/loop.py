"""The loop that pretraining and fine-tuning share: AdamW, a rate that rises and falls, a running mean of the weights.

A run is written to its folder every few minutes and after each epoch, and goes on from there when it was interrupted.
Every step seeds its random numbers anew, so that an interrupted run ends as one that was not.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import torch
from torch import Tensor, nn

from atau.training.encoder.checkpoint import Progress, load_finished, resume, save, save_finished
from atau.training.settings import Say

#: The state of a run in its folder, until it is finished; then its weights alone.
RUN: Final = "run.safetensors"
WEIGHTS: Final = "weights.safetensors"
# Seconds between two writings of a run, which take some: a state has four numbers for each weight.
SAVED_EVERY = 300.0
# Steps between two lines of the log.
TOLD_EVERY = 50


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to train.

    rate: of AdamW at its highest, head_rate that of new layers, decay its weight decay. layer_decay: the rate of each
    layer as a share of that of the one above it. warmup: share of the steps in which the rate rises. pieces: of a step,
    with fillers. averaged: decay of the running mean of the weights, which is what is used; 0 for none.
    """

    epochs: int
    rate: float
    head_rate: float = 1e-3
    decay: float = 0.01
    layer_decay: float = 1.0
    warmup: float = 0.1
    pieces: int = 1600
    dropout: float = 0.1
    averaged: float = 0.995
    seed: int = 0


class Sized(Protocol):
    """A step of an epoch; pieces: how many it reads."""

    @property
    def pieces(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Work:
    """What to train, and on what.

    network: its encoder, where it has one, is called ``encoder``; all else is new. steps: those of an epoch, the same
    whenever they are asked for. loss: of a step. after: called with the number of epochs done, while the network has
    its averaged weights. data: tells this data from other data.
    """

    network: nn.Module
    steps: Callable[[int], Sequence[Sized]]
    loss: Callable[[Any], Tensor]
    data: str
    after: Callable[[int], None] | None = None


def train(work: Work, schedule: Schedule, folder: Path, say: Say = lambda line: None) -> None:
    """Train the network in place, which then has its averaged weights; goes on where the run in `folder` ended.

    Raises SettingError where that is a run with other settings, data or first weights.
    """
    network = work.network
    settings = f"{schedule} {work.data} {_digest(network)}"
    if load_finished(folder / WEIGHTS, network, settings):
        network.eval()
        return
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(_groups(network, schedule), fused=True)
    progress = resume(folder / RUN, network, optimizer, settings) or Progress.first(network)
    _epochs(
        work, schedule, optimizer, progress, lambda: save(folder / RUN, network, optimizer, progress, settings), say
    )
    network.load_state_dict(progress.average)
    network.eval()
    save_finished(folder / WEIGHTS, network, settings)
    (folder / RUN).unlink(missing_ok=True)


def _epochs(
    work: Work,
    schedule: Schedule,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
    keep: Callable[[], None],
    say: Say,
) -> None:
    highest = [group["lr"] for group in optimizer.param_groups]
    first = work.steps(0)
    total = schedule.epochs * len(first)
    kept = time.monotonic()
    for epoch in range(progress.epochs, schedule.epochs):
        steps = work.steps(epoch) if epoch else first
        begun, pieces = time.perf_counter(), 0
        work.network.train()
        for number in range(progress.done, len(steps)):
            share = share_of(progress.steps, total, schedule.warmup)
            for group, rate in zip(optimizer.param_groups, highest, strict=True):
                group["lr"] = rate * share
            torch.manual_seed(schedule.seed * 1_000_003 + progress.steps)
            progress.loss += _step(work, optimizer, steps[number])
            pieces += steps[number].pieces
            _average(progress, work.network, schedule.averaged)
            progress.steps += 1
            progress.done += 1
            if number % TOLD_EVERY == 0:
                say(f"epoch {epoch + 1}, step {number} of {len(steps)}: loss {progress.loss / progress.done:.4f}")
            if time.monotonic() - kept > SAVED_EVERY:
                keep()
                kept = time.monotonic()
        speed = pieces / (time.perf_counter() - begun)
        say(f"epoch {epoch + 1}: loss {progress.loss / len(steps):.4f}, {speed:.0f} pieces/s")
        if work.after is not None:
            _with_average(work.network, progress.average, partial(work.after, epoch + 1))
        progress.epochs, progress.done, progress.loss = epoch + 1, 0, 0.0
        keep()


def share_of(step: int, total: int, warmup: float) -> float:
    """The rate of a step as a share of the highest: it rises in a line, then falls in one."""
    rising = warmup * total
    return min((step + 1) / max(rising, 1.0), max(0.0, (total - step) / max(total - rising, 1.0)), 1.0)


def _step(work: Work, optimizer: torch.optim.Optimizer, step: Any) -> float:
    loss = work.loss(step)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(work.network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _average(progress: Progress, network: nn.Module, decay: float) -> None:
    # The mean of the first steps would be that of the untrained weights.
    kept = min(decay, (2 + progress.steps) / (11 + progress.steps)) if decay else 0.0
    with torch.no_grad():
        for name, value in network.state_dict().items():
            progress.average[name].lerp_(value, 1 - kept)


def _with_average(network: nn.Module, average: dict[str, Tensor], do: Callable[[], None]) -> None:
    own = {name: value.detach().clone() for name, value in network.state_dict().items()}
    network.load_state_dict(average)
    do()
    network.load_state_dict(own)


def _groups(network: nn.Module, schedule: Schedule) -> list[dict[str, Any]]:
    """The parameters with their rates: the lower a layer, the lower its rate."""
    layers = len(network.encoder.layers) if hasattr(network, "encoder") else 0
    groups: dict[tuple[float, float], list[Any]] = {}
    for name, parameter in network.named_parameters():
        place, *parts = name.split(".")
        if place != "encoder":
            rate = schedule.head_rate
        else:
            depth = layers - 1 - int(parts[1]) if parts[0] == "layers" else layers
            rate = schedule.rate * schedule.layer_decay**depth
        groups.setdefault((rate, 0.0 if parameter.ndim < 2 else schedule.decay), []).append(parameter)
    return [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in groups.items()]


def _digest(network: nn.Module) -> str:
    """Tells the weights that training begins with from others."""
    digest = hashlib.sha256()
    for name, value in network.state_dict().items():
        digest.update(name.encode("utf-8") + value.detach().contiguous().numpy().tobytes())
    return digest.hexdigest()
