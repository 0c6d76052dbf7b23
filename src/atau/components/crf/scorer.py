"""The score by which ``spacy train`` keeps the best model: the whole pipeline's beside that of the model alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.scorer import PRFScore, get_ner_prf
from spacy.training import Example

from atau.components.common.candidates import MODEL


def make_model_scorer() -> Callable[..., dict[str, Any]]:
    """``atau.model_scorer.v1``: see `score_model`."""
    return score_model


def score_model(examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
    """Strict scores: ``ents_p``, ``ents_r``, ``ents_f``, ``ents_per_type`` of doc.ents, as spaCy has them, and the same
    with ``model_`` of the best reading in ``doc.spans["model"]``, before rules and resolver.

    A rule pipeline that finds much by itself hides from ``ents_f`` whether the model is still learning. Examples whose
    gold says nothing of entities are left out; without any the scores are None.
    """
    given = list(examples)
    total = PRFScore()
    types: dict[str, PRFScore] = {}
    scored = False
    for example in given:
        if not example.reference.has_annotation("ENT_IOB"):
            continue
        scored = True
        gold = {(e.start_char, e.end_char, e.label_) for e in example.reference.ents}
        guess = set(_best(example))
        for label in {label for _, _, label in gold | guess}:
            one, two = ({span for span in side if span[2] == label} for side in (guess, gold))
            types.setdefault(label, PRFScore()).score_set(one, two)
        total.score_set(guess, gold)
    scores: dict[str, Any] = dict(get_ner_prf(given, **kwargs))
    if not scored:
        return {**scores, "model_p": None, "model_r": None, "model_f": None, "model_per_type": None}
    return {
        **scores,
        "model_p": total.precision,
        "model_r": total.recall,
        "model_f": total.fscore,
        "model_per_type": {label: score.to_dict() for label, score in sorted(types.items())},
    }


def _best(example: Example) -> Iterable[tuple[int, int, str]]:
    group = example.predicted.spans.get(MODEL, ())
    if not group:
        return ()
    return ((s.start_char, s.end_char, s.label_) for s, best in zip(group, group.attrs["best"], strict=True) if best)
