"""How well an encoder reads by itself: no rule, no word list, no CRF after it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from atau.components.crf.chain import best_tags
from atau.components.crf.scheme import Scheme
from atau.components.encoder.outputs import FloatArray
from atau.evaluation.spans import SpanScores
from atau.training.encoder.finetune import Tagged


def score_alone(scheme: Scheme, texts: Iterable[tuple[Tagged, FloatArray]]) -> SpanScores:
    """Strict scores of the most probable possible tags, given the log probabilities (tokens, tags) of each text.

    Texts with a token whose tag is not known are left out.
    """
    scores = SpanScores()
    chain = (scheme.transition_mask, scheme.start_mask, scheme.end_mask)
    for text, rows in texts:
        if len(rows) and min(text.tags) >= 0:
            (found,) = best_tags(rows[None], np.array([len(rows)]), *chain)
            scores.add(scheme.decode(text.tags), scheme.decode(found.tolist()))
    return scores


def in_words(scores: SpanScores) -> str:
    """The F1 of all labels together and of each in a line."""
    labels = ", ".join(f"{label} {counts.f1:.4f}" for label, counts in sorted(scores.labels.items()))
    return f"F1 {scores.micro.f1:.4f} ({labels})" if labels else "no mention in gold or predictions"
