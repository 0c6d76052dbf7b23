"""One organisation under one id over all documents, by rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from atau.facts.people.clusters import Cluster, Member, cluster_id, in_order
from atau.facts.people.distinct import content_id
from atau.facts.people.organisation_keys import OrganisationKey
from atau.facts.people.organisation_names import is_abbreviation
from atau.facts.people.organisation_ties import abbreviations_of, connected, keys_of, longer_names
from atau.facts.people.profile import OrganisationProfile

#: How sure the rules are; not calibrated, but in this order.
SAME_NAME: Final = 0.98
SHORTER_NAME: Final = 0.9
EXPLAINED_ABBREVIATION: Final = 0.85


@dataclass(slots=True)
class MetOrganisation:
    """What one profile says, or several that say the same, and where it is met.

    id: made of names and places, 64 bits with a sign. names, places: in order. members: (document, cluster), in order.
    latest: when the latest of the documents appeared, and its member.
    """

    id: int
    names: tuple[str, ...]
    places: tuple[str, ...]
    members: list[tuple[str, str]] = field(default_factory=list)
    latest: tuple[str, tuple[str, str]] = ("", ("", ""))

    def add(self, document: str, cluster: str, published: str | None) -> None:
        """Another member; they come in order."""
        member = (document, cluster)
        if not self.members or (published or "") > self.latest[0]:
            self.latest = (published or "", member)
        self.members.append(member)


class _Sets:
    """Disjoint sets of numbers; the least number stands for its set."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, i: int) -> int:
        while self._above[i] != i:
            self._above[i] = self._above[self._above[i]]
            i = self._above[i]
        return i

    def join(self, i: int, j: int) -> None:
        i, j = self.find(i), self.find(j)
        self._above[max(i, j)] = min(i, j)


def link_organisations(profiles: Iterable[OrganisationProfile]) -> list[Cluster]:
    """Joins the organisations of many documents.

    Those are one that have the same name without legal form and own state, in any script; with the same place where
    each place has one like it (`Білім басқармасы`); under a former name, an abbreviation that is known, or one that
    a document explains if all documents explain it alike; or under a name that leaves out words of the other
    (`Шәкәрім университеті`), if there is only one such other. Branches are not their parents. In a group of more than
    `atau.facts.people.components.MAX_COMPONENT` that may have to do with each other, only those of one name are joined.
    The result does not depend on the order. Raises ProfileError where two profiles have one document and cluster.
    """
    found: dict[int, MetOrganisation] = {}
    for profile in in_order(profiles):
        names, places = said(profile)
        identity = organisation_id(names, places)
        met = found.setdefault(identity, MetOrganisation(identity, names, places))
        met.add(profile.document, profile.cluster, profile.published)
    ordered = [found[identity] for identity in sorted(found)]
    parts = connected([(one.names, one.places) for one in ordered])
    clusters = [cluster for part in parts for cluster in cluster_organisations([ordered[i] for i in part])]
    return sorted(clusters, key=lambda cluster: (cluster.members[0].document, cluster.members[0].cluster))


def said(profile: OrganisationProfile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and places of a profile, in order: by what it is compared with others."""
    return tuple(sorted(set(profile.names))), tuple(sorted(set(profile.places)))


def organisation_id(names: Sequence[str], places: Sequence[str]) -> int:
    """What stands for all profiles of these names and places: 64 bits with a sign."""
    return content_id("\1".join(names), "\1".join(places))


def cluster_organisations(met: Sequence[MetOrganisation]) -> list[Cluster]:
    """The organisations that are one, of those that can have to do with each other; `met` in the order of the ids."""
    keys = [keys_of(one.names, one.places) for one in met]
    sets, beliefs = _Sets(len(met)), [1.0 if len(one.members) == 1 else SAME_NAME for one in met]
    by_key: dict[OrganisationKey, list[int]] = defaultdict(list)
    for i, found in enumerate(keys):
        for key in found:
            by_key[key].append(i)
    for members in by_key.values():
        for i in members[1:]:
            sets.join(members[0], i)
        if len(members) > 1:
            _believe(beliefs, members, SAME_NAME)
    _join_shorter(sets, beliefs, by_key, longer_names(key for found in keys for key in found))
    resolved = _join_abbreviations(sets, beliefs, met, keys)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(met)):
        groups[sets.find(i)].append(i)
    clusters = []
    for members in groups.values():
        (first, *others) = members
        if others or keys[first] or first in resolved:
            clusters.append(_cluster([met[i] for i in members], [beliefs[i] for i in members]))
        else:  # nothing says that those of this name are one
            clusters += _apart(met[first])
    return clusters


def _believe(beliefs: list[float], members: Iterable[int], belief: float) -> None:
    for i in members:
        beliefs[i] = min(beliefs[i], belief)


def _order(key: OrganisationKey) -> tuple[int, list[str], list[str], str]:
    """The longest names first: what is short is joined to what is joined already."""
    return -len(key.words), sorted(key.words), sorted(key.place), key.level


def _join_shorter(
    sets: _Sets,
    beliefs: list[float],
    by_key: Mapping[OrganisationKey, list[int]],
    longer: Mapping[OrganisationKey, set[OrganisationKey]],
) -> None:
    """Joins names that leave out words of one other name: Шәкәрім университеті."""
    for key in sorted(by_key, key=_order):
        homes = {sets.find(by_key[other][0]) for other in longer.get(key, ())}
        if len(homes) == 1:
            _believe(beliefs, by_key[key], SHORTER_NAME)
            home = homes.pop()
            for i in by_key[key]:
                sets.join(home, i)


def _join_abbreviations(
    sets: _Sets, beliefs: list[float], met: Sequence[MetOrganisation], keys: Sequence[Sequence[OrganisationKey]]
) -> set[int]:
    """Joins abbreviations that stand alone to what other documents explain them by, where all mean one; gives those
    that were joined."""
    explained: dict[str, set[int]] = defaultdict(set)
    alone: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(met):
        for name in abbreviations_of(one.names):
            if keys[i]:
                explained[name].add(i)
            else:
                alone[name].append(i)
    resolved: set[int] = set()
    for name, members in sorted(alone.items()):
        homes = {sets.find(i) for i in explained.get(name, ())}
        if len(homes) == 1:
            home = homes.pop()
            for i in members:
                sets.join(home, i)
            resolved.update(members)
            _believe(beliefs, members, EXPLAINED_ABBREVIATION)
    return resolved


def _cluster(met: Sequence[MetOrganisation], beliefs: Sequence[float]) -> Cluster:
    members = sorted(
        (
            Member(document, cluster, belief)
            for one, belief in zip(met, beliefs, strict=True)
            for document, cluster in one.members
        ),
        key=lambda member: (member.document, member.cluster),
    )
    latest = max(one.latest[0] for one in met)
    _, current = min((one.latest[1], one.names) for one in met if one.latest[0] == latest)
    times: Counter[str] = Counter()
    for one in met:
        for name in one.names:
            times[name] += len(one.members)
    # An organisation goes by its new name.
    name = min(times, key=lambda name: (name not in current, is_abbreviation(name), -times[name], name), default="")
    return Cluster(cluster_id("O", members[0]), name, tuple(members))


def _apart(one: MetOrganisation) -> Iterator[Cluster]:
    name = min(one.names, key=lambda name: (is_abbreviation(name), name), default="")
    for document, cluster in one.members:
        member = Member(document, cluster, 1.0)
        yield Cluster(cluster_id("O", member), name, (member,))
