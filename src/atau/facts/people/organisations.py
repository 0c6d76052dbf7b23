"""One organisation under one id over all documents, by rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from atau.facts.people.clusters import Cluster, Member, cluster_id, in_order
from atau.facts.people.organisation_keys import (
    OrganisationKey,
    is_abbreviation,
    is_known_alias,
    may_leave_out,
    organisation_key,
    tells_apart,
)
from atau.facts.people.profile import OrganisationProfile

#: How sure the rules are; not calibrated, but in this order.
SAME_NAME: Final = 0.98
SHORTER_NAME: Final = 0.9
EXPLAINED_ABBREVIATION: Final = 0.85


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
    (`Шәкәрім университеті`), if there is only one such other. Branches are not their parents. The result does not
    depend on the order. Raises ProfileError where two profiles have one document and cluster.
    """
    ordered = in_order(profiles)
    keys = [_keys(profile) for profile in ordered]
    sets, beliefs = _Sets(len(ordered)), [1.0] * len(ordered)
    by_key: dict[OrganisationKey, list[int]] = defaultdict(list)
    for i, found in enumerate(keys):
        for key in found:
            by_key[key].append(i)
    for members in by_key.values():
        _join(sets, beliefs, members, SAME_NAME)
    _join_shorter(sets, beliefs, by_key)
    _join_abbreviations(sets, beliefs, ordered, keys)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(ordered)):
        groups[sets.find(i)].append(i)
    return [_cluster([ordered[i] for i in members], [beliefs[i] for i in members]) for members in groups.values()]


def _keys(profile: OrganisationProfile) -> list[OrganisationKey]:
    """The keys by which a profile is certainly found. An abbreviation that no table knows is none."""
    found = []
    full = [name for name in profile.names if not is_abbreviation(name)]
    # An abbreviation beside a full name is that name's, whatever it means elsewhere.
    for name in full or [name for name in profile.names if is_known_alias(name)]:
        key = organisation_key(name)
        if len(profile.places) == 1:
            key = key.at(profile.places[0]) if key.is_local else key
        if key.is_certain:
            found.append(key)
    return list(dict.fromkeys(found))


def _join(sets: _Sets, beliefs: list[float], members: Sequence[int], belief: float) -> None:
    for i in members[1:]:
        sets.join(members[0], i)
    if len(members) > 1:
        for i in members:
            beliefs[i] = min(beliefs[i], belief)


def _join_shorter(sets: _Sets, beliefs: list[float], by_key: Mapping[OrganisationKey, list[int]]) -> None:
    """Joins names that leave out words of one other name: Шәкәрім университеті."""
    longer: dict[tuple[str, str], list[OrganisationKey]] = defaultdict(list)
    for key in by_key:
        for word in key.words - {key.head}:
            longer[key.head, word].append(key)
    for key, members in by_key.items():
        telling = [word for word in key.words - {key.head} if tells_apart([word])]
        if not telling:
            continue
        rarest = min(telling, key=lambda word: (len(longer[key.head, word]), word))
        others = [other for other in longer[key.head, rarest] if may_leave_out(key, other)]
        homes = {sets.find(by_key[other][0]) for other in others}
        if len(homes) == 1:
            _join(sets, beliefs, [homes.pop(), *members], SHORTER_NAME)


def _join_abbreviations(
    sets: _Sets,
    beliefs: list[float],
    profiles: Sequence[OrganisationProfile],
    keys: Sequence[Sequence[OrganisationKey]],
) -> None:
    """Joins abbreviations that stand alone to what other documents explain them by, where all mean one."""
    explained: dict[str, set[int]] = defaultdict(set)
    alone: dict[str, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        for name in profile.names:
            if is_abbreviation(name) and not is_known_alias(name):
                if keys[i]:
                    explained[name].add(i)
                else:
                    alone[name].append(i)
    for name, members in alone.items():
        homes = {sets.find(i) for i in explained.get(name, ())}
        if len(homes) == 1:
            _join(sets, beliefs, [homes.pop(), *members], EXPLAINED_ABBREVIATION)


def _cluster(profiles: Sequence[OrganisationProfile], beliefs: Sequence[float]) -> Cluster:
    members = tuple(
        Member(profile.document, profile.cluster, belief if len(profiles) > 1 else 1.0)
        for profile, belief in zip(profiles, beliefs, strict=True)
    )
    latest = max(profiles, key=lambda profile: profile.published or "")
    times = Counter(name for profile in profiles for name in profile.names)
    current = set(latest.names)  # an organisation goes by its new name
    name = min(times, key=lambda name: (name not in current, is_abbreviation(name), -times[name], name), default="")
    return Cluster(cluster_id("O", members[0]), name, members)
