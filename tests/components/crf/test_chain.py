"""The chain against brute force: likelihood, marginals, best sequence, probability of whole spans."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atau.components.crf.chain import batches, best_spans, best_tags, forward_backward, likely_spans, pad
from atau.components.crf.scheme import OUTSIDE, FloatArray, IntArray, Scheme

SCHEME = Scheme(["LOC", "ORG"])


def _random(seed: int, lengths: list[int]) -> tuple[FloatArray, IntArray, FloatArray, FloatArray, FloatArray]:
    random = np.random.default_rng(seed)
    size = np.array(sorted(lengths, reverse=True), dtype=np.int64)
    scores = random.normal(scale=2, size=(int(size.sum()), SCHEME.size)).astype(np.float32)
    transitions = random.normal(size=(SCHEME.size, SCHEME.size)).astype(np.float32) + SCHEME.transition_mask
    start = random.normal(size=SCHEME.size).astype(np.float32) + SCHEME.start_mask
    end = random.normal(size=SCHEME.size).astype(np.float32) + SCHEME.end_mask
    return scores, size, transitions, start, end


def _paths(
    scores: FloatArray, transitions: FloatArray, start: FloatArray, end: FloatArray
) -> dict[tuple[int, ...], float]:
    """Every possible tag sequence and its score."""
    found = {}
    for path in itertools.product(range(SCHEME.size), repeat=len(scores)):
        total = start[path[0]] + end[path[-1]] + sum(float(scores[i, tag]) for i, tag in enumerate(path))
        total += sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))
        if total > -5000:
            found[path] = float(total)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_against_all_paths(seed: int) -> None:
    scores, lengths, transitions, start, end = _random(seed, [3, 4, 1])
    padded = pad(scores, lengths)
    found = forward_backward(padded, lengths, transitions, start, end)
    tags = best_tags(padded, lengths, transitions, start, end)
    spans = likely_spans(found, lengths, transitions, SCHEME, 0.0)
    position = 0
    for row, length in enumerate(lengths.tolist()):
        paths = _paths(scores[position : position + length], transitions, start, end)
        position += length
        log_z = math.log(sum(math.exp(score) for score in paths.values()))
        assert found.log_z[row] == pytest.approx(log_z, abs=1e-3)
        share = {path: math.exp(score - log_z) for path, score in paths.items()}
        for t in range(length):
            for tag in range(SCHEME.size):
                expected = sum(p for path, p in share.items() if path[t] == tag)
                assert found.tags[row, t, tag] == pytest.approx(expected, abs=1e-4)
        assert tuple(tags[row].tolist()) == max(paths, key=lambda path: paths[path])
        for first, last, label, probability in spans[row]:
            expected = sum(p for path, p in share.items() if (first, last, label) in SCHEME.decode(path))
            assert probability == pytest.approx(expected, abs=1e-4)


@given(
    st.integers(0, 6).flatmap(
        lambda n: st.lists(
            st.tuples(st.integers(1, 3), st.integers(0, 2), st.sampled_from(["LOC", "ORG"])), min_size=n, max_size=n
        )
    )
)
def test_spans_survive_encoding(pieces: list[tuple[int, int, str]]) -> None:
    spans, position = [], 0
    for length, gap, label in pieces:
        spans.append((position + gap, position + gap + length, label))
        position += gap + length
    assert SCHEME.decode(SCHEME.encode(spans, position + 1).tolist()) == spans


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(0, 1000))
def test_best_reading_is_always_possible(lengths: list[int], seed: int) -> None:
    scores, size, transitions, start, end = _random(seed, lengths)
    for tags in best_tags(pad(scores, size), size, transitions, start, end):
        names = ["O", *(SCHEME.tags[tag] for tag in tags), "O"]
        for left, right in itertools.pairwise(names):
            assert (left[0] in "BI") == (right[0] in "IL")
            assert left[0] not in "BI" or left[2:] == right[2:]


def test_long_sequence_neither_underflows_nor_overflows() -> None:
    lengths = np.array([20_000], dtype=np.int64)
    scores = np.full((20_000, SCHEME.size), -300.0, dtype=np.float32)
    scores[:, OUTSIDE] = 300.0
    chain = (SCHEME.transition_mask, SCHEME.start_mask, SCHEME.end_mask)
    found = forward_backward(pad(scores, lengths), lengths, *chain)
    assert np.isfinite(found.log_z).all()
    assert found.tags[0, :, OUTSIDE].min() > 0.99


@given(st.lists(st.integers(0, 9000), max_size=30))
def test_batches_hold_every_sequence_once_longest_first(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(i for batch in found for i in batch) == [i for i, length in enumerate(lengths) if length]
    for batch in found:
        assert [lengths[i] for i in batch] == sorted((lengths[i] for i in batch), reverse=True)


some_spans = st.lists(
    st.tuples(
        st.integers(0, 6), st.integers(1, 4), st.sampled_from(SCHEME.labels), st.floats(0, 1, allow_nan=False)
    ).map(lambda s: (s[0], s[0] + s[1], s[2], s[3])),
    max_size=8,
)


@given(some_spans, st.sampled_from([0.0, 0.3, 0.5]))
def test_best_spans_are_those_of_all_subsets(spans: list[tuple[int, int, str, float]], span_threshold: float) -> None:
    def gain(chosen: tuple[tuple[int, int, str, float], ...]) -> float:
        return sum(span[3] - span_threshold for span in chosen)

    def apart(chosen: tuple[tuple[int, int, str, float], ...]) -> bool:
        return all(a[1] <= b[0] for a, b in itertools.pairwise(sorted(chosen)))

    subsets = (some for size in range(len(spans) + 1) for some in itertools.combinations(spans, size))
    best = max(gain(some) for some in subsets if apart(some))
    found = best_spans(spans, span_threshold)
    rated = {}
    for span in spans:
        rated[span[:3]] = max(span[3], rated.get(span[:3], 0.0))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert sum(rated[span] - span_threshold for span in found) == pytest.approx(best)
