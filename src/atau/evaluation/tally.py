"""Counts by group: points, predicted and gold mentions of each group of texts, for everything that gets a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from atau.evaluation.pairs import SCHEMES, SpanPair, credit, pair_up
from atau.evaluation.report_types import DocumentCounts
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText
from atau.evaluation.slices import (
    NUMERIC,
    TrainingMentions,
    case_bucket,
    length_bucket,
    source_bucket,
    values_of,
)
from atau.evaluation.statistics import Array

ScoreKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """values[g, k]: (points, predicted, gold) of group g under key k; keys and groups are sorted.

    Keys: (scheme,), (scheme, label) ignoring the other labels, ("names",) the strict micro average without
    numbers, ("nested",), ("nested", label), (slice, bucket), ("seen", bucket, label), ("meta", field, value).
    """

    keys: list[ScoreKey]
    groups: list[str]
    values: Array

    def column(self, key: ScoreKey) -> Array:
        """(groups, 3) of a key; zeros if it is absent."""
        if key not in self.keys:
            return np.zeros((len(self.groups), 3))
        found: Array = self.values[:, self.keys.index(key)]
        return found

    def with_keys(self, keys: Sequence[ScoreKey]) -> Tally:
        """The counts for `keys`; zeros for those that are absent."""
        columns = [self.column(key) for key in keys]
        values = np.stack(columns, axis=1) if columns else np.zeros((len(self.groups), 0, 3))
        return Tally(list(keys), self.groups, values)


def tally(
    scored_texts: Sequence[ScoredText],
    labels: Sequence[str],
    *,
    training: TrainingMentions | None = None,
    fields: Sequence[str] = (),
) -> Tally:
    """Counts of `scored_texts`. labels: types to score; training: for seen and unseen; fields: metadata to split by."""
    groups = sorted({scored.group for scored in scored_texts})
    row = {group: i for i, group in enumerate(groups)}
    counted: dict[ScoreKey, dict[int, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    for scored in scored_texts:
        for key, points, predicted, gold in count(scored, labels, training=training, fields=fields):
            cell = counted[key][row[scored.group]]
            cell[0] += points
            cell[1] += predicted
            cell[2] += gold
    keys = sorted(counted)
    values = np.zeros((len(groups), len(keys), 3))
    for k, key in enumerate(keys):
        for g, cell in counted[key].items():
            values[g, k] = cell
    return Tally(keys, groups, values)


def count(
    scored: ScoredText, labels: Sequence[str], *, training: TrainingMentions | None, fields: Sequence[str]
) -> Iterator[tuple[ScoreKey, float, int, int]]:
    """(key, points, predicted, gold) of one text."""
    n_gold, n_predicted = len(scored.gold), len(scored.predicted)
    pairs = pair_up(scored.gold, scored.predicted)
    for scheme in SCHEMES:
        yield (scheme,), credit(pairs, scheme), n_predicted, n_gold
    for label in labels:
        gold = [m for m in scored.gold if m.label == label]
        predicted = [m for m in scored.predicted if m.label == label]
        if gold or predicted:
            own = pair_up(gold, predicted)
            for scheme in SCHEMES:
                yield (scheme, label), credit(own, scheme), len(predicted), len(gold)
    yield from _strict("nested", scored.nested_gold, scored.nested_predicted)
    yield from _mentions(scored, pairs, training)
    hits = sum(pair.kind == "correct" for pair in pairs)
    for name in fields:
        for value in values_of(scored.meta, name):
            yield ("meta", name, value), hits, n_predicted, n_gold


def _strict(
    name: str, gold: Sequence[LabelledSpan], predicted: Sequence[PredictedSpan]
) -> Iterator[tuple[ScoreKey, float, int, int]]:
    for pair in pair_up(gold, predicted):
        if pair.kind == "correct" and pair.gold is not None:
            sides: Iterable[tuple[str, int, int, int]] = [(pair.gold.label, 1, 1, 1)]
        else:
            sides = [(pair.gold.label, 0, 0, 1)] if pair.gold else []
            sides = [*sides, (pair.predicted.label, 0, 1, 0)] if pair.predicted else sides
        for label, points, n_predicted, n_gold in sides:
            yield (name,), points, n_predicted, n_gold
            yield (name, label), points, n_predicted, n_gold


def _mentions(
    scored: ScoredText, pairs: Sequence[SpanPair], training: TrainingMentions | None
) -> Iterator[tuple[ScoreKey, float, int, int]]:
    """Strict counts by slice: a pair counts in the slice of its gold mention, a wrong prediction in its own."""
    for pair in pairs:
        hit = int(pair.kind == "correct")
        if pair.gold is not None:
            for key in _buckets(scored, pair.gold, training):
                yield key, hit, hit, 1
        if pair.predicted is not None:
            if not hit:
                for key in _buckets(scored, pair.predicted.span, training):
                    yield key, 0, 1, 0
            # Gold mentions have no source, so these have only a precision.
            source = pair.predicted.source
            yield ("source", source_bucket(source)), hit, 1, 0
            if source:
                yield ("rule", source), hit, 1, 0


def _buckets(scored: ScoredText, mention: LabelledSpan, training: TrainingMentions | None) -> Iterator[ScoreKey]:
    text = scored.text[mention.start : mention.end]
    if mention.label not in NUMERIC:
        yield ("names",)
    yield "length", length_bucket(text)
    yield "case", case_bucket(text)
    if training is not None:
        bucket = training.bucket(text, mention.label)
        yield "seen", bucket
        yield "seen", bucket, mention.label


def as_row(scored: ScoredText) -> DocumentCounts:
    """The strict counts of one text, for the list of documents."""
    pairs = pair_up(scored.gold, scored.predicted)
    hits = sum(pair.kind == "correct" for pair in pairs)
    return {
        "id": scored.id,
        "group": scored.group,
        "tp": hits,
        "predicted": len(scored.predicted),
        "gold": len(scored.gold),
    }
