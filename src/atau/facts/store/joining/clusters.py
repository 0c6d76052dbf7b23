"""Clusters of people or organisations, from the state of the joining to the tables that tell who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from atau.facts.people.clusters import Cluster
from atau.facts.store.joining.report import Progress, counted
from atau.facts.store.joining.sql import Grouped, Rows, stream

_NODES: Final = """
SELECT w.piece, w.node, {said} FROM work.parts w JOIN joining.{kind}_nodes n USING (node) ORDER BY 1, 2
"""
_MEMBERS: Final = """
SELECT w.piece, m.node, d.key, m.cluster, m.document, d.published
FROM joining.{kind}_members m JOIN work.parts w USING (node) JOIN joining.documents d USING (document)
ORDER BY 1, 2, 3, 4
"""


class Met(NamedTuple):
    """Where a profile was met. number: of the document, whose key is `document`."""

    document: str
    cluster: str
    number: int
    published: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What is joined at a time. nodes: each with what it says, in order. members: of each node, in order."""

    number: int
    nodes: list[tuple[Any, ...]]
    members: dict[int, list[Met]]


def pieces_of(connection: Any, kind: str, said: str) -> Iterator[Piece]:
    """The pieces of work.parts, in order. said: the columns of a node that are asked for."""
    members = Grouped(connection, _MEMBERS.format(kind=kind))
    for number, rows in groupby(stream(connection, _NODES.format(kind=kind, said=said)), key=itemgetter(0)):
        by_node = groupby(members.of(number), key=itemgetter(1))
        met = {node: [Met(*row[2:]) for row in found] for node, found in by_node}
        yield Piece(number, [row[1:] for row in rows], met)


def write_clusters(
    connection: Any, kind: str, found: Iterable[tuple[Piece, Iterable[Cluster]]], progress: Progress
) -> None:
    """Write work.{kind}_links, where each profile belongs, and work.{kind}_names. found: the clusters of each piece."""
    links = Rows(
        connection,
        f"work.{kind}_links",
        (("document", "BIGINT"), ("cluster", "VARCHAR"), ("entity", "VARCHAR"), ("probability", "DOUBLE")),
    )
    names = Rows(connection, f"work.{kind}_names", (("entity", "VARCHAR"), ("name", "VARCHAR")))
    for cluster, numbers in counted(_each(found), f"{kind} told apart", progress):
        names.add(cluster.id, cluster.name)
        for member in cluster.members:
            links.add(numbers[member.document], member.cluster, cluster.id, member.probability)
    links.write()
    names.write()


def _each(found: Iterable[tuple[Piece, Iterable[Cluster]]]) -> Iterator[tuple[Cluster, dict[str, int]]]:
    """The clusters, with the number of each document."""
    for piece, clusters in found:
        numbers = {met.document: met.number for members in piece.members.values() for met in members}
        for cluster in clusters:
            yield cluster, numbers
