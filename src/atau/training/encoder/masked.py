"""Masked words: the encoder guesses the pieces of words that were hidden from it (whole-word masking)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from atau.components.encoder.pieces import MASK, PAD, SPECIAL, UNKNOWN
from atau.components.encoder.windows import Window
from atau.training.encoder.batches import IGNORED, filled, grouped
from atau.training.encoder.network import Encoder
from atau.training.encoder.precision import autocast

# Of the words that are to be guessed so many are replaced by the mask, and so many by other pieces; the rest stay as
# they are, so that the encoder does not learn that what it sees is never asked for (Devlin et al., 2019).
_MASKED: Final = 0.8
_REPLACED: Final = 0.1
_NO_WORD: Final = -1


class WordGuesser(nn.Module):
    """An encoder with layers that score every piece; the last has the encoder's own vectors of pieces for weights."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        size, hidden = encoder.word.weight.shape
        self.encoder = encoder
        self.dense = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(size))

    def forward(self, numbers: Tensor, asked: Tensor) -> Tensor:
        """Scores, (asked pieces, all pieces). numbers, asked: (batch, length); asked: whether a piece is guessed."""
        x = self.norm(F.gelu(self.dense(self.encoder(numbers)[asked])))
        return F.linear(x, self.encoder.word.weight, self.bias)


@dataclass(frozen=True, slots=True)
class Text:
    """Windows of text. numbers: (windows, length). words: which word of its window each piece is of, -1 for none."""

    numbers: Tensor
    words: Tensor

    @property
    def pieces(self) -> int:
        """How many are read."""
        return self.numbers.numel()


def text_batches(found: Sequence[Window], pieces: int, rng: random.Random) -> list[Text]:
    """Batches of windows; `pieces` of each, fillers included."""
    return [_text(group) for group in grouped(found, lambda window: len(window.numbers), pieces, rng)]


def _text(group: Sequence[Window]) -> Text:
    words = [_words(window) for window in group]
    return Text(filled([window.numbers for window in group], PAD), filled(words, _NO_WORD))


def _words(window: Window) -> list[int]:
    """For each piece of a window the word it is of; of none are start, end, and words with an unknown piece."""
    marks = np.zeros(len(window.numbers), dtype=np.int64)
    marks[window.places] = 1
    words = np.cumsum(marks) - 1
    words[-1] = _NO_WORD
    unknown = words[np.array(window.numbers) == UNKNOWN]
    words[np.isin(words, unknown)] = _NO_WORD
    found: list[int] = words.tolist()
    return found


def hide(text: Text, share: float, size: int) -> tuple[Tensor, Tensor]:
    """Numbers with about `share` of the words hidden, and for each piece its own number where it is to be guessed.

    All pieces of a word are hidden in one way. size: of the table of pieces.
    """
    words = text.words.clamp(min=0)
    shape = (len(words), int(words.max()) + 1)
    inside = text.words != _NO_WORD
    asked = (torch.rand(shape) < share).gather(1, words) & inside
    way = torch.rand(shape).gather(1, words)
    others = torch.randint(len(SPECIAL), size, text.numbers.shape)
    numbers = torch.where(asked & (way < _MASKED), MASK, text.numbers)
    numbers = torch.where(asked & (way >= _MASKED) & (way < _MASKED + _REPLACED), others, numbers)
    return numbers, torch.where(asked, text.numbers, IGNORED)


def guess_loss(guesser: WordGuesser, text: Text, share: float) -> tuple[Tensor, int]:
    """The sum of the losses of the hidden pieces, in nats, and how many they are."""
    numbers, answers = hide(text, share, len(guesser.bias))
    asked = answers != IGNORED
    with autocast():
        scores = guesser(numbers, asked)
    return F.cross_entropy(scores.float(), answers[asked], reduction="sum"), int(asked.sum())
