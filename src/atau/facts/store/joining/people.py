"""People over all documents, by blocks, pairs and components in a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, Final

import numpy as np

from atau.facts.people import blocking
from atau.facts.people.blocking import FULL, SEPARATOR, LargeBlock, clue_text, keys, window_pairs
from atau.facts.people.clusters import Cluster
from atau.facts.people.components import Ends, pieces
from atau.facts.people.context import PersonContext
from atau.facts.people.distinct import DistinctPeople, from_text, identity_of, identity_text
from atau.facts.people.link import score_pairs
from atau.facts.people.person_clusters import MetPerson, cluster_people
from atau.facts.people.profile import PersonProfile
from atau.facts.people.scorer import PersonScorer
from atau.facts.store.joining.delta import state_of, take_members, take_parts
from atau.facts.store.joining.report import JoinReport
from atau.facts.store.joining.sql import Grouped, Rows, one, pairs_of_numbers, run, run_together, stream

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
_PAIR_COLUMNS: Final = (("key", "VARCHAR"), ("one", "BIGINT"), ("other", "BIGINT"), ("logit", "DOUBLE"))
_LINK_COLUMNS: Final = (
    ("document", "BIGINT"), ("cluster", "VARCHAR"), ("entity", "VARCHAR"), ("probability", "DOUBLE"),
)  # fmt: skip
#: Pairs that are scored at a time, and those of a block that are remembered so that none is scored twice.
_SCORED: Final = 4096
_REMEMBERED: Final = 200_000
_MAX_CACHED: Final = 8192

# The members of the blocks that have changed, each in a group of those it is compared with: the block, or in a large
# one all that share a clue. As `atau.facts.people.blocking.block`.
_GROUPS: Final = """
CREATE OR REPLACE TABLE work.grouped AS
WITH said AS (
    SELECT k.key, k.node, k.stands, unnest(string_split(n.clues, '{separator}')) AS clue
    FROM joining.people_keys k JOIN work.blocks b USING (key) JOIN joining.people_nodes n USING (node)
    WHERE b.people > {most}
), counted AS (
    SELECT key, clue, count(*) AS times FROM said GROUP BY ALL HAVING count(*) > 1
)
SELECT key, clue, node, stands FROM said JOIN counted USING (key, clue)
QUALIFY starts_with(clue, '{full}')
     OR row_number() OVER (PARTITION BY key, node, starts_with(clue, '{full}') ORDER BY times, clue) <= {clues}
