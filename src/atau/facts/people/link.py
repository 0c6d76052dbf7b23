"""One person under one id over all documents."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from atau.facts.people.blocking import candidate_pairs
from atau.facts.people.clustering import Group, cluster
from atau.facts.people.clusters import Cluster, Member, cluster_id, in_order
from atau.facts.people.context import PersonContext, person_context
from atau.facts.people.features import has_evidence
from atau.facts.people.name_comparison import Agreement, compare_names
from atau.facts.people.name_facts import NameFacts, is_cyrillic, parse_name
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer, probability, shared_scorer

#: The least log odds that count when groups are joined: that nothing is shared says little once others bridge the two.
_LEAST_LOGIT: Final = -2.0


class _Identity(NamedTuple):
    """What must not contradict inside of a cluster."""

    name: NameFacts
    born: str | None
    died: str | None

    def contradicts(self, other: _Identity) -> bool:
        return compare_names(self.name, other.name).contradicts or _lives_differ(self, other)


class _Life(Protocol):
    """What has a birth and a death, in ISO form or None."""

    @property
    def born(self) -> str | None: ...
    @property
    def died(self) -> str | None: ...


def _lives_differ(one: _Life, other: _Life) -> bool:
    """Whether they were born, or died, at different times; 1980 and 1980-05-01 are one, said more and less exactly."""
    pairs = ((one.born, other.born), (one.died, other.died))
    return any(a and b and not (a.startswith(b) or b.startswith(a)) for a, b in pairs)


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
    limit = scorer.threshold if threshold is None else threshold
    if not 0.0 < limit < 1.0:
        raise ValueError(f"threshold is {limit}; give a probability between 0 and 1")
    contexts = [person_context(profile) for profile in in_order(profiles)]
    logits = _scored(contexts, scorer)
    groups = [Group([i], {context.profile.document}, [_identity(context)]) for i, context in enumerate(contexts)]
    held = {pair: max(_LEAST_LOGIT, logit) for pair, logit in logits.items()}
    found = cluster(groups, held, math.log(limit / (1.0 - limit)), _Identity.contradicts)
    beliefs = _beliefs(found, logits)
    return [
        _cluster([contexts[i].profile for i in members], [beliefs.get(i, 1.0) for i in members]) for members in found
    ]


def _identity(context: PersonContext) -> _Identity:
    return _Identity(context.name, context.profile.born, context.profile.died)


def _scored(contexts: Sequence[PersonContext], scorer: PersonScorer) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for i, j in candidate_pairs(contexts):
        if (i, j) not in found and may_be_one(contexts[i], contexts[j]):
            found[i, j] = scorer.logit(contexts[i], contexts[j])
    return found


def may_be_one(one: PersonContext, other: PersonContext) -> bool:
    """Whether one person is possible at all: other documents, names that agree, and more than a surname in common."""
    if one.profile.document == other.profile.document:
        return False
    names = compare_names(one.name, other.name)
    if not names.may_be_one or _lives_differ(one.profile, other.profile):
        return False
    surname_alone = Agreement.UNKNOWN == names.given >= names.father
    return not surname_alone or has_evidence(one, other)


def _beliefs(clusters: Sequence[Sequence[int]], logits: Mapping[tuple[int, int], float]) -> dict[int, float]:
    """For each member of a cluster the mean of the probabilities that it is one with the others."""
    home = {i: at for at, members in enumerate(clusters) if len(members) > 1 for i in members}
    found: dict[int, list[float]] = defaultdict(list)
    for pair, logit in logits.items():
        if home.get(pair[0], -1) == home.get(pair[1], -2):
            for i in pair:
                found[i].append(probability(logit))
    return {i: round(sum(values) / len(values), 4) for i, values in found.items()}


def _cluster(profiles: Sequence[PersonProfile], beliefs: Sequence[float]) -> Cluster:
    members = tuple(
        Member(profile.document, profile.cluster, belief) for profile, belief in zip(profiles, beliefs, strict=True)
    )
    return Cluster(cluster_id("P", members[0]), _fullest(profiles), members)


def _fullest(profiles: Sequence[PersonProfile]) -> str:
    times = Counter(name for profile in profiles for name in profile.names)
    return min(times, key=lambda name: (-parse_name(name).parts, not is_cyrillic(name), -times[name], name), default="")
