"""The people of one connected group of profiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from atau.facts.people.clustering import Group, cluster
from atau.facts.people.clusters import Cluster, Member, cluster_id
from atau.facts.people.features import lives_differ
from atau.facts.people.name_comparison import compare_names
from atau.facts.people.name_facts import NameFacts, is_cyrillic, name_facts, parse_name
from atau.facts.people.scorer import probability

#: The least log odds that count when groups are joined: that nothing is shared says little once others bridge the two.
_LEAST_LOGIT: Final = -2.0
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class MetPerson:
    """A distinct person and where it is met. own: as in `DistinctPerson`. members: (document, cluster), in order."""

    id: int
    names: tuple[str, ...]
    born: str | None
    died: str | None
    own: float | None
    members: Sequence[tuple[str, str]]


class _Identity(NamedTuple):
    """What must not contradict inside of a cluster."""

    name: NameFacts
    born: str | None
    died: str | None

    def contradicts(self, other: _Identity) -> bool:
        return compare_names(self.name, other.name).contradicts or lives_differ(self, other)


def cluster_people(people: Sequence[MetPerson], logits: Mapping[tuple[int, int], float], limit: float) -> list[Cluster]:
    """Joins people that are connected, by their order. logits: for pairs of positions, the smaller first. limit: the
    least mean log odds at which two groups are joined."""
    groups = [
        Group([i], {document for document, _ in person.members}, [_identity(person)], len(person.members))
        for i, person in enumerate(people)
    ]
    found = cluster(groups, {pair: max(_LEAST_LOGIT, each) for pair, each in logits.items()}, limit, _contradict)
    beliefs = _beliefs(people, found, logits)
    return [_cluster([people[i] for i in members], [beliefs[i] for i in members]) for members in found]


def _identity(person: MetPerson) -> _Identity:
    return _Identity(name_facts(person.names), person.born, person.died)


def _contradict(one: _Identity, other: _Identity) -> bool:
    return one.contradicts(other)


def _beliefs(
    people: Sequence[MetPerson], clusters: Sequence[Sequence[int]], logits: Mapping[tuple[int, int], float]
) -> list[float]:
    """For each person the mean of the probabilities that it is one with the others of its cluster, each as often as it
    is met; 1 where there is no other."""
    home = {i: at for at, members in enumerate(clusters) for i in members}
    sums = [0.0] * len(people)
    counts = [0] * len(people)

    def add(i: int, logit: float, times: int) -> None:
        sums[i] += probability(logit) * times
        counts[i] += times

    for i, person in enumerate(people):
        if person.own is not None and len(person.members) > 1:
            add(i, person.own, len(person.members) - 1)
    for (i, j), logit in sorted(logits.items()):
        if home[i] == home[j]:
            add(i, logit, len(people[j].members))
            add(j, logit, len(people[i].members))
    return [round(total / count, _DECIMALS) if count else 1.0 for total, count in zip(sums, counts, strict=True)]


def _cluster(people: Sequence[MetPerson], beliefs: Sequence[float]) -> Cluster:
    members = [
        Member(document, name, belief)
        for person, belief in zip(people, beliefs, strict=True)
        for document, name in person.members
    ]
    members.sort(key=lambda member: (member.document, member.cluster))
    return Cluster(cluster_id("P", members[0]), _fullest(people), tuple(members))


def _fullest(people: Sequence[MetPerson]) -> str:
    times: Counter[str] = Counter()
    for person in people:
        for name in person.names:
            times[name] += len(person.members)
    return min(times, key=lambda name: (-parse_name(name).parts, not is_cyrillic(name), -times[name], name), default="")
