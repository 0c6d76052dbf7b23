"""Fine-tuning: the encoder learns the tags of marked text, with a softmax over the tags of each word.

A run is written to a folder after each epoch, and goes on from there when it was interrupted. Every epoch seeds its
random numbers anew, so that an interrupted run ends as one that was not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from spacy.tokens import Doc
from torch import Tensor

from atau.components.encoder.pieces import MASK, PAD, Pieces
from atau.components.encoder.windows import Window, windows
from atau.training.encoder.checkpoint import Progress, resume, save
from atau.training.encoder.network import Tagger
from atau.training.encoder.source import FloatArray
from atau.training.settings import Say

# Tag of a token whose gold is not known.
IGNORED: Final = -100
#: The state of a run, in its folder.
RUN: Final = "run.safetensors"
_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class Tagged:
    """A doc, with a tag number for each token (`IGNORED` where it is not known)."""

    doc: Doc
    tags: Sequence[int]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How to train.

    rate: of AdamW at its highest, head_rate that of the new layer, decay its weight decay. layer_decay: the rate of
    each layer as a share of that of the one above it. warmup: share of the steps. pieces: of a step, with fillers.
    hidden_words: share of the words that are replaced by the mask. rooms: the size of a window is drawn for each doc
    and epoch between these two. smoothing: of the tags. averaged: decay of the running mean of the weights, which is
    what is used; 0 for none.
    """

    epochs: int = 6
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    layer_decay: float = 0.95
    warmup: float = 0.1
    pieces: int = 1600
    dropout: float = 0.1
    hidden_words: float = 0.05
    rooms: tuple[int, int] = (32, 128)
    smoothing: float = 0.0
    averaged: float = 0.995
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """numbers: (windows, length). places, tags: (windows, words)."""

    numbers: Tensor
    places: Tensor
    tags: Tensor


def batches(found: Sequence[tuple[Window, Sequence[int]]], pieces: int, rng: random.Random) -> list[Batch]:
    """Windows of about the same length together, in any order; `pieces` of each batch, fillers included."""
    order = sorted(range(len(found)), key=lambda i: (len(found[i][0].numbers), rng.random()))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(found[i][0].numbers) > pieces:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    return [_batch([found[i] for i in group]) for group in groups if group]


def _batch(rows: Sequence[tuple[Window, Sequence[int]]]) -> Batch:
    length = max(len(window.numbers) for window, _ in rows)
    words = max(len(window.places) for window, _ in rows)
    numbers = np.full((len(rows), length), PAD, dtype=np.int64)
    places = np.zeros((len(rows), words), dtype=np.int64)
    tags = np.full((len(rows), words), IGNORED, dtype=np.int64)
    for i, (window, known) in enumerate(rows):
        numbers[i, : len(window.numbers)] = window.numbers
        places[i, : len(window.places)] = window.places
        tags[i, : len(known)] = known
    return Batch(torch.from_numpy(numbers), torch.from_numpy(places), torch.from_numpy(tags))


def _hide(numbers: Tensor, places: Tensor, share: float) -> Tensor:
    """`numbers` with the first pieces of some words replaced by the mask."""
    drawn = (torch.rand(places.shape) < share) & (places > 0)
    rows, columns = drawn.nonzero(as_tuple=True)
    hidden = numbers.clone()
    hidden[rows, places[rows, columns]] = MASK
    return hidden


def _groups(tagger: Tagger, tuning: Tuning) -> list[dict[str, Any]]:
    """The parameters with their rates: the lower a layer, the lower its rate."""
    layers = len(tagger.encoder.layers)
    groups: dict[tuple[float, float], list[Any]] = {}
    for name, parameter in tagger.named_parameters():
        if name.startswith("scores"):
            rate = tuning.head_rate
        else:
            parts = name.split(".")
            depth = layers - 1 - int(parts[2]) if parts[1] == "layers" else layers
            rate = tuning.rate * tuning.layer_decay**depth
        groups.setdefault((rate, 0.0 if parameter.ndim < 2 else tuning.decay), []).append(parameter)
    return [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in groups.items()]


