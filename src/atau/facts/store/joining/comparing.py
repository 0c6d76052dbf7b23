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
from atau.facts.store.joining.report import JoinReport, Progress
from atau.facts.store.joining.sql import Rows, one, run, run_together, stream

#: Block, ids and contexts of two people.
Candidate: TypeAlias = tuple[str, int, int, PersonContext, PersonContext]

_PAIR_COLUMNS: Final = (("key", "VARCHAR"), ("one", "BIGINT"), ("other", "BIGINT"), ("logit", "DOUBLE"))
#: Pairs that are scored at a time, and those of a block that are remembered so that none is scored twice.
_SCORED: Final = 4096
REMEMBERED: Final = 200_000
_MAX_CACHED: Final = 8192
#: Rows of members that are put in order at a time, with all that is said of them: some 300 MB.
BATCH: Final = 500_000

# The blocks that have changed, in batches; in a large one each is listed under some clues.
_BLOCKS: Final = """
CREATE OR REPLACE TABLE work.blocks AS
SELECT *, sum(people * CASE WHEN people > {most} THEN {clues} + 1 ELSE 1 END) OVER (ORDER BY key) // {batch} AS batch
FROM (
    SELECT key, count(*) AS people, count(*) FILTER (stands) AS standing
    FROM joining.people_keys WHERE key IN (FROM work.dirty) GROUP BY key HAVING standing > 0 AND people > 1
)
"""
# The members of a batch, each in a group of those it is compared with: the block, or in a large one all that share a
# clue. As `atau.facts.people.blocking.block`.
_GROUPS: Final = """
CREATE OR REPLACE TABLE work.grouped AS
WITH listed AS (
    SELECT k.key, k.node, k.stands, b.people
    FROM joining.people_keys k JOIN work.blocks b USING (key) WHERE b.batch = {batch}
), said AS (
    SELECT key, node, stands, unnest(string_split(clues, '{separator}')) AS clue
    FROM listed JOIN joining.people_nodes USING (node) WHERE people > {most}
), counted AS (
    SELECT key, clue, count(*) AS times FROM said GROUP BY ALL HAVING count(*) > 1
)
SELECT key, clue, node, stands FROM said JOIN counted USING (key, clue)
QUALIFY starts_with(clue, '{full}')
     OR row_number() OVER (PARTITION BY key, node, starts_with(clue, '{full}') ORDER BY times, clue) <= {clues}
UNION ALL
SELECT key, '', node, stands FROM listed WHERE people <= {most}
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
        _BLOCKS.format(most=blocking.MAX_BLOCK, clues=blocking.MAX_CLUES, batch=BATCH),
        "CREATE OR REPLACE TABLE work.old_pairs AS SELECT DISTINCT one, other FROM joining.people_pairs "
        "WHERE key IN (FROM work.dirty)",
    )
    run_together(
        connection,
        "DELETE FROM joining.people_pairs WHERE key IN (FROM work.dirty)",
        "DELETE FROM joining.people_large WHERE key IN (FROM work.dirty)",
    )
    report.blocks = one(connection, "SELECT count(*) FROM work.blocks")


def compare(connection: Any, scorer: PersonScorer, report: JoinReport, progress: Progress) -> None:
    """Bring blocks and pairs up to date with work.touched and work.new_keys.

    Then work.pairs has the pairs of the blocks that have changed with their log odds, and work.old_pairs those before.
    """
    _take_keys(connection, report)
    found = Rows(connection, "work.pairs", _PAIR_COLUMNS)
    large = Rows(
        connection,
        "work.large",
        (("key", "VARCHAR"), ("people", "BIGINT"), ("standing", "BIGINT"), ("compared", "BIGINT")),
    )
    waiting: list[Candidate] = []
    for candidate in _candidates(connection, large, report, progress):
        waiting.append(candidate)
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


def _candidates(connection: Any, large: Rows, report: JoinReport, progress: Progress) -> Iterator[Candidate]:
    """Key, ids and contexts of the pairs to score, the smaller id first."""
    decoded = lru_cache(maxsize=_MAX_CACHED)(from_text)
    for key, rows in groupby(_members(connection, report, progress), key=lambda row: row[0]):
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


def _members(connection: Any, report: JoinReport, progress: Progress) -> Iterator[tuple[Any, ...]]:
    """The rows of `_MEMBERS` of all batches: at once, those of ten million mentions would be a sort of 15 GB."""
    limits = {"separator": SEPARATOR, "most": blocking.MAX_BLOCK, "full": FULL, "clues": blocking.MAX_CLUES}
    batches = connection.execute("SELECT batch, count(*) FROM work.blocks GROUP BY batch ORDER BY batch").fetchall()
    done = 0
    for batch, blocks in batches:
        connection.execute(_GROUPS.format(batch=batch, **limits))
        yield from stream(connection, _MEMBERS)
        done += blocks
        progress(f"{done:,} of {report.blocks:,} blocks: {report.compared:,} pairs of people compared")


def _score(scorer: PersonScorer, pairs: list[Candidate], found: Rows) -> None:
    kept, logits = score_pairs(((left, right) for *_, left, right in pairs), scorer)
    for at, logit in zip(kept, logits, strict=True):
        found.add(*pairs[at][:3], logit)
