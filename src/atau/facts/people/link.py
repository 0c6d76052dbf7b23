"""One person under one id over all documents, in memory; `atau.facts.store.joining` does the same in a database."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from atau.facts.people.blocking import block
from atau.facts.people.clusters import Cluster, in_order
from atau.facts.people.components import Ends, pieces
from atau.facts.people.context import PersonContext
from atau.facts.people.distinct import DistinctPeople, DistinctPerson
from atau.facts.people.features import features, may_be_one
from atau.facts.people.person_clusters import MetPerson, cluster_people
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer, shared_scorer


def log_odds(threshold: float) -> float:
    """A threshold as log odds. Raises ValueError where it is no probability."""
    if not 0.0 < threshold < 1.0:
        raise ValueError(f"threshold is {threshold}; give a probability between 0 and 1")
    return math.log(threshold / (1.0 - threshold))


def link(
    profiles: Iterable[PersonProfile], *, scorer: PersonScorer | None = None, threshold: float | None = None
) -> list[Cluster]:
    """Joins the people of many documents; each profile is one person of one document.

    scorer: by default that of the package. threshold: the least probability at which two are joined, between 0 and 1;
    by default that of the scorer. Two people of one document stay two, and nobody is joined to another with a
    contradicting given name, patronymic, gender or birth, nor by the surname or the given name alone. The result does
    not depend on the order of the profiles. Raises ProfileError where two profiles have one document and cluster,
    ValueError for a threshold that is none.
    """
    scorer = scorer or shared_scorer()
    limit = log_odds(scorer.threshold if threshold is None else threshold)
    people: dict[int, DistinctPerson] = {}
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    distinct = DistinctPeople(scorer, limit)
    for profile in in_order(profiles):
        person = distinct.of(profile)
        people.setdefault(person.id, person)
        members[person.id].append(profile.key)
    ordered = [people[identity] for identity in sorted(people)]
    logits = _scored(ordered, scorer)
    met = [_met(person, members[person.id]) for person in ordered]
    found = [cluster for part, inside in _parts(met, logits, limit) for cluster in cluster_people(part, inside, limit)]
    return sorted(found, key=lambda cluster: (cluster.members[0].document, cluster.members[0].cluster))


def _met(person: DistinctPerson, members: Sequence[tuple[str, str]]) -> MetPerson:
    of = person.context
    return MetPerson(person.id, of.names, of.born, of.died, person.own, members)


def score_pairs(
    pairs: Iterable[tuple[PersonContext, PersonContext]], scorer: PersonScorer
) -> tuple[list[int], list[float]]:
    """Which of `pairs` can be one person at all, by position, and the log odds of those."""
    kept: list[int] = []
    values: list[tuple[float, ...]] = []
    for at, (one, other) in enumerate(pairs):
        if may_be_one(one, other):
            kept.append(at)
            values.append(features(one, other))
    return kept, scorer.logits(values)


def _scored(people: Sequence[DistinctPerson], scorer: PersonScorer) -> dict[tuple[int, int], float]:
    pairs = sorted({(min(pair), max(pair)) for pair in block(people).pairs})
    kept, logits = score_pairs(((people[i].context, people[j].context) for i, j in pairs), scorer)
    return {pairs[at]: logit for at, logit in zip(kept, logits, strict=True)}


def _parts(
    people: Sequence[MetPerson], logits: dict[tuple[int, int], float], limit: float
) -> Iterator[tuple[list[MetPerson], dict[tuple[int, int], float]]]:
    """The people that are connected, with the log odds inside."""
    ends = np.array(list(logits), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(logits.values()))

    strong = np.flatnonzero(values >= limit)
    # The pairs are in order, and stay so where their log odds are equal.
    strongest = strong[np.argsort(-values[strong], kind="stable")]

    def edges(in_order: bool) -> Iterator[tuple[Ends, Ends]]:
        chosen = strongest if in_order else strong
        yield ends[chosen, 0], ends[chosen, 1]

    piece = pieces(len(people), edges).piece.tolist()
    inside: dict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(piece):
        inside[label].append(i)
    place = {i: at for positions in inside.values() for at, i in enumerate(positions)}
    own: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (i, j), logit in logits.items():
        if piece[i] == piece[j]:
            own[piece[i]][place[i], place[j]] = logit
    for label, positions in inside.items():
        yield [people[i] for i in positions], own[label]
