"""How well people are joined: precision and recall of pairs, and whether the probabilities are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class PairScores:
    """Counts of pairs: joined and one person, joined and two, apart and one person."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the joined pairs those that are one person; 1 where none is joined."""
        joined = self.right + self.wrong
        return self.right / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one person those that are joined; 1 where there is none."""
        same = self.right + self.missed
        return self.right / same if same else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


class _Profile(Protocol):
    @property
    def key(self) -> tuple[str, str]: ...


class _Gold(Protocol):
    @property
    def profile(self) -> _Profile: ...


class JudgedPair(Protocol):
    """Two profiles, and whether they are one."""

    @property
    def one(self) -> _Gold: ...
    @property
    def other(self) -> _Gold: ...
    @property
    def same(self) -> bool: ...


def pair_scores(pairs: Iterable[JudgedPair], home: Mapping[tuple[str, str], str]) -> PairScores:
    """Scores of the pairs, `home` being what `atau.facts.people.clusters.homes` gives."""
    right = wrong = missed = 0
    for pair in pairs:
        joined = home[pair.one.profile.key] == home[pair.other.profile.key]
        right += joined and pair.same
        wrong += joined and not pair.same
        missed += pair.same and not joined
    return PairScores(right, wrong, missed)


def calibration_error(probabilities: Sequence[float], same: Sequence[bool]) -> float:
    """Expected calibration error in 10 bins of equal width: the mean gap between probability and rate, 0..1.

    Raises ValueError where there is nothing to measure.
    """
    if not probabilities or len(probabilities) != len(same):
        raise ValueError("no probabilities, or not as many answers; give one answer for each")
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, answer in zip(probabilities, same, strict=True):
        bins.setdefault(min(int(probability * _BINS), _BINS - 1), []).append((probability, answer))
    gaps = (abs(sum(p - a for p, a in members)) for members in bins.values())
    return sum(gaps) / len(probabilities)
