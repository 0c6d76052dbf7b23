"""How a CRF learns: the features of the training data, then steps of maximum likelihood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from spacy.attrs import ENT_IOB, ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example, validate_examples
from thinc.api import Optimizer, set_dropout_rate

from atau.components.crf.counts import HashCounts
from atau.components.crf.gradients import Batch, Gradients, learn
from atau.components.crf.profiles import Profiles
from atau.components.crf.scheme import IntArray, Scheme
from atau.components.crf.sequences import Bounds, bounds_of
from atau.components.crf.storing import StoredChain
from atau.components.crf.weights import Weights
from atau.fingerprint import stamp
from atau.training_size import note_size


class LearningChain(StoredChain):
    """A chain that ``spacy train`` trains.

    rate: of AdaGrad, as a multiple of the optimizer's. feature_dropout: share of features left out of each token.
    min_count: features that occur less often are not learned. seed: of the dropout.
    """

    def _set_up_learning(self, rate: float, feature_dropout: float, min_count: int, seed: int) -> None:
        self.rate, self.feature_dropout, self.min_count = rate, feature_dropout, min_count
        self._random = np.random.default_rng(seed)
        self._gradients: list[Gradients] = []

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


def _before(nlp: Language, component: Any) -> list[Callable[[Doc], Doc]]:
    pipes: list[Callable[[Doc], Doc]] = []
    for _, pipe in nlp.pipeline:
        if pipe is component:
            break
        if not getattr(pipe, "is_trainable", False):
            pipes.append(pipe)
    return pipes
