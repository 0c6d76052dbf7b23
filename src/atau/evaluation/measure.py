"""All figures of an evaluation as one object of JSON data; its types are in `atau.evaluation.report_types`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from atau.evaluation import statistics
from atau.evaluation.caveats import caveats
from atau.evaluation.confidence import calibration, estimate, judged, thresholds
from atau.evaluation.errors import confusion, list_errors
from atau.evaluation.pairs import SCHEMES
from atau.evaluation.report_types import Measured
from atau.evaluation.score_types import (
    BaselineComparison,
    Difference,
    Estimate,
    MacroScore,
    Score,
    Scores,
    SeenScore,
    Slices,
    SourceScore,
)
from atau.evaluation.scored_text import ScoredText, canonical, fingerprint, labels_of, only
from atau.evaluation.slices import NUMERIC, SEEN, TrainingMentions, fields_of
from atau.evaluation.statistics import f1, interval, precision, recall
from atau.evaluation.tally import ScoreKey, Tally, as_row, tally


@dataclass(frozen=True, slots=True)
class Settings:
    """How to score. labels: only these types, None for all. fields: metadata fields to split by, None for the default.
    texts: whether the errors quote the text."""

    resamples: int = 2000
    seed: int = 0
    labels: tuple[str, ...] | None = None
    fields: tuple[str, ...] | None = None
    texts: bool = True


def measure(
    texts: Iterable[ScoredText],
    settings: Settings | None = None,
    *,
    training: TrainingMentions | None = None,
    baseline: Iterable[ScoredText] | None = None,
) -> Measured:
    """The part of the report that follows from texts, gold and predictions.

    baseline: the same texts with the predictions of another model. The order of the texts, and of the mentions in
    them, does not matter. Raises ValueError if the baseline has other texts or other gold.
    """
    chosen = settings or Settings()
    scored_texts = canonical(_only(texts, chosen.labels))
    labels = labels_of(scored_texts)
    fields = fields_of((scored.meta for scored in scored_texts), chosen.fields)
    counts = tally(scored_texts, labels, training=training, fields=fields)
    scores = BootstrappedScores(counts, chosen)
    outer = [label for label in labels if ("strict", label) in counts.keys]
    found, without = judged(scored_texts)
    gold = Counter(mention.label for scored in scored_texts for mention in scored.gold)
    nested = Counter(mention.label for scored in scored_texts for mention in scored.nested_gold)
    notes = caveats(counts, outer, found, without, nested, training)
    result: Measured = {
        "labels": outer,
        "data": {
            "records": len(scored_texts),
            "groups": len(counts.groups),
            "characters": sum(len(scored.text) for scored in scored_texts),
            "mentions": dict(sorted(gold.items())),
            "predicted": dict(sorted(Counter(m.label for scored in scored_texts for m in scored.predicted).items())),
            "nested_mentions": dict(sorted(nested.items())),
            "fingerprint": fingerprint(scored_texts),
        },
        "scores": _scores(scores, outer, bool(nested)),
        "slices": _slices(scores, fields, training is not None),
        "confusion": confusion(scored_texts, outer),
        "calibration": calibration(found, chosen.resamples, chosen.seed),
        "thresholds": thresholds(found, dict(gold)),
        "comparison": None,
        "documents": [as_row(scored) for scored in scored_texts],
        "errors": list_errors(scored_texts, texts=chosen.texts, nested=bool(nested)),
        "notes": notes,
    }
    if baseline is not None:
        other = canonical(_only(baseline, chosen.labels))
        result["comparison"] = _compare(scored_texts, other, chosen)
    return result


def _only(texts: Iterable[ScoredText], labels: tuple[str, ...] | None) -> Iterable[ScoredText]:
    return texts if labels is None else (only(scored, frozenset(labels)) for scored in texts)


class BootstrappedScores:
    """Scores by key, all with intervals from the same bootstrap samples."""

    def __init__(self, counts: Tally, settings: Settings) -> None:
        self.counts = counts
        self._totals = counts.values.sum(axis=0)
        self._samples = statistics.resample(counts.values, settings.resamples, settings.seed)
        self._index = {key: i for i, key in enumerate(counts.keys)}

    def keys(self, *prefix: str) -> list[ScoreKey]:
        """The keys that extend `prefix` by one part, sorted."""
        size = len(prefix)
        return [key for key in self.counts.keys if key[:size] == prefix and len(key) == size + 1]

    def __call__(self, *key: str) -> Score:
        """Precision, recall, F1 with their intervals, and the counts."""
        if key not in self._index:
            empty = estimate(float("nan"), None)
            return {"precision": empty, "recall": {**empty}, "f1": {**empty}, "tp": 0, "predicted": 0, "gold": 0}
        at = self._index[key]
        points, given, gold = self._totals[at]
        return {
            "precision": self._estimate(precision, at),
            "recall": self._estimate(recall, at),
            "f1": self._estimate(f1, at),
            "tp": float(points),
            "predicted": int(given),
            "gold": int(gold),
        }

    def macro(self, keys: Sequence[ScoreKey]) -> MacroScore:
        """The means over `keys` of precision, recall and F1."""
        at = [self._index[key] for key in keys]
        return {
            "precision": self._estimate(statistics.macro(precision), at),
            "recall": self._estimate(statistics.macro(recall), at),
            "f1": self._estimate(statistics.macro(f1), at),
            "labels": len(keys),
        }

    def precision_only(self, *key: str) -> SourceScore:
        """For keys that have no gold of their own."""
        found = self(*key)
        return {"precision": found["precision"], "tp": found["tp"], "predicted": found["predicted"]}

    def _estimate(self, metric: statistics.Metric, at: int | list[int]) -> Estimate:
        samples = None if self._samples is None else metric(self._samples[:, at])
        return estimate(float(metric(self._totals[at])), interval(samples))


def _scores(scores: BootstrappedScores, labels: Sequence[str], nested: bool) -> Scores:
    return {
        "micro": scores("strict"),
        "macro": scores.macro([("strict", label) for label in labels]),
        "names": scores("names") if any(label in NUMERIC for label in labels) else None,
        "schemes": {scheme: scores(scheme) for scheme in SCHEMES},
        "types": {label: {scheme: scores(scheme, label) for scheme in SCHEMES} for label in labels},
        "nested": {"micro": scores("nested"), "types": {key[1]: scores(*key) for key in scores.keys("nested")}}
        if nested
        else None,
    }


def _slices(scores: BootstrappedScores, fields: Sequence[str], seen: bool) -> Slices:
    def split(name: str) -> dict[str, Score]:
        return {key[-1]: scores(*key) for key in scores.keys(name)}

    def in_bucket(bucket: str) -> SeenScore:
        return {**scores("seen", bucket), "types": {key[-1]: scores(*key) for key in scores.keys("seen", bucket)}}

    total = scores("strict")["gold"]
    sources = {key[-1]: scores.precision_only(*key) for key in scores.keys("source")}
    for source in sources.values():
        source["recall_share"] = source["tp"] / total if total else None
    return {
        "seen": {bucket: in_bucket(bucket) for bucket in SEEN} if seen else None,
        "length": split("length"),
        "case": split("case"),
        "source": sources,
        "rule": {key[-1]: scores.precision_only(*key) for key in scores.keys("rule")},
        "meta": {name: {key[-1]: scores(*key) for key in scores.keys("meta", name)} for name in fields},
    }


def _compare(
    scored_texts: Sequence[ScoredText], others: Sequence[ScoredText], settings: Settings
) -> BaselineComparison:
    """F1 of both models, the difference (model minus baseline) with its interval, and the paired test."""
    if fingerprint(scored_texts) != fingerprint(others):
        raise ValueError("the baseline was scored on other texts or other gold")
    labels = sorted({*labels_of(scored_texts), *labels_of(others)})
    first, second = tally(scored_texts, labels), tally(others, labels)
    types = [label for label in labels if ("strict", label) in {*first.keys, *second.keys}]
    singles: list[ScoreKey] = [*((scheme,) for scheme in SCHEMES), ("names",), ("nested",)]
    keys: list[ScoreKey] = [*singles, *(("strict", label) for label in types)]
    names = ["micro", *SCHEMES[1:], "names", "nested", *types]
    a, b = first.with_keys(keys).values, second.with_keys(keys).values
    both = statistics.resample(np.stack([a, b], axis=1), settings.resamples, settings.seed)
    mixed = statistics.randomise(a, b, settings.resamples, settings.seed)

    def row(metric: statistics.Metric, at: int | list[int]) -> Difference:
        one, two = float(metric(a.sum(axis=0)[at])), float(metric(b.sum(axis=0)[at]))
        samples = None if both is None else metric(both[:, 0, at]) - metric(both[:, 1, at])
        p = statistics.p_value(one - two, metric(mixed[0][:, at]) - metric(mixed[1][:, at]))
        return {
            "model": estimate(one, None)["value"],
            "baseline": estimate(two, None)["value"],
            "difference": estimate(one - two, interval(samples)),
            "p": None if one != one or two != two else p,
        }

    rows = {name: row(f1, at) for at, name in enumerate(names)}
    by_type = {label: rows.pop(label) for label in types}
    rows = {name: found for name, found in rows.items() if found["model"] is not None or found["baseline"] is not None}
    rows["macro"] = row(statistics.macro(f1), list(range(len(singles), len(keys))))
    adjusted = statistics.holm({label: found["p"] for label, found in by_type.items() if found["p"] is not None})
    for label, found in by_type.items():
        found["p_holm"] = adjusted.get(label)
    return {"metric": "f1", "resamples": settings.resamples, "overall": rows, "types": by_type}
