"""The scorer that picks the best model: the CRF alone beside the whole pipeline."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example

from atau.components.common.candidates import MODEL
from atau.components.crf.scorer import make_model_scorer

WORDS = ["Дина", "Ақтау", "қаласында"]


def example(found: list[tuple[int, int, str, bool]], ents: list[tuple[int, int, str]]) -> Example:
    vocab = spacy.blank("kk").vocab
    doc, gold = Doc(vocab, words=WORDS), Doc(vocab, words=WORDS)
    doc.spans[MODEL] = [Span(doc, start, end, label=label) for start, end, label, _ in found]
    doc.spans[MODEL].attrs["best"] = [best for _, _, _, best in found]
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in ents]
    gold.ents = [Span(gold, 0, 1, label="PERSON"), Span(gold, 1, 3, label="LOC")]
    return Example(doc, gold)


def test_the_model_and_the_whole_pipeline() -> None:
    # The model's best reading has one of two; a less likely span does not count; the rules added the place.
    found = [(0, 1, "PERSON", True), (1, 2, "LOC", True), (1, 3, "LOC", False)]
    case = example(found, [(0, 1, "PERSON"), (1, 3, "LOC")])
    scores = make_model_scorer()([case])
    assert (scores["ents_p"], scores["ents_r"], scores["ents_f"]) == (1.0, 1.0, 1.0)
    assert (scores["model_p"], scores["model_r"], scores["model_f"]) == (0.5, 0.5, 0.5)
    assert scores["model_per_type"]["PERSON"]["f"] == 1.0
    assert scores["model_per_type"]["LOC"]["f"] == 0.0


def test_no_model_and_no_gold() -> None:
    scorer = make_model_scorer()
    silent = example([], [])
    del silent.predicted.spans[MODEL]
    assert scorer([silent])["model_f"] == 0.0
    vocab = spacy.blank("kk").vocab
    assert scorer([Example(Doc(vocab, words=WORDS), Doc(vocab, words=WORDS))])["model_f"] is None
