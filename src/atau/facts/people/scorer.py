"""The probability that two profiles are one person: a logistic regression, stored as plain numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from atau.facts.people.context import PersonContext
from atau.facts.people.features import FEATURES, features

FORMAT: Final = 1
_STORED: Final = Path(__file__).parent / "data" / "person_scorer.json"
#: No pair is more certain than this, in log odds: the gold says nothing of rarer mistakes.
_MAX_LOGIT: Final = 7.0
_DECIMALS: Final = 4


class ScorerError(ValueError):
    """Stored numbers of a scorer that cannot be used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class PersonScorer:
    """weights: of `FEATURES`, in log odds. threshold: the least probability at which two profiles are joined."""

    bias: float
    weights: tuple[float, ...]
    threshold: float

    def logit(self, one: PersonContext, other: PersonContext) -> float:
        """Log odds that the two are one person, from their names and what is said of them."""
        total = self.bias
        for weight, value in zip(self.weights, features(one, other), strict=True):
            total += weight * value
        # As `logits`, to the last digit.
        scale = 10.0**_DECIMALS
        return round(max(-_MAX_LOGIT, min(_MAX_LOGIT, total)) * scale) / scale

    def logits(self, values: Sequence[Sequence[float]]) -> list[float]:
        """Log odds for many pairs. values: the numbers of `features`, shape (pairs, features).

        To four decimals, and each pair by itself: a pair has the same log odds in every batch.
        """
        matrix = np.array(values, dtype=np.float64).reshape(len(values), len(FEATURES))
        total = np.full(len(values), self.bias)
        # No matrix product: the last digit of one depends on how many rows there are.
        for column, weight in enumerate(self.weights):
            total += weight * matrix[:, column]
        found: list[float] = np.round(np.clip(total, -_MAX_LOGIT, _MAX_LOGIT), _DECIMALS).tolist()
        return found

    def as_dict(self) -> dict[str, Any]:
        """What `from_dict` reads, fit for JSON."""
        named = {name: round(value, 4) for name, value in zip(FEATURES, self.weights, strict=True)}
        return {"format": FORMAT, "bias": round(self.bias, 4), "threshold": self.threshold, "weights": named}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any], where: str) -> PersonScorer:
        """The scorer of stored numbers. Raises ScorerError where they are not those of this version."""
        if stored.get("format") != FORMAT:
            raise ScorerError(f"{where}: format {stored.get('format')!r} instead of {FORMAT}; train it again")
        weights = stored.get("weights")
        if not isinstance(weights, Mapping) or set(weights) != set(FEATURES):
            raise ScorerError(f"{where}: its features are not those of this version of atau; train it again")
        values = [stored.get("bias"), stored.get("threshold"), *(weights[name] for name in FEATURES)]
        if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in values):
            raise ScorerError(f"{where}: a number is missing or not finite; train it again")
        bias, threshold, *rest = map(float, values)
        if not 0.0 < threshold < 1.0:
            raise ScorerError(f"{where}: threshold {threshold} is no probability; train it again")
        return cls(bias, tuple(rest), threshold)


def read_scorer(path: Path) -> PersonScorer:
    """A scorer from a file. Raises ScorerError and OSError."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ScorerError(f"{path}: not JSON ({error}); train it again, or reinstall atau") from None
    if not isinstance(stored, dict):
        raise ScorerError(f"{path}: not an object; train it again, or reinstall atau")
    return PersonScorer.from_dict(stored, str(path))


@lru_cache(maxsize=1)
def shared_scorer() -> PersonScorer:
    """The scorer of the package. Raises ScorerError where it is damaged."""
    return read_scorer(_STORED)


def probability(logit: float) -> float:
    """Log odds as a probability.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-logit))