UNION ALL
SELECT k.key, '', k.node, k.stands FROM joining.people_keys k JOIN work.blocks b USING (key) WHERE b.people <= {most}
"""
_MEMBERS: Final = """
SELECT g.key, g.clue, g.node, g.stands, n.content, b.people, b.standing
FROM work.grouped g JOIN joining.people_nodes n USING (node) JOIN work.blocks b USING (key)
ORDER BY g.key, g.clue, n.clues, g.node
"""
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
_MET: Final = """
SELECT w.piece, w.node, n.identity, n.own FROM work.parts w JOIN joining.people_nodes n USING (node) ORDER BY 1, 2
"""
_WHERE: Final = """
SELECT w.piece, m.node, d.key, m.cluster, m.document
FROM joining.people_members m JOIN work.parts w USING (node) JOIN joining.documents d USING (document)
ORDER BY 1, 2, 3, 4
"""


class PeopleJoin:
    """Joins people in the database of `connection`, to which `work` is attached. limit: least log odds of a join."""

    def __init__(self, connection: Any, scorer: PersonScorer, limit: float, report: JoinReport) -> None:
        self._connection = connection
        self._scorer = scorer
        self._limit = limit
        self._report = report

    def join(self, profiles: Iterable[tuple[int, PersonProfile]]) -> None:
        """Take the people of new documents and join what has changed.

        profiles: of the documents of work.new_documents with their numbers, those of a document one after the other.
        Afterwards work.people_links says who is who for all people that are affected, and
        work.people_names what they are called.
        """
        self._add(profiles)
        take_members(self._connection, KIND, _SAID)
        self._take_keys()
        self._compare()
        run(self._connection, *_AFFECTED)
        self._connect()
        self._cluster()
        take_parts(self._connection, KIND)

    def _add(self, profiles: Iterable[tuple[int, PersonProfile]]) -> None:
        members = Rows(
            self._connection, "work.new_members", (("document", "BIGINT"), ("cluster", "VARCHAR"), ("node", "BIGINT"))
        )
        nodes = Rows(self._connection, "work.said_nodes", _NODE_COLUMNS)
        blocks = Rows(
            self._connection, "work.new_keys", (("key", "VARCHAR"), ("node", "BIGINT"), ("stands", "BOOLEAN"))
        )
        seen: set[int] = set()
        distinct = DistinctPeople(self._scorer, self._limit)
        for number, profile in profiles:
            person = distinct.of(profile)
            members.add(number, profile.cluster, person.id)
            if person.id in seen:
                continue
            if len(seen) >= _REMEMBERED:
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

    def _take_keys(self) -> None:
        """Bring the blocks up to date; those that have others in them than before are in work.blocks then."""
        run(
            self._connection,
            "DELETE FROM work.new_keys WHERE node NOT IN (SELECT node FROM work.touched WHERE is_new)",
            "CREATE OR REPLACE TABLE work.dirty AS SELECT DISTINCT key FROM (SELECT key FROM work.new_keys UNION ALL "
            "SELECT key FROM joining.people_keys WHERE node IN (SELECT node FROM work.touched WHERE is_gone))",
        )
        run_together(
            self._connection,
            "DELETE FROM joining.people_keys WHERE node IN (SELECT node FROM work.touched WHERE is_gone)",
            "INSERT INTO joining.people_keys SELECT DISTINCT key, node, stands FROM work.new_keys",
        )
        run(
            self._connection,
            "CREATE OR REPLACE TABLE work.blocks AS SELECT key, count(*) AS people, "
            "count(*) FILTER (stands) AS standing FROM joining.people_keys WHERE key IN (FROM work.dirty) "
            "GROUP BY key HAVING standing > 0 AND people > 1",
            "CREATE OR REPLACE TABLE work.old_pairs AS SELECT DISTINCT one, other FROM joining.people_pairs "
            "WHERE key IN (FROM work.dirty)",
        )
        run_together(
            self._connection,
            "DELETE FROM joining.people_pairs WHERE key IN (FROM work.dirty)",
            "DELETE FROM joining.people_large WHERE key IN (FROM work.dirty)",
        )
        self._report.blocks = one(self._connection, "SELECT count(*) FROM work.blocks")

    def _compare(self) -> None:
        """Score the pairs of the blocks that have changed."""
        self._connection.execute(
            _GROUPS.format(separator=SEPARATOR, most=blocking.MAX_BLOCK, full=FULL, clues=blocking.MAX_CLUES)
        )
        found = Rows(self._connection, "work.pairs", _PAIR_COLUMNS)
        large = Rows(
            self._connection,
            "work.large",
            (("key", "VARCHAR"), ("people", "BIGINT"), ("standing", "BIGINT"), ("compared", "BIGINT")),
        )
        waiting: list[tuple[str, int, int, PersonContext, PersonContext]] = []
        for key, one_id, other_id, left, right in self._candidates(large):
            waiting.append((key, one_id, other_id, left, right))
            if len(waiting) >= _SCORED:
                self._score(waiting, found)
                waiting = []
        self._score(waiting, found)
        found.write()
        large.write()
        run_together(
            self._connection,
            "INSERT INTO joining.people_pairs FROM work.pairs ORDER BY key",
            "INSERT INTO joining.people_large FROM work.large",
        )

    def _candidates(self, large: Rows) -> Iterator[tuple[str, int, int, PersonContext, PersonContext]]:
        """Key, ids and contexts of the pairs to score, the smaller id first."""
        decoded = lru_cache(maxsize=_MAX_CACHED)(from_text)
        for key, rows in groupby(stream(self._connection, _MEMBERS), key=lambda row: row[0]):
            first = next(rows)
            block = LargeBlock(key, *first[5:])
            is_large = block.people > blocking.MAX_BLOCK
            seen: set[tuple[int, int]] = set()
            for _, group in groupby(chain([first], rows), key=lambda row: row[1]):
                members = (((row[2], row[4]), row[3]) for row in group)
                for left, right in window_pairs(members, blocking.MAX_NEIGHBOURS if is_large else None):
                    pair = (left, right) if left[0] < right[0] else (right, left)
                    ids = (pair[0][0], pair[1][0])
                    if ids in seen:
                        continue
                    if len(seen) >= _REMEMBERED:
                        seen.clear()
                    seen.add(ids)
                    block.compared += 1
                    yield key, *ids, decoded(pair[0][1]), decoded(pair[1][1])
            self._report.compared += block.compared
            if is_large:
                large.add(key, block.people, block.standing, block.compared)

    def _score(self, pairs: list[tuple[str, int, int, PersonContext, PersonContext]], found: Rows) -> None:
        kept, logits = score_pairs(((left, right) for *_, left, right in pairs), self._scorer)
        for at, logit in zip(kept, logits, strict=True):
            found.add(*pairs[at][:3], logit)

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
        rows = Rows(self._connection, "work.parts", (("node", "BIGINT"), ("component", "BIGINT"), ("piece", "BIGINT")))
        for row in zip(ids.tolist(), ids[found.whole].tolist(), found.piece.tolist(), strict=True):
            rows.add(*row)
        rows.write()

    def _cluster(self) -> None:
        """Who is who among the affected people, in work.people_links and work.people_names."""
        links = Rows(self._connection, "work.people_links", _LINK_COLUMNS)
        names = Rows(self._connection, "work.people_names", (("entity", "VARCHAR"), ("name", "VARCHAR")))
        for cluster, numbers in self._clusters():
            names.add(cluster.id, cluster.name)
            for member in cluster.members:
                links.add(numbers[member.document], member.cluster, cluster.id, member.probability)
        links.write()
        names.write()

    def _clusters(self) -> Iterator[tuple[Cluster, dict[str, int]]]:
        """The clusters, with the number of each document."""
        where, inside = Grouped(self._connection, _WHERE), Grouped(self._connection, _LOGITS)
        for piece, rows in groupby(stream(self._connection, _MET), key=lambda row: row[0]):
            members: dict[int, list[tuple[str, str]]] = {}
            numbers: dict[str, int] = {}
            for _, node, document, cluster, number in where.of(piece):
                members.setdefault(node, []).append((document, cluster))
                numbers[document] = number
            people = [
                MetPerson(node, *identity_of(identity), None if own is None or own != own else own, members[node])
                for _, node, identity, own in rows
            ]
            place = {person.id: at for at, person in enumerate(people)}
            logits = {(place[left], place[right]): logit for _, left, right, logit in inside.of(piece)}
            for found in cluster_people(people, logits, self._limit):
                yield found, numbers
