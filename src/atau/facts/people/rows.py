"""The linkers over rows of tables: what a database gives and takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from atau.facts.people.clusters import Cluster
from atau.facts.people.link import link
from atau.facts.people.organisations import link_organisations
from atau.facts.people.profile import OrganisationProfile, PersonProfile, organisation_profile, person_profile

P = TypeVar("P", PersonProfile, OrganisationProfile)


class LinkedRow(NamedTuple):
    """A cluster of a document, and who or what it is over all documents.

    document: as the input has it. id: of the person or organisation. name: its name over all documents. probability:
    that the cluster belongs to it, 0..1.
    """

    document: Any
    cluster: str
    id: str
    name: str
    probability: float


def link_people_rows(rows: Iterable[Mapping[str, Any]], *, threshold: float | None = None) -> list[LinkedRow]:
    """`link` over rows with the columns of `PersonProfile`; those that are missing count as empty.

    Documents may be numbers or texts. A table of Arrow goes in as ``table.to_pylist()``, rows of DuckDB as dicts.
    threshold: as in `link`. Raises ProfileError for a row that is no profile.
    """
    return _linked(rows, person_profile, lambda profiles: link(profiles, threshold=threshold))


def link_organisation_rows(rows: Iterable[Mapping[str, Any]]) -> list[LinkedRow]:
    """`link_organisations` over rows with the columns of `OrganisationProfile`. Raises ProfileError."""
    return _linked(rows, organisation_profile, link_organisations)


def _linked(
    rows: Iterable[Mapping[str, Any]],
    profile: Callable[[Mapping[str, Any]], P],
    linker: Callable[[list[P]], list[Cluster]],
) -> list[LinkedRow]:
    documents: dict[str, Any] = {}
    profiles = []
    for row in rows:
        document = row.get("document")
        number = isinstance(document, int) and not isinstance(document, bool)
        # Numbers are put in order as numbers, so that the first document of a cluster stays the first.
        key = f"{document:012d}" if number else document
        profiles.append(profile({**row, "document": key}))
        documents[profiles[-1].document] = document
    return [
        LinkedRow(documents[member.document], member.cluster, cluster.id, cluster.name, member.probability)
        for cluster in linker(profiles)
        for member in cluster.members
    ]
