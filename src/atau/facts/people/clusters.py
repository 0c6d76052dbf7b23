"""What the linkers give: who or what is one over all documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from atau.facts.people.profile import ProfileError

_ID_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A cluster of a document, and how probable it is that it belongs here: 1 for one that stands alone."""

    document: str
    cluster: str
    probability: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """One person or organisation over all documents. id: made of the first member. name: the one to show."""

    id: str
    name: str
    members: tuple[Member, ...]


class _Profile(Protocol):
    """What is known by a document and a cluster."""

    @property
    def document(self) -> str: ...
    @property
    def cluster(self) -> str: ...
    @property
    def key(self) -> tuple[str, str]: ...


Profile = TypeVar("Profile", bound=_Profile)


def in_order(profiles: Iterable[Profile]) -> list[Profile]:
    """The profiles by document and cluster. Raises ProfileError where two have the same."""
    ordered = sorted(profiles, key=lambda profile: profile.key)
    for one, other in pairwise(ordered):
        if one.key == other.key:
            raise ProfileError(f"two profiles of document {one.document!r}, cluster {one.cluster!r}; give each once")
    return ordered


def cluster_id(prefix: str, first: Member) -> str:
    """The id of a cluster: it stays the same as long as its first member does.

    >>> cluster_id("P", Member("a.txt", "p1", 1.0)) == cluster_id("P", Member("a.txt", "p1", 0.9))
    True
    """
    digest = hashlib.blake2s(f"{first.document}\0{first.cluster}".encode(), digest_size=_ID_BYTES).hexdigest()
    return f"{prefix}{digest}"


def homes(clusters: Iterable[Cluster]) -> dict[tuple[str, str], str]:
    """(document, cluster) -> id."""
    return {(member.document, member.cluster): cluster.id for cluster in clusters for member in cluster.members}
