"""Which people of a database are compared, and how probable it is that they are one: blocks, and pairs in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, Final, TypeAlias

from atau.facts.people import blocking
from atau.facts.people.blocking import FULL, SEPARATOR, LargeBlock, window_pairs
from atau.facts.people.context import PersonContext
from atau.facts.people.distinct import from_text
from atau.facts.people.link import score_pairs
from atau.facts.people.scorer import PersonScorer
from atau.facts.store.joining.report import JoinReport
from atau.facts.store.joining.sql import Rows, one, run, run_together, stream

#: Block, ids and contexts of two people.
Candidate: TypeAlias = tuple[str, int, int, PersonContext, PersonContext]

_PAIR_COLUMNS: Final = (("key", "VARCHAR"), ("one", "BIGINT"), ("other", "BIGINT"), ("logit", "DOUBLE"))
#: Pairs that are scored at a time, and those of a block that are remembered so that none is scored twice.
_SCORED: Final = 4096
REMEMBERED: Final = 200_000
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


def _take_keys(connection: Any, report: JoinReport) -> None:
    """Bring the blocks up to date; those that have others in them than before are in work.blocks then."""
    run(
        connection,
        "DELETE FROM work.new_keys WHERE node NOT IN (SELECT node FROM work.touched WHERE is_new)",
        "CREATE OR REPLACE TABLE work.dirty AS SELECT DISTINCT key FROM (SELECT key FROM work.new_keys UNION ALL "
        "SELECT key FROM joining.people_keys WHERE node IN (SELECT node FROM work.touched WHERE is_gone))",
    )
    run_together(
        connection,
        "DELETE FROM joining.people_keys WHERE node IN (SELECT node FROM work.touched WHERE is_gone)",
        "INSERT INTO joining.people_keys SELECT DISTINCT key, node, stands FROM work.new_keys",
    )
    run(
        connection,
        "CREATE OR REPLACE TABLE work.blocks AS SELECT key, count(*) AS people, "
        "count(*) FILTER (stands) AS standing FROM joining.people_keys WHERE key IN (FROM work.dirty) "
        "GROUP BY key HAVING standing > 0 AND people > 1",
        "CREATE OR REPLACE TABLE work.old_pairs AS SELECT DISTINCT one, other FROM joining.people_pairs "
        "WHERE key IN (FROM work.dirty)",
    )
    run_together(
        connection,
        "DELETE FROM joining.people_pairs WHERE key IN (FROM work.dirty)",
        "DELETE FROM joining.people_large WHERE key IN (FROM work.dirty)",
    )
    report.blocks = one(connection, "SELECT count(*) FROM work.blocks")


def compare(connection: Any, scorer: PersonScorer, report: JoinReport) -> None:
    """Bring blocks and pairs up to date with work.touched and work.new_keys.

    Then work.pairs has the pairs of the blocks that have changed with their log odds, and work.old_pairs those before.
    """
    _take_keys(connection, report)
    connection.execute(
        _GROUPS.format(separator=SEPARATOR, most=blocking.MAX_BLOCK, full=FULL, clues=blocking.MAX_CLUES)
    )
    found = Rows(connection, "work.pairs", _PAIR_COLUMNS)
    large = Rows(
        connection,
        "work.large",
        (("key", "VARCHAR"), ("people", "BIGINT"), ("standing", "BIGINT"), ("compared", "BIGINT")),
    )
    waiting: list[Candidate] = []
    for key, one_id, other_id, left, right in _candidates(connection, large, report):
        waiting.append((key, one_id, other_id, left, right))
        if len(waiting) >= _SCORED:
            _score(scorer, waiting, found)
            waiting = []
    _score(scorer, waiting, found)
    found.write()
    large.write()
    run_together(
        connection,
        "INSERT INTO joining.people_pairs FROM work.pairs",
        "INSERT INTO joining.people_large FROM work.large",
    )


def _candidates(connection: Any, large: Rows, report: JoinReport) -> Iterator[Candidate]:
    """Key, ids and contexts of the pairs to score, the smaller id first."""
    decoded = lru_cache(maxsize=_MAX_CACHED)(from_text)
    for key, rows in groupby(stream(connection, _MEMBERS), key=lambda row: row[0]):
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
                if len(seen) >= REMEMBERED:
                    seen.clear()
                seen.add(ids)
                block.compared += 1
                yield key, *ids, decoded(pair[0][1]), decoded(pair[1][1])
        report.compared += block.compared
        if is_large:
            large.add(key, block.people, block.standing, block.compared)


def _score(scorer: PersonScorer, pairs: list[Candidate], found: Rows) -> None:
    kept, logits = score_pairs(((left, right) for *_, left, right in pairs), scorer)
    for at, logit in zip(kept, logits, strict=True):
        found.add(*pairs[at][:3], logit)
