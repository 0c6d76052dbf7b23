"""Fine-tuning: the encoder learns the tags of marked text, with a softmax over the tags of each word.

Text of other guidelines can be learned beside it: it has a layer of its own on the same encoder, which is left out of
the model.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from spacy.tokens import Doc
from torch import Tensor, nn

from atau.components.encoder.pieces import MASK, Pieces
from atau.components.encoder.windows import Window, windows
from atau.training.encoder.batches import Batch, batch_of, grouped
from atau.training.encoder.loop import Schedule, Work, train
from atau.training.encoder.network import Tagger
from atau.training.encoder.precision import autocast
from atau.training.encoder.source import FloatArray
from atau.training.settings import Say

Tags = Sequence[int]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A doc, with a tag number for each token (`IGNORED` where it is not known)."""

    doc: Doc
    tags: Tags


@dataclass(frozen=True, slots=True)
class Tuning(Schedule):
    """How to fine-tune; see `Schedule`.

    hidden_words: share of the words that are replaced by the mask. rooms: the size of a window is drawn for each doc
    and epoch between these two. smoothing: of the tags. auxiliary_weight: of the loss on the auxiliary text, of which a
    step reads half as many pieces.
    """

    epochs: int = 6
    rate: float = 2e-4
    layer_decay: float = 0.95
    hidden_words: float = 0.05
    rooms: tuple[int, int] = (32, 128)
    smoothing: float = 0.0
    auxiliary_weight: float = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """A batch of the marked text, and one of the auxiliary text where there is some."""

    main: Batch
    auxiliary: Batch | None

    @property
    def pieces(self) -> int:
        """How many are read."""
        return self.main.numbers.numel() + (0 if self.auxiliary is None else self.auxiliary.numbers.numel())


def fine_tune(
    tagger: Tagger,
    pieces: Pieces,
    data: Sequence[Tagged],
    tuning: Tuning,
    folder: Path,
    say: Say = lambda line: None,
    auxiliary: Sequence[Tagged] = (),
    names: Sequence[str] = (),
) -> Tagger:
    """Train `tagger` in place and return it with its averaged weights; goes on where the run in `folder` ended.

    auxiliary: text whose tags are those of the tagger's auxiliary layer; names: what it is called, which the run does
    not go on without. Raises SettingError, see `train`.
    """

    def loss(step: Step) -> Tensor:
        found = _loss(tagger, tagger.scores, step.main, tuning)
        if step.auxiliary is not None and tagger.auxiliary is not None:
            found = found + tuning.auxiliary_weight * _loss(tagger, tagger.auxiliary, step.auxiliary, tuning)
        return found

    def steps(epoch: int) -> list[Step]:
        return _steps(data, auxiliary, pieces, tuning, epoch)

    told = " ".join([_digest(data), _digest(auxiliary), *names])
    train(Work(tagger, steps, loss, told), tuning, folder, say)
    return tagger


def _loss(tagger: Tagger, layer: nn.Module, batch: Batch, tuning: Tuning) -> Tensor:
    numbers = _hide(batch.numbers, batch.places, tuning.hidden_words)
    with autocast():
        scores = layer(tagger.words(numbers, batch.places))
    # A batch may hold no token whose tag is known.
    known = (batch.tags >= 0).sum().clamp(min=1)
    tags = batch.tags.flatten()
    total = F.cross_entropy(scores.float().flatten(0, 1), tags, label_smoothing=tuning.smoothing, reduction="sum")
    return total / known


def _hide(numbers: Tensor, places: Tensor, share: float) -> Tensor:
    """`numbers` with the first pieces of some words replaced by the mask."""
    drawn = (torch.rand(places.shape) < share) & (places > 0)
    rows, columns = drawn.nonzero(as_tuple=True)
    hidden = numbers.clone()
    hidden[rows, places[rows, columns]] = MASK
    return hidden


def _steps(
    data: Sequence[Tagged], auxiliary: Sequence[Tagged], pieces: Pieces, tuning: Tuning, epoch: int
) -> list[Step]:
    """An epoch: all of `data`, and beside each batch of it one of `auxiliary`, drawn anew for each epoch."""
    rng = random.Random(tuning.seed * 1000 + epoch)
    main = _batches([w for text in data for w in _windows(text, pieces, tuning, rng)], tuning.pieces, rng)
    if not auxiliary:
        return [Step(batch, None) for batch in main]
    size = tuning.pieces // 2
    found: list[tuple[Window, Tags]] = []
    wanted = len(main) * size
    for i in rng.sample(range(len(auxiliary)), len(auxiliary)):
        if wanted <= 0:
            break
        more = _windows(auxiliary[i], pieces, tuning, rng)
        wanted -= sum(len(window.numbers) for window, _ in more)
        found += more
    beside = _batches(found, size, rng)
    return [Step(batch, beside[i % len(beside)]) for i, batch in enumerate(main)]


def _batches(found: Sequence[tuple[Window, Tags]], pieces: int, rng: random.Random) -> list[Batch]:
    return [batch_of(group) for group in grouped(found, lambda row: len(row[0].numbers), pieces, rng)]


def _windows(text: Tagged, pieces: Pieces, tuning: Tuning, rng: random.Random) -> list[tuple[Window, Tags]]:
    room = rng.randint(*tuning.rooms)
    return [(window, text.tags[window.start : window.end]) for window in windows(text.doc, pieces, room)]


def _digest(data: Sequence[Tagged]) -> str:
    """Tells texts and their tags from others."""
    digest = hashlib.sha256()
    for text in data:
        digest.update(text.doc.text.encode("utf-8") + np.asarray(text.tags, dtype="<i8").tobytes())
    return f"{len(data)} texts {digest.hexdigest()}"


def log_probabilities(tagger: Tagger, pieces: Pieces, docs: Sequence[Doc]) -> Iterator[FloatArray]:
    """For each doc the log probability of each tag of each token, (tokens, tags)."""
    tagger.eval()
    for doc in docs:
        rows = [np.zeros((0, tagger.scores.out_features), dtype=np.float32)]
        for window in windows(doc, pieces):
            batch = batch_of([(window, [])])
            with torch.no_grad():
                scores = tagger(batch.numbers, batch.places)[0].float()
            rows.append(torch.log_softmax(scores, dim=-1).numpy())
        yield np.concatenate(rows)
