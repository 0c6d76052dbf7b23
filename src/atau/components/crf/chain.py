"""The linear chain: likelihood, marginals and the best sequence, for a batch of sequences at once.

Sequences come padded, longest first. Probabilities are scaled step by step (Rabiner 1989), so long sequences neither
underflow nor need logarithms in the inner loop.

Everything is computed with the precision of the emissions. In single precision the last digits of a probability depend
on what else is in the batch, because a matrix product adds up in an order that depends on its size: good enough for a
gradient, not for a score that two machines must agree on. `ChainRecognizer.predict` gives double precision.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atau.components.crf.scheme import IntArray, RealArray, Scheme

# Padded tokens of one batch: enough for fast matrix products, little enough for the cache.
BATCH_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class Marginals:
    """What the chain says about a batch of B sequences of at most T tokens with L tags.

    log_z: (B,). tags: (B, T, L), zero behind the end of a sequence. pairs: (L, L), start, end: (L,), expected
    counts. forward, backward, scale, local: the scaled recursions, for the probability of whole spans.
    """

    log_z: RealArray
    tags: RealArray
    pairs: RealArray
    start: RealArray
    end: RealArray
    forward: RealArray
    backward: RealArray
    scale: RealArray
    local: RealArray


def alive(lengths: IntArray) -> IntArray:
    """(T,) how many sequences reach token t; `lengths` are in falling order."""
    steps = np.arange(int(lengths[0])) if len(lengths) else np.arange(0)
    return np.searchsorted(-lengths, -steps, side="left").astype(np.int64)


def pad(scores: RealArray, lengths: IntArray) -> RealArray:
    """(B, T, L) out of the scores of all tokens (N, L), sequence after sequence."""
    padded = np.zeros((len(lengths), int(lengths[0]), scores.shape[1]), dtype=scores.dtype)
    padded[inside(lengths)] = scores
    return padded


def inside(lengths: IntArray) -> NDArray[np.bool_]:
    """(B, T) true where a sequence has a token."""
    mask: NDArray[np.bool_] = np.arange(int(lengths[0]))[None] < lengths[:, None]
    return mask


def forward_backward(
    emissions: RealArray, lengths: IntArray, transitions: RealArray, start: RealArray, end: RealArray
) -> Marginals:
    """Forward-backward over padded emissions (B, T, L); masks are part of transitions (L, L), start and end (L,)."""
    batch, steps, size = emissions.shape
    dtype = emissions.dtype
    reach = alive(lengths)
    highest = emissions.max(-1, keepdims=True)
    local = np.exp(emissions - highest)
    step, first, last_step = (np.exp(weights.astype(dtype)) for weights in (transitions, start, end))
    forward = np.zeros((steps, batch, size), dtype=dtype)
    backward = np.zeros((steps, batch, size), dtype=dtype)
    scale = np.ones((steps, batch), dtype=dtype)
    tiny = dtype.type(1e-30)
    now = first * local[:, 0]
    scale[0] = now.sum(-1) + tiny
    forward[0] = now / scale[0][:, None]
    for t in range(1, steps):
        n = reach[t]
        now = (forward[t - 1, :n] @ step) * local[:n, t]
        total = now.sum(-1) + tiny
        scale[t, :n] = total
        forward[t, :n] = now / total[:, None]
    rows = np.arange(batch)
    final = lengths - 1
    closing = (forward[final, rows] * last_step).sum(-1) + tiny
    log_z = np.log(scale).sum(0) + np.log(closing) + (highest[..., 0] * inside(lengths)).sum(1)
    backward[final, rows] = last_step / closing[:, None]
    pairs = np.zeros((size, size), dtype=np.float64)
    for t in range(steps - 2, -1, -1):
        n = reach[t + 1]
        ahead = local[:n, t + 1] * backward[t + 1, :n] / scale[t + 1, :n, None]
        backward[t, :n] = ahead @ step.T
        pairs += forward[t, :n].T @ ahead
    tags = (forward * backward).transpose(1, 0, 2)
    return Marginals(
        log_z=log_z,
        tags=tags,
        pairs=(pairs * step).astype(np.float32),
        start=tags[:, 0].sum(0),
        end=tags[rows, final].sum(0),
        forward=forward,
        backward=backward,
        scale=scale,
        local=local,
    )


def best_tags(
    emissions: RealArray, lengths: IntArray, transitions: RealArray, start: RealArray, end: RealArray
) -> list[IntArray]:
    """The most probable tags of each sequence (Viterbi), exact; ties go to the lower tag number."""
    batch, steps, size = emissions.shape
    reach = alive(lengths)
    back = np.zeros((steps, batch, size), dtype=np.int16)
    score = start + emissions[:, 0]
    scores = np.empty((batch, size), dtype=emissions.dtype)
    scores[:] = score
    for t in range(1, steps):
        n = reach[t]
        paths = scores[:n, :, None] + transitions
        best = paths.argmax(1)
        back[t, :n] = best
        scores[:n] = np.take_along_axis(paths, best[:, None], 1)[:, 0] + emissions[:n, t]
    tags = (scores + end).argmax(-1)
    out: list[IntArray] = []
    for row, length in enumerate(lengths.tolist()):
        path = np.zeros(length, dtype=np.int64)
        tag = int(tags[row])
        for t in range(length - 1, -1, -1):
            path[t] = tag
            tag = int(back[t, row, tag])
        out.append(path)
    return out


def likely_spans(
    found: Marginals, lengths: IntArray, transitions: RealArray, scheme: Scheme, threshold: float
) -> list[list[tuple[int, int, str, float]]]:
    """For each sequence every (start, end, label, probability) span at least as probable as `threshold`.

    The probability is the exact marginal of the whole span: that it begins, goes on and ends as a mention of `label`.
    """
    out: list[list[tuple[int, int, str, float]]] = [[] for _ in lengths]
    step = np.exp(transitions.astype(found.tags.dtype))
    for number, label in enumerate(scheme.labels):
        begin, within, last, unit = range(1 + 4 * number, 5 + 4 * number)
        rows, starts = np.nonzero(found.tags[:, :, unit] >= threshold)
        for row, t in zip(rows.tolist(), starts.tolist(), strict=True):
            out[row].append((t, t + 1, label, float(found.tags[row, t, unit])))
        rows, starts = np.nonzero(found.tags[:, :, begin] >= threshold)
        for row, t in zip(rows.tolist(), starts.tolist(), strict=True):
            # The weight of all paths that begin here and are still inside after token u.
            weight = float(found.forward[t, row, begin])
            previous = begin
            for u in range(t + 1, int(lengths[row])):
                grow = found.local[row, u] / found.scale[u, row]
                closed = weight * float(step[previous, last] * grow[last]) * float(found.backward[u, row, last])
                if closed >= threshold:
                    out[row].append((t, u + 1, label, min(1.0, closed)))
                weight *= float(step[previous, within] * grow[within])
                previous = within
                if weight * float(found.backward[u, row, within]) < threshold:
                    break
    return out


def best_spans(spans: Sequence[tuple[int, int, str, float]], span_threshold: float) -> list[tuple[int, int, str]]:
    """Of (start, end, label, probability) spans those without overlap with the greatest sum of
    probability - `span_threshold`.

    Each of them is right with its probability; with `span_threshold` at half the F1 within reach, the expected F1 is
    greatest.
    """
    # Reading by where spans end: the best sum up to there, and the span taken last with what was best before it.
    ends: list[int] = [0]
    sums: list[float] = [0.0]
    taken: list[tuple[int, tuple[int, int, str]] | None] = [None]
    for start, end, label, probability in sorted(spans, key=lambda span: (span[1], span[0], span[2])):
        before = bisect_right(ends, start) - 1
        total = sums[before] + probability - span_threshold
        better = total > sums[-1]
        ends.append(end)
        sums.append(total if better else sums[-1])
        taken.append((before, (start, end, label)) if better else None)
    chosen: list[tuple[int, int, str]] = []
    at = len(taken) - 1
    while at > 0:
        last = taken[at]
        if last is None:
            at -= 1
        else:
            chosen.append(last[1])
            at = last[0]
    return chosen[::-1]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of sequences of similar length, longest first, about BATCH_TOKENS tokens of padded size at a time."""
    order = sorted((i for i, length in enumerate(lengths) if length), key=lambda i: -lengths[i])
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
