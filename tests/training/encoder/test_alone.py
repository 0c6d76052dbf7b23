"""The encoder alone is scored by its most probable possible tags."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')

from tiny_encoder import SCHEME

from atau.training.encoder.alone import in_words, score_alone
from atau.training.encoder.batches import IGNORED
from atau.training.encoder.finetune import Tagged

NLP = spacy.blank("kk")
FIRST, LAST, LOC = SCHEME.tag("B", "ORG"), SCHEME.tag("L", "ORG"), SCHEME.tag("U", "LOC")


def _rows(*tags: int) -> np.ndarray:
    rows = np.full((len(tags), SCHEME.size), -8.0, dtype=np.float32)
    rows[range(len(tags)), list(tags)] = -0.1
    return rows


def test_hits_misses_and_impossible_tags() -> None:
    text = Tagged(NLP("Атырау мұнай көл"), [LOC, FIRST, LAST])
    whole = score_alone(SCHEME, [(text, _rows(LOC, FIRST, LAST))])
    assert in_words(whole) == "F1 1.0000 (LOC 1.0000, ORG 1.0000)"
    # An end without a beginning is no mention, unless the beginning is the next best.
    rows = _rows(LOC, 0, LAST)
    rows[1, FIRST] = -0.5
    assert score_alone(SCHEME, [(text, rows)]).micro.f1 == 1.0
    missed = score_alone(SCHEME, [(text, _rows(LOC, 0, 0))])
    assert (missed.micro.tp, missed.micro.fp, missed.micro.fn) == (1, 0, 1)


def test_texts_without_known_tags_or_without_tokens_count_for_nothing() -> None:
    unknown = Tagged(NLP("Атырау көл"), [IGNORED, 0])
    found = score_alone(SCHEME, [(unknown, _rows(LOC, 0)), (Tagged(NLP(""), []), np.zeros((0, SCHEME.size), "f"))])
    assert in_words(found) == "no mention in gold or predictions"
