"""A model made of a handful of articles says so."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import spacy
from mini_corpus import write_articles

from atau.corpus.readers import MarkedCorpus, Mix
from atau.training_size import FEW_WORDS, SmallTrainingDataWarning, note_size, remark, size_of


def test_training_on_six_articles_warns_and_counts_each_text_once(tmp_path: Path) -> None:
    reader = MarkedCorpus(write_articles(tmp_path, 6))
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_crf")
    examples = list(Mix({"mine": reader}, {"mine": 3})(nlp))
    assert len(examples) == 18
    with pytest.warns(SmallTrainingDataWarning, match="the model is trained on 6 texts with .* words: with fewer than"):
        nlp.initialize(lambda: examples)
    words = sum(len(nlp.make_doc(text)) for text in {example.reference.text for example in examples})
    assert size_of(nlp.meta) == (6, words)


def test_enough_text_is_not_remarked_on() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        meta: dict[str, object] = {}
        note_size(meta, 100, FEW_WORDS)
    assert (size_of(meta), remark(meta), remark({})) == ((100, FEW_WORDS), "", "")
    assert remark({"atau_training": {"texts": 1, "words": 9}}).startswith("trained on 1 text with 9 words")
