"""From the scores of tokens to spans with probabilities: which are likely, and which are the best reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from atau.components.common.edges import Guess
from atau.components.common.token_facts import words
from atau.components.crf.chain import batches, best_spans, best_tags, forward_backward, likely_spans, pad
from atau.components.crf.scheme import FloatArray
from atau.components.crf.weights import Weights


def decode(
    scores: Sequence[FloatArray], weights: Weights, threshold: float, span_threshold: float | None
) -> list[list[Guess]]:
    """The likely spans of each sequence, counted from its start: those at least `threshold` probable, and the best.

    scores: (tokens, tags) of each sequence. span_threshold: None, and the best are those of the most probable tags;
    else the spans without overlap whose probabilities above it have the greatest sum.
    """
    found: list[list[Guess]] = [[] for _ in scores]
    lengths = [len(part) for part in scores]
    for batch in batches(lengths):
        size = np.array([lengths[i] for i in batch], dtype=np.int64)
        padded = pad(np.concatenate([scores[i] for i in batch], dtype=np.float64), size)
        chain = (weights.transitions, weights.start, weights.end)
        tags = best_tags(padded, size, *chain)
        marginals = forward_backward(padded, size, *chain)
        likely = likely_spans(marginals, size, weights.transitions, weights.scheme, threshold)
        for row, i in enumerate(batch):
            if span_threshold is None:
                best = set(weights.scheme.decode(tags[row].tolist()))
            else:
                best = set(best_spans(likely[row], span_threshold))
            rated = {span[:3]: span[3] for span in likely[row]}
            found[i] = [(*span, rated.get(span, threshold), span in best) for span in best | rated.keys()]
    return found


def worded(doc: Doc, guesses: list[Guess]) -> list[Guess]:
    """The guesses in order of place, without those that hold neither letters nor digits: no name is made of signs.

    There may be as many of these as a text has signs, for each label.
    """
    # How many tokens with letters or digits stand before each token.
    before = np.zeros(len(doc) + 1, dtype=np.int64)
    np.cumsum([not (word.punct or word.space) for word in words(doc)], out=before[1:])
    return sorted(guess for guess in guesses if before[guess[1]] > before[guess[0]])
