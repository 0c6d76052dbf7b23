"""Strict span scores: a mention is correct if its start, its end and its label are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SpanTuple = tuple[int, int, str]


@dataclass(slots=True)
class Counts:
    """Numbers of correct, spurious and missed mentions."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted mentions that are correct; 0 if there are none."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold mentions that were found; 0 if there are none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 0.0


@dataclass(slots=True)
class SpanScores:
    """Counts per label, added up text by text."""

    labels: dict[str, Counts] = field(default_factory=dict)

    def add(self, gold: Iterable[SpanTuple], predicted: Iterable[SpanTuple]) -> None:
        """Count one text. A mention given twice counts twice."""
        expected = Counter(gold)
        given = Counter(predicted)
        for mention in expected | given:
            counts = self.labels.setdefault(mention[2], Counts())
            hits = min(expected[mention], given[mention])
            counts.tp += hits
            counts.fp += given[mention] - hits
            counts.fn += expected[mention] - hits

    @property
    def micro(self) -> Counts:
        """Counts over all labels together."""
        return Counts(
            sum(c.tp for c in self.labels.values()),
            sum(c.fp for c in self.labels.values()),
            sum(c.fn for c in self.labels.values()),
        )
