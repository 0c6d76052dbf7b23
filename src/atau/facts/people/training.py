"""Trains the scorer of pairs on gold, and cross-validates it by family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from atau.facts.people.clusters import homes
from atau.facts.people.context import PersonContext, person_context
from atau.facts.people.features import features, may_be_one
from atau.facts.people.gold import GoldPair, GoldProfile, gold_pairs
from atau.facts.people.link import link
from atau.facts.people.measuring import PairScores, calibration_error, pair_scores
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer, probability

#: The inverse strength of the L2 penalty, and the threshold, chosen by cross-validation: see training/experiments.md.
PENALTY: Final = 1.0
THRESHOLD: Final = 0.5
_FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured. pairs: judged. ece: of the pairs that are scored at all."""

    scores: PairScores
    ece: float
    pairs: int
    scored: int


def scored_pairs(profiles: Iterable[GoldProfile]) -> list[tuple[GoldPair[PersonProfile], PersonContext, PersonContext]]:
    """The pairs that can be one person by their names: the others never come before the scorer."""
    found = []
    for pair in gold_pairs(profiles):
        one, other = person_context(pair.one.profile), person_context(pair.other.profile)
        # Two people of one document never come before the scorer either.
        if pair.one.profile.document != pair.other.profile.document and may_be_one(one, other):
            found.append((pair, one, other))
    return found


def train(profiles: Iterable[GoldProfile], *, penalty: float = PENALTY, threshold: float = THRESHOLD) -> PersonScorer:
    """A logistic regression on the pairs of the profiles. Raises ValueError where all pairs are alike."""
    from sklearn.linear_model import LogisticRegression

    pairs = scored_pairs(profiles)
    answers = [pair.same for pair, _, _ in pairs]
    if len(set(answers)) < 2:
        raise ValueError("the pairs are all of one kind; give pairs that are one person and pairs that are two")
    model: Any = LogisticRegression(C=penalty, max_iter=1000)
    model.fit([features(one, other) for _, one, other in pairs], answers)
    return PersonScorer(float(model.intercept_[0]), tuple(map(float, model.coef_[0])), threshold)


def measure(profiles: Sequence[GoldProfile], scorer: PersonScorer) -> Measured:
    """Links all profiles with one another and scores the pairs inside of the families."""
    clusters = link([gold.profile for gold in profiles], scorer=scorer)
    judged = list(gold_pairs(profiles))
    scored = scored_pairs(profiles)
    chances = [probability(scorer.logit(one, other)) for _, one, other in scored]
    ece = calibration_error(chances, [pair.same for pair, _, _ in scored]) if scored else 0.0
    return Measured(pair_scores(judged, homes(clusters)), ece, len(judged), len(scored))


def folds(profiles: Sequence[GoldProfile], count: int = _FOLDS) -> list[tuple[list[GoldProfile], list[GoldProfile]]]:
    """(to train on, to measure on) by family; the families of a kind are dealt out one after the other."""
    turn: dict[str, int] = {}
    of_kind: dict[str, int] = {}
    for gold in profiles:
        if gold.family not in turn:
            turn[gold.family] = of_kind.get(gold.kind, 0)
            of_kind[gold.kind] = turn[gold.family] + 1
    return [
        (
            [gold for gold in profiles if turn[gold.family] % count != fold],
            [gold for gold in profiles if turn[gold.family] % count == fold],
        )
        for fold in range(count)
    ]
