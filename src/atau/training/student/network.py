"""The student in PyTorch, as `atau.components.student.network` has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from atau.components.student.inputs import NOTHING
from atau.components.student.network import Convolution, FloatArray, Norm, StudentNetwork, in_eight_bits

STEPS: Final = (1, 1, 2, 4)


class ConvolutionLayer(nn.Module):
    """A token and those `step` tokens to its left and right. Three products are several times as fast as a Conv1d."""

    def __init__(self, width: int, step: int) -> None:
        super().__init__()
        self.here = nn.Linear(width, width)
        self.before = nn.Linear(width, width, bias=False)
        self.after = nn.Linear(width, width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.step = step

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        """x: (batch, length, width). inside: (batch, length, 1), 1 where there is a token, else 0."""
        x = x * inside
        y, step = self.here(x), self.step
        if x.shape[1] > step:
            y = y + F.pad(self.before(x[:, :-step]), (0, 0, step, 0)) + F.pad(self.after(x[:, step:]), (0, 0, 0, step))
        return self.norm(x + F.relu(y))


class Student(nn.Module):
    """Scores of tags, (batch, length, tags).

    dropout: of the vectors, between the layers too. hidden_words: share of the tokens whose word is not seen, so that
    the student learns from its neighbours.
    """

    def __init__(self, buckets: int, width: int, tags: int, dropout: float, hidden_words: float) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(buckets, width, mode="sum", padding_idx=NOTHING)
        with torch.no_grad():
            self.table.weight.normal_(std=0.1)
            self.table.weight[NOTHING] = 0.0
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(ConvolutionLayer(width, step) for step in STEPS)
        self.scores = nn.Linear(width, tags)
        self.dropout = dropout
        self.hidden_words = hidden_words

    def forward(self, rows: Tensor, starts: Tensor, words: Tensor, places: Tensor, inside: Tensor) -> Tensor:
        """rows: of the words, one after the other; starts: where each begins. words: (batch, length) which word a token
        is. places: (batch, length, facts) rows. inside: (batch, length).
        """
        found = self.table(rows, starts)[words]
        if self.training and self.hidden_words:
            found = found * (torch.rand(words.shape) >= self.hidden_words)[:, :, None]
        batch, length, facts = places.shape
        there = self.table(places.reshape(-1, facts)).reshape(batch, length, -1)
        x = self._dropped(self.norm(found + there))
        mask = inside[:, :, None].to(x.dtype)
        for layer in self.layers:
            x = self._dropped(layer(x, mask))
        return self.scores(x)

    def _dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


def to_numpy(student: Student) -> StudentNetwork:
    """The network that ``kk_student`` runs; its table has 8 bits."""
    with torch.no_grad():
        student.table.weight[NOTHING] = 0.0
    layers: Sequence[ConvolutionLayer] = list(student.layers)
    return StudentNetwork(
        *in_eight_bits(_array(student.table.weight)),
        _norm(student.norm),
        [_convolution(layer) for layer in layers],
        np.ascontiguousarray(_array(student.scores.weight).T),
        _array(student.scores.bias),
    )


def _convolution(layer: ConvolutionLayer) -> Convolution:
    before, here, after = (
        np.ascontiguousarray(_array(part.weight).T) for part in (layer.before, layer.here, layer.after)
    )
    return Convolution(layer.step, before, here, after, _array(layer.here.bias), _norm(layer.norm))


def _norm(norm: nn.LayerNorm) -> Norm:
    return Norm(_array(norm.weight), _array(norm.bias))


def _array(tensor: Tensor | None) -> FloatArray:
    assert tensor is not None
    found: FloatArray = tensor.detach().numpy().astype(np.float32)
    return found
