"""One step of maximum likelihood: the loss of a batch of sequences, and its gradients."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from atau.components.crf.chain import forward_backward, inside, pad
from atau.components.crf.features import RowArray
from atau.components.crf.scheme import FloatArray, IntArray
from atau.components.crf.weights import Weights


class Batch(NamedTuple):
    """N tokens of sequences, the longest first.

    rows: (N, templates) table rows of their features. dense: (N, L) what the network adds to their scores. answers:
    (N,) their tags. lengths: (S,) tokens of each sequence.
    """

    rows: RowArray
    dense: FloatArray
    answers: IntArray
    lengths: IntArray


class Gradients(NamedTuple):
    """Of the weights. table: (R, L) of the distinct table rows `rows` (R,). transitions: (L, L). start, end: (L,)."""

    rows: RowArray
    table: FloatArray
    transitions: FloatArray
    start: FloatArray
    end: FloatArray


def learn(batch: Batch, weights: Weights, dropout: float, random: Generator) -> tuple[float, Gradients, FloatArray]:
    """The loss, the gradients of `weights`, and that of ``batch.dense`` (N, L).

    dropout: the share of features that are left out of each token.
    """
    touched, matrix = _matrix(batch.rows, len(weights.keys), dropout, random)
    emissions = matrix @ weights.table[touched]
    emissions += batch.dense
    answers, lengths = batch.answers, batch.lengths
    marginals = forward_backward(pad(emissions, lengths), lengths, weights.transitions, weights.start, weights.end)
    gradient: FloatArray = marginals.tags[inside(lengths)]
    gradient[np.arange(len(answers)), answers] -= 1.0
    loss = float(marginals.log_z.sum()) - _score(emissions, answers, lengths, weights)
    pairs, first, last = marginals.pairs, marginals.start, marginals.end
    ends = np.cumsum(lengths)
    starts = ends - lengths
    joined = np.ones(len(answers), dtype=bool)
    joined[starts] = False
    np.add.at(pairs, (answers[:-1][joined[1:]], answers[1:][joined[1:]]), -1.0)
    np.add.at(first, answers[starts], -1.0)
    np.add.at(last, answers[ends - 1], -1.0)
    return loss, Gradients(touched, matrix.T @ gradient, pairs, first, last), gradient


def _matrix(rows: RowArray, unknown: int, dropout: float, random: Generator) -> tuple[RowArray, Any]:
    """The distinct table rows of (N, templates) rows, and the (N, distinct) matrix of features, some dropped."""
    # scipy is needed for training alone; annotating loads faster without it.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    count, width = rows.shape
    touched, columns = np.unique(rows, return_inverse=True)
    values = np.ones(rows.size, dtype=np.float32)
    values[rows.ravel() == unknown] = 0.0
    if dropout:
        values *= random.random(rows.size) >= dropout
        values /= 1.0 - dropout
    matrix = csr_matrix(
        (values, columns.ravel(), np.arange(0, rows.size + 1, width)), shape=(count, len(touched)), dtype=np.float32
    )
    return touched, matrix


def _score(emissions: FloatArray, answers: IntArray, lengths: IntArray, weights: Weights) -> float:
    """The scores of the right sequences, added up."""
    score = float(emissions[np.arange(len(answers)), answers].sum())
    position = 0
    for length in lengths.tolist():
        path = answers[position : position + length]
        score += float(weights.transitions[path[:-1], path[1:]].sum())
        score += float(weights.start[path[0]] + weights.end[path[-1]])
        position += length
    return score
