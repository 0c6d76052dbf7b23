"""The component ``kk_crf``: named entities by a linear-chain CRF, trainable with ``spacy train``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model

from atau.components.common.candidates import MODEL, keep_preset
from atau.components.common.edges import Guess, with_own_edges
from atau.components.common.extensions import claim, register
from atau.components.crf.decoding import decode, worded
from atau.components.crf.features import RowArray
from atau.components.crf.learning import LearningChain
from atau.components.crf.profiles import Profiles
from atau.components.crf.scheme import FloatArray
from atau.components.crf.sequences import bounds_of, cut
from atau.components.crf.templates import read_templates
from atau.labels import NAMES

# So many tokens' scores stay in the cache while the features are added up.
_SCORED_TOKENS = 512


class ChainRecognizer(LearningChain):
    """Tags each sentence with the most probable BILOU sequence, or with the spans of greatest expected F1.

    Writes the mentions of the best reading to ``doc.ents`` and every span at least `threshold` probable to
    ``doc.spans["model"]``, with their marginal probabilities in ``.attrs["scores"]`` and whether they belong to the
    best reading in ``.attrs["best"]``. Entities that a component of another package has set before stay. Sentences are
    those of ``doc.sents`` where they are set, else the whole text.
    """

    READS = ("sentences", *(f"{label} candidates" for label in NAMES))
    WRITES = ("model candidates",)

    def __init__(
        self,
        vocab: Vocab,
        model: Model[list[Doc], list[FloatArray]],
        name: str = "kk_crf",
        *,
        templates: Sequence[str],
        threshold: float,
        span_threshold: float | None,
        rate: float,
        feature_dropout: float,
        min_count: int,
        scorer: Callable[..., dict[str, Any]] | None,
        seed: int = 0,
    ) -> None:
        register()
        self.vocab = vocab
        self.model = model
        self.name = name
        self.scorer = scorer
        self.cfg: dict[str, Any] = {"labels": [], "templates": list(templates)}
        self.threshold, self.span_threshold = threshold, span_threshold
        self.profiles = Profiles()
        self._set_up_learning(rate, feature_dropout, min_count, seed)
        self._set_up([])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it gives, in alphabetical order."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """The labels, as ``spacy init labels`` stores them."""
        return list(self.cfg["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[list[Guess]]:
        """For every doc its likely spans with their probabilities, in order of place."""
        docs = list(docs)
        found: list[list[Guess]] = [[] for _ in docs]
        if not self.labels:
            return found
        dense: list[FloatArray] = self.model.predict(docs)
        bounds = [cut(bounds_of(doc)) for doc in docs]
        emissions = self.features.sums(zip(docs, bounds, strict=True), self._score)
        sequences: list[tuple[int, int]] = []
        scores: list[FloatArray] = []
        position = 0
        for number, parts in enumerate(bounds):
            for start, end in parts:
                sequences.append((number, start))
                scores.append(emissions[position : position + end - start] + dense[number][start:end])
                position += end - start
        decoded = decode(scores, self.weights, self.threshold, self.span_threshold)
        for (number, start), spans in zip(sequences, decoded, strict=True):
            found[number] += [
                (start + first, start + end, label, score, is_best) for first, end, label, score, is_best in spans
            ]
        return [worded(doc, guesses) for doc, guesses in zip(docs, found, strict=True)]

    def set_annotations(self, docs: Iterable[Doc], scores: list[list[Guess]]) -> None:
        """Write `scores`, as `predict` gave them, to the docs."""
        for doc, predicted in zip(docs, scores, strict=True):
            guesses = with_own_edges(doc, predicted)
            spans = [Span(doc, start, end, label=label, span_id=MODEL) for start, end, label, _, _ in guesses]
            best = [guess[4] for guess in guesses]
            preset = keep_preset(doc)
            taken = {i for span in preset for i in range(span.start, span.end)}
            ents = []
            for span, guess in zip(spans, guesses, strict=True):
                if guess[4] and taken.isdisjoint(range(span.start, span.end)):
                    claim(span)
                    span._.score, span._.source = guess[3], MODEL
                    ents.append(span)
            doc.set_ents([*preset, *ents])
            doc.spans[MODEL] = spans
            doc.spans[MODEL].attrs["scores"] = [guess[3] for guess in guesses]
            doc.spans[MODEL].attrs["best"] = best

    def _score(self, rows: RowArray) -> FloatArray:
        """Sum of the weights of the sparse features, shape (tokens, tags), from their rows (tokens, templates)."""
        total: FloatArray = np.zeros((len(rows), self.scheme.size), dtype=np.float32)
        for start in range(0, len(rows), _SCORED_TOKENS):
            part = total[start : start + _SCORED_TOKENS]
            scores = np.empty_like(part)
            for column in rows[start : start + _SCORED_TOKENS].T:
                # "clip" leaves out the look at the bounds, which takes as long as all the rest.
                np.take(self.weights.table, column, axis=0, out=scores, mode="clip")
                part += scores
        return total

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Strict precision, recall and F1 as spaCy's Scorer gives them."""
        return {} if self.scorer is None else self.scorer(examples, **kwargs)


@Language.factory(
    "kk_crf",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "doc.spans", "span._.score", "span._.source"],
    default_config={
        "model": {"@architectures": "atau.ChainEmissions.v1", "tok2vec": None},
        "templates": None,
        "threshold": 0.05,
        "least": None,
        "rate": 100.0,
        "feature_dropout": 0.2,
        "min_count": 2,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
        "seed": 0,
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_chain_recognizer(
    nlp: Language,
    name: str,
    model: Model[list[Doc], list[FloatArray]],
    templates: list[str] | None,
    threshold: float,
    least: float | None,
    rate: float,
    feature_dropout: float,
    min_count: int,
    scorer: Callable[..., dict[str, Any]] | None,
    seed: int,
) -> ChainRecognizer:
    """The CRF.

    model: a network that gives tag scores for tokens, added to those of the sparse features. templates: the sparse
    features (None: those of data/features.tsv). threshold: the lowest probability of a span in ``doc.spans["model"]``.
    least: None, and ``doc.ents`` are the mentions of the most probable sequence; a number, and they are the spans
    without overlap whose probabilities above it have the greatest sum, which is better by F1. rate: AdaGrad's rate as
    a multiple of the optimizer's. feature_dropout: share of features left out of each token in training. min_count:
    features that occur less often in the training data are not learned. seed: of the dropout.
    """
    return ChainRecognizer(
        nlp.vocab,
        model,
        name,
        templates=read_templates() if templates is None else templates,
        threshold=threshold,
        span_threshold=least,
        rate=rate,
        feature_dropout=feature_dropout,
        min_count=min_count,
        scorer=scorer,
        seed=seed,
    )
