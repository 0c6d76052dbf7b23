"""People over all documents, by blocks, pairs and components in a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from atau.facts.people.blocking import clue_text, keys
from atau.facts.people.clusters import Cluster
from atau.facts.people.components import Ends, pieces
from atau.facts.people.distinct import DistinctPeople, identity_of, identity_text
from atau.facts.people.person_clusters import MetPerson, cluster_people
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer
from atau.facts.store.joining.clusters import Piece, pieces_of, write_clusters
from atau.facts.store.joining.comparing import REMEMBERED, compare
from atau.facts.store.joining.delta import new_members, state_of, store_parts, take_members, take_parts
from atau.facts.store.joining.report import JoinReport, Progress, counted
from atau.facts.store.joining.sql import Grouped, Rows, pairs_of_numbers, run

KIND: Final = "people"
_SAID: Final = "content, clues, own, identity"
STATE: Final = (
    *state_of(KIND, "content VARCHAR, clues VARCHAR, own DOUBLE, identity VARCHAR"),
    "CREATE TABLE IF NOT EXISTS joining.people_keys (key VARCHAR, node BIGINT, stands BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS joining.people_pairs (key VARCHAR, one BIGINT, other BIGINT, logit DOUBLE)",
    "CREATE TABLE IF NOT EXISTS joining.people_large (key VARCHAR, people BIGINT, standing BIGINT, compared BIGINT)",
)
_NODE_COLUMNS: Final = (
    ("node", "BIGINT"), ("content", "VARCHAR"), ("clues", "VARCHAR"), ("own", "DOUBLE"), ("identity", "VARCHAR"),
)  # fmt: skip
# Those whose members, or whose pairs, are others than before, and all that were or are connected with them.
_AFFECTED: Final = (
    "CREATE OR REPLACE TABLE work.new_pairs AS SELECT DISTINCT one, other FROM work.pairs",
    """CREATE OR REPLACE TABLE work.begun AS
    SELECT node FROM work.touched
    UNION SELECT unnest([one, other]) FROM (
        (FROM work.old_pairs EXCEPT FROM work.new_pairs) UNION ALL (FROM work.new_pairs EXCEPT FROM work.old_pairs)
    )""",
    """CREATE OR REPLACE TABLE work.affected AS
    WITH whole AS (
        SELECT DISTINCT component FROM joining.people_parts WHERE node IN (FROM work.begun)
        UNION SELECT component FROM work.touched WHERE component IS NOT NULL
    )
    SELECT node FROM joining.people_parts WHERE component IN (FROM whole)
    UNION SELECT node FROM joining.people_nodes WHERE node IN (FROM work.begun)""",
)
_LOGITS: Final = """
SELECT a.piece, p.one, p.other, any_value(p.logit)
FROM joining.people_pairs p JOIN work.parts a ON a.node = p.one JOIN work.parts b ON b.node = p.other
WHERE a.piece = b.piece GROUP BY ALL ORDER BY 1, 2, 3
"""


class PeopleJoin:
    """Joins people in the database of `connection`, to which `work` is attached. limit: least log odds of a join."""

    def __init__(
        self, connection: Any, scorer: PersonScorer, limit: float, report: JoinReport, progress: Progress
    ) -> None:
        self._connection = connection
        self._scorer = scorer
        self._limit = limit
        self._report = report
        self._progress = progress

    def join(self, profiles: Iterable[tuple[int, PersonProfile]]) -> None:
        """Take the people of new documents and join what has changed.

        profiles: of the documents of work.new_documents with their numbers, those of a document one after the other.
        Afterwards work.people_links says who is who for all people that are affected, and
        work.people_names what they are called.
        """
        self._add(profiles)
        take_members(self._connection, KIND, _SAID)
        compare(self._connection, self._scorer, self._report, self._progress)
        run(self._connection, *_AFFECTED)
        self._connect()
        write_clusters(self._connection, KIND, self._clusters(), self._progress)
        take_parts(self._connection, KIND)

    def _add(self, profiles: Iterable[tuple[int, PersonProfile]]) -> None:
        members = new_members(self._connection)
        nodes = Rows(self._connection, "work.said_nodes", _NODE_COLUMNS)
        blocks = Rows(
            self._connection, "work.new_keys", (("key", "VARCHAR"), ("node", "BIGINT"), ("stands", "BOOLEAN"))
        )
        seen: set[int] = set()
        distinct = DistinctPeople(self._scorer, self._limit)
        for number, profile in counted(profiles, "people in documents read", self._progress):
            person = distinct.of(profile)
            members.add(number, profile.cluster, person.id)
            if person.id in seen:
                continue
            if len(seen) >= REMEMBERED:
                seen.clear()
            seen.add(person.id)
            context = person.context
            own = float("nan") if person.own is None else person.own
            nodes.add(person.id, person.content, clue_text(context), own, identity_text(context))
            stands, looks = keys(context.name)
            for key in stands | looks:
                blocks.add(key, person.id, key in stands)
        for rows in (members, nodes, blocks):
            rows.write()

    def _connect(self) -> None:
        """The connected components of the affected people, in work.parts."""
        ids = self._connection.execute("SELECT node FROM work.affected ORDER BY node").fetchnumpy()["node"]

        def edges(in_order: bool) -> Iterator[tuple[Ends, Ends]]:
            # Who is connected with one that is affected is affected, too.
            query = (
                f"SELECT one, other FROM joining.people_pairs WHERE logit >= {self._limit!r} "
                f"AND one IN (SELECT node FROM work.affected) {'ORDER BY logit DESC, one, other' if in_order else ''}"
            )
            for pairs in pairs_of_numbers(self._connection, query):
                yield np.searchsorted(ids, pairs[:, 0]), np.searchsorted(ids, pairs[:, 1])

        found = pieces(len(ids), edges)
        self._report.split += found.split
        store_parts(self._connection, ids, found.whole, found.piece)

    def _clusters(self) -> Iterator[tuple[Piece, list[Cluster]]]:
        inside = Grouped(self._connection, _LOGITS)
        for piece in pieces_of(self._connection, KIND, "identity, own"):
            people = [
                MetPerson(
                    node,
                    *identity_of(identity),
                    None if own is None or own != own else own,
                    [(met.document, met.cluster) for met in piece.members[node]],
                )
                for node, identity, own in piece.nodes
            ]
            place = {person.id: at for at, person in enumerate(people)}
            logits = {(place[left], place[right]): logit for _, left, right, logit in inside.of(piece.number)}
            yield piece, cluster_people(people, logits, self._limit)