def fine_tune(
    tagger: Tagger, pieces: Pieces, data: Sequence[Tagged], tuning: Tuning, folder: Path, say: Say = lambda line: None
) -> Tagger:
    """Train `tagger` in place and return it with its averaged weights; goes on where the run in `folder` ended."""
    optimizer = torch.optim.AdamW(_groups(tagger, tuning), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    folder.mkdir(parents=True, exist_ok=True)
    words = sum(len(text.doc) for text in data)
    settings = f"{tuning} {len(data)} texts {words} words"
    progress = resume(folder / RUN, tagger, optimizer, settings)
    if progress is None:
        progress = Progress(0, 0, {name: value.detach().clone() for name, value in tagger.state_dict().items()})
    total = tuning.epochs * len(_epoch(data, pieces, tuning, 0))
    for epoch in range(progress.epochs, tuning.epochs):
        begun, loss_sum = time.perf_counter(), 0.0
        torch.manual_seed(tuning.seed * 1000 + epoch)
        tagger.train()
        found = _epoch(data, pieces, tuning, epoch)
        for number, batch in enumerate(found):
            share = _share(progress.steps, total, tuning.warmup)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss_sum += _step(tagger, optimizer, batch, tuning)
            progress.steps += 1
            _average(progress, tagger, tuning.averaged)
            if number % _TOLD == 0:
                say(f"epoch {epoch + 1}, step {number} of {len(found)}: loss {loss_sum / (number + 1):.4f}")
        seconds = time.perf_counter() - begun
        say(f"epoch {epoch + 1}: loss {loss_sum / len(found):.4f}, {words / seconds:.0f} words/s")
        progress.epochs = epoch + 1
        save(folder / RUN, tagger, optimizer, progress, settings)
    tagger.load_state_dict(progress.average)
    return tagger.eval()


def _share(step: int, total: int, warmup: float) -> float:
    """The rate of a step as a share of the highest: it rises in a line, then falls in one."""
    rising = warmup * total
    return min((step + 1) / max(rising, 1.0), max(0.0, (total - step) / max(total - rising, 1.0)), 1.0)


def _step(tagger: Tagger, optimizer: torch.optim.Optimizer, batch: Batch, tuning: Tuning) -> float:
    numbers = _hide(batch.numbers, batch.places, tuning.hidden_words)
    # Half the time on CPUs that calculate in bfloat16; the weights stay in single precision.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = tagger(numbers, batch.places)
    loss = F.cross_entropy(scores.float().flatten(0, 1), batch.tags.flatten(), label_smoothing=tuning.smoothing)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _average(progress: Progress, tagger: Tagger, decay: float) -> None:
    # The mean of the first steps would be that of the untrained weights.
    kept = min(decay, (1 + progress.steps) / (10 + progress.steps)) if decay else 0.0
    with torch.no_grad():
        for name, value in tagger.state_dict().items():
            progress.average[name].lerp_(value, 1 - kept)


def _epoch(data: Sequence[Tagged], pieces: Pieces, tuning: Tuning, epoch: int) -> list[Batch]:
    rng = random.Random(tuning.seed * 1000 + epoch)
    found = []
    for text in data:
        room = rng.randint(*tuning.rooms)
        found += [(w, text.tags[w.start : w.end]) for w in windows(text.doc, pieces, room)]
    return batches(found, tuning.pieces, rng)


def log_probabilities(tagger: Tagger, pieces: Pieces, docs: Sequence[Doc]) -> Iterator[FloatArray]:
    """For each doc the log probability of each tag of each token, (tokens, tags)."""
    tagger.eval()
    for doc in docs:
        rows = [np.zeros((0, tagger.scores.out_features), dtype=np.float32)]
        for window in windows(doc, pieces):
            batch = _batch([(window, [])])
            with torch.no_grad():
                scores = tagger(batch.numbers, batch.places)[0].float()
            rows.append(torch.log_softmax(scores, dim=-1).numpy())
        yield np.concatenate(rows)
