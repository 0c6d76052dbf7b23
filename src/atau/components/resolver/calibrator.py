"""The calibrated probability that a candidate is right, learned from out-of-fold predictions.

A logistic regression over a few features of a candidate, followed by isotonic regression, which makes the probability
honest. It is fitted with scikit-learn (`atau.training.calibration`), stored as plain numbers in JSON, and applied here
with numpy alone.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np

from atau.components.resolver.rivals import rivals

FORMAT: Final = 1
_LEAST: Final = 0.01
_LENGTHS: Final = (1, 2, 4, 8)


class CalibratorError(ValueError):
    """Raised when trust.json is corrupt or of an unsupported format."""


class CandidateFeatures(NamedTuple):
    """Tokens `start:end` may be a mention of `label`, and what speaks for it.

    probability: the model's for the whole span; 0 where the model does not propose it. best: part of the model's best
    reading. rules: ids of the rules that found it. chosen: the rules alone would choose it. certain: a rule is certain
    of it, and it is chosen.
    """

    start: int
    end: int
    label: str
    probability: float = 0.0
    best: bool = False
    rules: tuple[str, ...] = ()
    chosen: bool = False
    certain: bool = False

    @property
    def source(self) -> str:
        """Rule id, ``model``, or both joined by a plus sign."""
        return "+".join((*(("model",) if self.probability else ()), *self.rules[:1]))


def collect(
    guesses: Iterable[tuple[int, int, str, float, bool]],
    rules: Iterable[tuple[int, int, str, str]],
    chosen: Iterable[tuple[int, int, str]],
    certain: Iterable[tuple[int, int, str]] = (),
) -> list[CandidateFeatures]:
    """One per distinct span and label, in the order of their start.

    guesses: (start, end, label, probability, best) of the model. rules: (start, end, label, rule id). chosen: what the
    rules alone would choose. certain: those of them that a rule is certain of; what crosses one of them, lies in it or
    around it is left out.
    """
    model = {guess[:3]: guess[3:] for guess in guesses}
    ids: dict[tuple[int, int, str], list[str]] = {}
    for start, end, label, rule in rules:
        ids.setdefault((start, end, label), []).append(rule)
    winners = set(chosen)
    sure = set(certain)
    held = {i for start, end, _ in sure for i in range(start, end)}
    return [
        CandidateFeatures(
            *span,
            *model.get(span, (0.0, False)),
            rules=tuple(sorted(set(ids.get(span, ())))),
            chosen=span in winners,
            certain=span in sure,
        )
        for span in sorted(model.keys() | ids.keys())
        if span in sure or held.isdisjoint(range(span[0], span[1]))
    ]


def _logit(probability: float) -> float:
    p = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))


def features(candidates: Sequence[CandidateFeatures]) -> Iterator[dict[str, float]]:
    """For each of a document's candidates (in order of start) the features that the regression weighs, by name."""
    for c, (rival, rival_chosen, inside) in zip(candidates, rivals(candidates), strict=True):
        found = {f"label {c.label}": 1.0, f"length {bisect_right(_LENGTHS, c.end - c.start)}": 1.0}
        if c.probability:
            logit = _logit(c.probability)
            found[f"logit {c.label}"] = logit
            found["logit squared"] = logit * abs(logit) / 4
            found[f"best {c.label}"] = float(c.best)
        else:
            found[f"no model {c.label}"] = 1.0
        for rule in c.rules:
            found[f"rule {rule}"] = 1.0
        found[f"ruled {c.label}"] = float(bool(c.rules))
        found[f"chosen {c.label}"] = float(c.chosen)
        found["agree"] = float(c.best and c.chosen)
        found[f"rival {c.label}"] = rival
        found[f"rival chosen {c.label}"] = float(rival_chosen)
        found[f"inside {c.label}"] = inside
        yield found


@dataclass(frozen=True, slots=True)
class CandidateCalibrator:
    """The fitted numbers.

    weights: feature name to weight. bias. knots_x, knots_y: knots of the isotonic regression, rising. span_thresholds:
    for each label, the probability from which a candidate is worth taking.
    """

    weights: Mapping[str, float]
    bias: float
    knots_x: tuple[float, ...]
    knots_y: tuple[float, ...]
    span_thresholds: Mapping[str, float] = field(default_factory=dict)

    def probabilities(self, candidates: Sequence[CandidateFeatures]) -> list[float]:
        """How probable each candidate is to be right, 0..1."""
        raw = [
            self.bias + sum(self.weights.get(n, 0.0) * v for n, v in found.items()) for found in features(candidates)
        ]
        logistic = [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in raw]
        return [float(p) for p in np.interp(logistic, self.knots_x, self.knots_y)]

    def to_json(self) -> str:
        """The numbers as JSON."""
        return json.dumps(
            {
                "format": FORMAT,
                "bias": self.bias,
                "weights": dict(sorted(self.weights.items())),
                "knots_x": list(self.knots_x),
                "knots_y": list(self.knots_y),
                "least": dict(sorted(self.span_thresholds.items())),
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> CandidateCalibrator:
        """Read what `to_json` gave. Raises CalibratorError where it is damaged or of another format."""
        try:
            stored: Any = json.loads(text)
            if stored["format"] != FORMAT:
                raise CalibratorError(
                    f"the resolver's calibrator has format {stored['format']}, this atau reads {FORMAT}"
                )
            calibrator = cls(
                weights={str(name): float(value) for name, value in stored["weights"].items()},
                bias=float(stored["bias"]),
                knots_x=tuple(map(float, stored["knots_x"])),
                knots_y=tuple(map(float, stored["knots_y"])),
                span_thresholds={str(name): float(value) for name, value in stored["least"].items()},
            )
        except CalibratorError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CalibratorError(f"the resolver's calibrator is damaged ({error!r}); reinstall the model") from error
        if len(calibrator.knots_x) != len(calibrator.knots_y) or not calibrator.knots_x:
            raise CalibratorError("the resolver's calibrator is damaged (knots); reinstall the model")
        return calibrator


def span_gains(
    candidates: Sequence[CandidateFeatures], probabilities: Sequence[float], thresholds: Mapping[str, float]
) -> list[float]:
    """What each candidate is worth: its probability above the threshold of its label (0.5 where there is none).

    A certain one is always worth taking.
    """
    return [
        1.0 if c.certain else p - thresholds.get(c.label, 0.5) for c, p in zip(candidates, probabilities, strict=True)
    ]


def choose(candidates: Sequence[CandidateFeatures], gains: Sequence[float]) -> list[int]:
    """Positions of the candidates that together gain most without overlapping; those that gain nothing stay out.

    Exact (weighted interval scheduling). Of equal gains the one with fewer, then with earlier candidates wins.
    """
    gainful = (i for i, gain in enumerate(gains) if gain > 0)
    order = sorted(gainful, key=lambda i: (candidates[i].end, candidates[i].start))
    ends = [candidates[i].end for i in order]
    best: list[float] = [0.0]
    for position, i in enumerate(order):
        before = bisect_right(ends, candidates[i].start, 0, position)
        best.append(max(best[-1], best[before] + gains[i]))
    chosen: list[int] = []
    position = len(order)
    while position:
        i = order[position - 1]
        before = bisect_right(ends, candidates[i].start, 0, position - 1)
        if best[before] + gains[i] > best[position - 1]:
            chosen.append(i)
            position = before
        else:
            position -= 1
    return sorted(chosen)
