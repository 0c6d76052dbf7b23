"""Fine-tuning: the encoder learns the tags of marked text, with a softmax over the tags of each word.

A run is written to a folder after each epoch, with the state of its optimizer and of its random generators, and goes
on from there when it was interrupted.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from spacy.tokens import Doc
from torch import Tensor

from atau.components.crf.scheme import Scheme
from atau.components.encoder.pieces import MASK, PAD, Pieces
from atau.components.encoder.windows import Window, windows
from atau.training.encoder.network import Tagger
from atau.training.encoder.source import FloatArray
from atau.training.settings import Say

# Tag of a token whose gold is not known.
IGNORED: Final = -100


@dataclass(frozen=True, slots=True)
class Tagged:
    """A doc, with a tag number for each token (`IGNORED` where it is not known)."""

    doc: Doc
    tags: Sequence[int]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How to train.

    rate: of AdamW at its highest, head_rate that of the new layer, decay its weight decay; layer_decay: the rate of each
    layer as a share of that of the one above it. warmup: share of the steps. pieces: of a step, fillers included.
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


def _hide(numbers: Tensor, places: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """`numbers` with the first pieces of some words replaced by the mask."""
    drawn = (torch.rand(places.shape, generator=generator) < share) & (places > 0)
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
    """Train `tagger` in place and return it with its averaged weights; goes on where `folder` ends."""
    optimizer = torch.optim.AdamW(_groups(tagger, tuning), fused=True)
    words = sum(len(text.doc) for text in data)
    average = {name: value.detach().clone() for name, value in tagger.state_dict().items()}
    state = folder / "state.pt"
    folder.mkdir(parents=True, exist_ok=True)
    first, step = 0, 0
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        if saved["tuning"] != repr(tuning):
            raise ValueError(f"{state} is of a run with other settings; choose another folder")
        tagger.load_state_dict(saved["weights"])
        optimizer.load_state_dict(saved["optimizer"])
        average, first, step = saved["average"], saved["epoch"], saved["step"]
    rates = [group["lr"] for group in optimizer.param_groups]
    if first:
        rates = saved["rates"]
    total = tuning.epochs * len(_epoch(data, pieces, tuning, 0))
    for epoch in range(first, tuning.epochs):
        begun, loss_sum = time.perf_counter(), 0.0
        torch.manual_seed(tuning.seed * 1000 + epoch)
        generator = torch.Generator().manual_seed(tuning.seed * 1000 + epoch)
        tagger.train()
        found = _epoch(data, pieces, tuning, epoch)
        for number, batch in enumerate(found):
            share = min(1.0, (step + 1) / (tuning.warmup * total))
            left = max(0.0, 1 - max(0.0, step - tuning.warmup * total) / ((1 - tuning.warmup) * total))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(share, left)
            numbers = _hide(batch.numbers, batch.places, tuning.hidden_words, generator)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = tagger(numbers, batch.places)
            loss = F.cross_entropy(scores.float().flatten(0, 1), batch.tags.flatten(), label_smoothing=tuning.smoothing)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            loss_sum += float(loss.detach())
            kept = min(tuning.averaged, (1 + step) / (10 + step)) if tuning.averaged else 0.0
            with torch.no_grad():
                for name, value in tagger.state_dict().items():
                    average[name].lerp_(value, 1 - kept)
            if number % 50 == 0:
                say(f"epoch {epoch + 1}, step {number} of {len(found)}: loss {loss_sum / (number + 1):.4f}")
        seconds = time.perf_counter() - begun
        say(f"epoch {epoch + 1}: loss {loss_sum / len(found):.4f}, {words / seconds:.0f} words/s")
        parts = {"weights": tagger.state_dict(), "optimizer": optimizer.state_dict(), "average": average}
        told = {"epoch": epoch + 1, "step": step, "tuning": repr(tuning), "rates": rates}
        partial = state.with_suffix(".tmp")
        torch.save({**parts, **told}, partial)
        partial.replace(state)
    tagger.load_state_dict(average)
    return tagger.eval()


def _epoch(data: Sequence[Tagged], pieces: Pieces, tuning: Tuning, epoch: int) -> list[Batch]:
    rng = random.Random(tuning.seed * 1000 + epoch)
    found = []
    for text in data:
        room = rng.randint(*tuning.rooms)
        found += [(w, text.tags[w.start : w.end]) for w in windows(text.doc, pieces, room)]
    return batches(found, tuning.pieces, rng)


def log_probabilities(tagger: Tagger, pieces: Pieces, docs: Sequence[Doc], room: int = 4096) -> Iterator[FloatArray]:
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
