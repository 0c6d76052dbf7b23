"""The profiles of the people and organisations of a document of which only the mentions are known, as a table has them.

There are no sentences and no facts: what is near a person is taken to belong to that person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from atau.facts.people.profile import MAX_VALUES, OrganisationProfile, PersonProfile

#: An organisation or place is of the nearest person that is at most so many characters away, about a sentence.
NEAR: Final = 120
#: An office stands beside the name; a space, a comma or a dash may be between them.
BESIDE: Final = 3


class Mentioned(NamedTuple):
    """A mention. start, end: in characters. name: dictionary form, else the text. cluster: "" where there is none."""

    start: int
    end: int
    label: str
    name: str
    cluster: str


def people_of_mentions(document: str, mentions: Sequence[Mentioned]) -> list[PersonProfile]:
    """The people of a document, by cluster; those of its mentions that have one. mentions: in the order of the text."""
    persons = [each for each in mentions if each.label == "PERSON" and each.cluster and each.name]
    names: dict[str, list[str]] = {}
    for person in persons:
        names.setdefault(person.cluster, []).append(person.name)
    said: dict[str, dict[str, list[str]]] = {cluster: {"POSITION": [], "ORG": [], "LOC": []} for cluster in names}
    starts = [person.start for person in persons]
    for each in mentions:
        if each.label in ("POSITION", "ORG", "LOC") and each.name:
            nearest = _nearest(each, persons, starts)
            if nearest is not None:
                said[nearest.cluster][each.label].append(each.name)
    full = {cluster: max(found, key=len) for cluster, found in names.items()}
    return [
        PersonProfile(
            document=document,
            cluster=cluster,
            names=_unique(names[cluster]),
            offices=_unique(said[cluster]["POSITION"]),
            organisations=_unique(said[cluster]["ORG"]),
            places=_unique(said[cluster]["LOC"]),
            companions=_unique([name for other, name in full.items() if other != cluster]),
        )
        for cluster in sorted(names)
    ]


def organisations_of_mentions(document: str, mentions: Sequence[Mentioned]) -> list[OrganisationProfile]:
    """The organisations of a document, by cluster; where they are is not known."""
    names: dict[str, list[str]] = {}
    for each in mentions:
        if each.label == "ORG" and each.cluster and each.name:
            names.setdefault(each.cluster, []).append(each.name)
    return [
        OrganisationProfile(document=document, cluster=cluster, names=_unique(names[cluster]))
        for cluster in sorted(names)
    ]


def _nearest(each: Mentioned, persons: Sequence[Mentioned], starts: Sequence[int]) -> Mentioned | None:
    """The person nearest to a mention, the earlier one of two; None where none is near enough."""
    at = bisect_left(starts, each.start)
    most = BESIDE if each.label == "POSITION" else NEAR
    near = [person for person in persons[max(0, at - 1) : at + 1] if _distance(each, person) <= most]
    return min(near, key=lambda person: (_distance(each, person), person.start), default=None)


def _distance(one: Mentioned, other: Mentioned) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:MAX_VALUES]
