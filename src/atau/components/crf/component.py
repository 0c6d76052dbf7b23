"""The component ``kk_crf``: named entities by a linear-chain CRF, trainable with ``spacy train``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import ENT_IOB, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example, validate_examples
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer, set_dropout_rate

from atau.components.common.candidates import MODEL, keep_preset
from atau.components.common.edges import Guess, with_own_edges
from atau.components.common.extensions import claim, register
from atau.components.common.token_facts import words
from atau.components.crf.chain import batches, best_spans, best_tags, forward_backward, likely_spans, pad
from atau.components.crf.counts import HashCounts
from atau.components.crf.features import RowArray, read_templates
from atau.components.crf.gradients import Batch, Gradients, learn
from atau.components.crf.profiles import Profiles
from atau.components.crf.scheme import FloatArray, IntArray, Scheme
from atau.components.crf.sequences import Bounds, bounds_of, cut
from atau.components.crf.storing import StoredChain
from atau.components.crf.weights import Weights
from atau.fingerprint import stamp
from atau.labels import NAMES
from atau.training_size import note_size

# So many tokens' scores stay in the cache while the features are added up.
_SCORED_TOKENS = 512


class ChainRecognizer(StoredChain):
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
        self.rate, self.feature_dropout, self.min_count = rate, feature_dropout, min_count
        self._random = np.random.default_rng(seed)
        self._gradients: list[Gradients] = []
        self.profiles = Profiles()
        self._set_up([])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it gives, in alphabetical order."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """The labels, as ``spacy init labels`` stores them."""
        return list(self.cfg["labels"])

    # Annotating

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
        lengths = [len(part) for part in scores]
        for batch in batches(lengths):
            size = np.array([lengths[i] for i in batch], dtype=np.int64)
            padded = pad(np.concatenate([scores[i] for i in batch], dtype=np.float64), size)
            chain = (self.weights.transitions, self.weights.start, self.weights.end)
            tags = best_tags(padded, size, *chain)
            marginals = forward_backward(padded, size, *chain)
            likely = likely_spans(marginals, size, self.weights.transitions, self.scheme, self.threshold)
            for row, i in enumerate(batch):
                number, start = sequences[i]
                if self.span_threshold is None:
                    best = set(self.scheme.decode(tags[row].tolist()))
                else:
                    best = set(best_spans(likely[row], self.span_threshold))
                rated = {span[:3]: span[3] for span in likely[row]}
                for span in best | rated.keys():
                    in_doc = (start + span[0], start + span[1], span[2])
                    found[number].append((*in_doc, rated.get(span, self.threshold), span in best))
        return [_worded(doc, guesses) for doc, guesses in zip(docs, found, strict=True)]

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

    # Training

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
        profiles: str | None = None,
    ) -> None:
        """Collect labels and the features that occur `min_count` times or more.

        profiles: a table of label profiles, as `atau training profiles` makes it from unlabelled text and a first
        model; None keeps those that are set. The components before this one that are not trained annotate the
        examples, as they do in training. Raises TableError where the table is damaged.
        """
        counted = HashCounts()
        seen: set[str] = set(labels or [])
        before = [] if nlp is None else _before(nlp, self)
        sample: list[Doc] = []
        texts: dict[int, int] = {}  # a corpus may be read several times in a pass
        if nlp is not None:
            stamp(nlp.meta)
        if profiles is not None:
            self.profiles = Profiles.read(profiles)
        self._set_up(labels or [])
        for example in get_examples():
            if labels is None:
                seen.update(ent.label_ for ent in example.reference.ents)
            texts[hash(example.reference.text)] = len(example.reference)
            doc = example.predicted.copy()
            for pipe in before:
                doc = pipe(doc)
            if len(sample) < 5 and len(doc):
                sample.append(doc)
            tokens = self.features.sequences([(doc, bounds_of(doc))])
            for template in self.features.templates:
                counted.add(self.features.keys(tokens, template))
        if not seen:
            raise ValueError(
                f"{self.name}: the training data has no entities, so there is nothing to learn; check the corpus reader"
            )
        if nlp is not None:
            note_size(nlp.meta, len(texts), sum(texts.values()))
        self.cfg["labels"] = sorted(seen)
        self.scheme = Scheme(self.cfg["labels"])
        self.weights = Weights(self.scheme, counted.at_least(self.min_count))
        self.features.bind(self.weights.rows)
        self._size_network()
        self.model.initialize(X=sample)

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step of maximum likelihood; sentences whose gold does not fit the tokens are left out."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, "ChainRecognizer.update")
        docs = [example.predicted for example in examples]
        if not any(map(len, docs)):
            return losses
        set_dropout_rate(self.model, drop)
        dense, backprop = self.model.begin_update(docs)
        parts: list[tuple[int, int, int]] = []
        gold: list[IntArray] = []
        known: list[Bounds] = [[] for _ in docs]
        for number, example in enumerate(examples):
            tags = self._gold(example)
            for start, end in bounds_of(docs[number], tags):
                if all(tag is not None for tag in tags[start:end]):
                    parts.append((number, start, end))
                    known[number].append((start, end))
                    gold.append(np.array(tags[start:end], dtype=np.int64))
        if not parts:
            return losses
        found = self.features.rows_of(zip(docs, known, strict=True))
        rows = np.split(found, np.cumsum([end - start for _, start, end in parts])[:-1])
        order = sorted(range(len(parts)), key=lambda i: parts[i][1] - parts[i][2])
        batch = Batch(
            rows=np.concatenate([rows[i] for i in order]),
            dense=np.concatenate([dense[parts[i][0]][parts[i][1] : parts[i][2]] for i in order]),
            answers=np.concatenate([gold[i] for i in order]),
            lengths=np.array([parts[i][2] - parts[i][1] for i in order], dtype=np.int64),
        )
        loss, gradients, gradient = learn(batch, self.weights, self.feature_dropout, self._random)
        losses[self.name] += loss
        self._gradients.append(gradients)
        back = [np.zeros_like(part) for part in dense]
        position = 0
        for i in order:
            number, start, end = parts[i]
            back[number][start:end] = gradient[position : position + end - start]
            position += end - start
        backprop(back)
        if sgd:
            self.finish_update(sgd)
        return losses

    def finish_update(self, sgd: Optimizer) -> None:
        """Apply the gradients so far: those of features by AdaGrad at `rate` times the optimizer's rate."""
        rate = self.rate * float(sgd.learn_rate)
        for gradients in self._gradients:
            self.weights.step(gradients.rows, gradients.table, rate)
            self.weights.step_chain(gradients.transitions, gradients.start, gradients.end, rate)
        self._gradients = []
        self.model.finish_update(sgd)

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Not used: the loss depends on the chain, see `update`."""
        raise NotImplementedError("ChainRecognizer computes its loss in update()")

    def _gold(self, example: Example) -> list[int | None]:
        """The tag number of every token; None where the gold does not say or does not fit."""
        reference = example.reference
        iob = reference.to_array(ENT_IOB)
        if iob.all() and np.array_equal(reference.to_array(ORTH), example.predicted.to_array(ORTH)):
            spans = [(ent.start, ent.end, ent.label_) for ent in reference.ents if ent.label_ in self.cfg["labels"]]
            return [*self.scheme.encode(spans, len(reference)).tolist()]
        tags = example.get_aligned_ner()
        return [None if tag is None or tag == "-" else self.scheme.number(tag) for tag in tags]

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Strict precision, recall and F1 as spaCy's Scorer gives them."""
        return {} if self.scorer is None else self.scorer(examples, **kwargs)


def _worded(doc: Doc, guesses: list[Guess]) -> list[Guess]:
    """The guesses in order of place, without those that hold neither letters nor digits: no name is made of signs.

    There may be as many of these as a text has signs, for each label.
    """
    # How many tokens with letters or digits stand before each token.
    before = np.zeros(len(doc) + 1, dtype=np.int64)
    np.cumsum([not (word.punct or word.space) for word in words(doc)], out=before[1:])
    return sorted(guess for guess in guesses if before[guess[1]] > before[guess[0]])


def _before(nlp: Language, component: Any) -> list[Callable[[Doc], Doc]]:
    pipes: list[Callable[[Doc], Doc]] = []
    for _, pipe in nlp.pipeline:
        if pipe is component:
            break
        if not getattr(pipe, "is_trainable", False):
            pipes.append(pipe)
    return pipes


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
