"""How often made-up people in documents are joined rightly, and why not where they are not.

In a folder are the tables of made_up_mentions.py, what was joined of them in ``joined``, and the state of the joining.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from atau.facts.people.blocking import keys
from atau.facts.people.distinct import DistinctPeople, DistinctPerson
from atau.facts.people.features import lives_differ, may_be_one
from atau.facts.people.link import log_odds
from atau.facts.people.name_comparison import compare_names
from atau.facts.people.of_mentions import Mentioned, people_of_mentions
from atau.facts.people.scorer import shared_scorer
from made_up_mentions import ANOTHERS, NOTHING, OWN

_SAMPLE = 2000
_BOTH_OWN = "both say something of their own"
_ONE_SILENT = "one says neither office nor organisation"
_ONE_WRONG = "one says somebody else's"
_MET = """
CREATE TEMP TABLE met AS
SELECT t.id, t.cluster, t.person AS who, j.person AS found, t.says
FROM read_parquet('{place}/truth.parquet') t
JOIN read_parquet('{place}/joined/people_in_documents.parquet') j USING (id, cluster)
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """Over all pairs of people in documents. by_saying: for what the two say, which share of the pairs that are one
    person says so, and the recall of those."""

    precision: float
    recall: float
    by_saying: dict[str, tuple[float, float]]


def judged(place: Path) -> Judged:
    """Precision and recall of what was joined."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(_MET.format(place=place))

        def pairs(columns: str, *says: str) -> int:
            """Pairs of the rows that agree in the columns, of those that say one of `says`."""
            query = (
                "SELECT coalesce(sum(n * (n - 1) // 2), 0)::BIGINT FROM "
                f"(SELECT count(*) AS n FROM met WHERE list_contains($1, says) GROUP BY {columns})"
            )
            (found,) = connection.execute(query, [list(says)]).fetchone() or (0,)
            return int(found)

        every = (OWN, NOTHING, ANOTHERS)
        same = [pairs("who", *every[:count]) for count in (1, 2, 3)]
        right = [pairs("who, found", *every[:count]) for count in (1, 2, 3)]
        together = pairs("found", *every)
    found, by_saying = (0, 0), {}
    for name, of_one, joined in zip((_BOTH_OWN, _ONE_SILENT, _ONE_WRONG), same, right, strict=True):
        some = of_one - found[0]
        by_saying[name] = some / max(1, same[-1]), (joined - found[1]) / max(1, some)
        found = of_one, joined
    return Judged(right[-1] / max(1, together), right[-1] / max(1, same[-1]), by_saying)


def reasons(place: Path) -> Counter[str]:
    """Why pairs that are one person, and of which both say something of their own, were not joined: of a sample."""
    with duckdb.connect(str(place / "state.duckdb"), read_only=True) as connection:
        connection.execute(_MET.format(place=place))
        missed = connection.execute(
            "FROM (SELECT a.id, a.cluster, b.id, b.cluster FROM met a JOIN met b USING (who) WHERE a.found < b.found "
            f"AND a.says = $1 AND b.says = $1) USING SAMPLE reservoir({_SAMPLE} ROWS) REPEATABLE (1)",
            [OWN],
        ).fetchall()
        people = _people(connection, place, {document for row in missed for document in (row[0], row[2])})
        pairs = [(people[row[:2]], people[row[2:]]) for row in missed]
        compared = _compared(connection, pairs)
    return Counter(_reason(one, other, compared) for one, other in pairs)


def _people(connection: Any, place: Path, documents: set[str]) -> dict[tuple[str, str], DistinctPerson]:
    """By document and cluster the people of some documents."""
    mentions = defaultdict(list)
    query = (
        'SELECT id, "start", "end", label, normal, coalesce(cluster, \'\') '
        f"FROM read_parquet('{place}/mentions/*.parquet') WHERE list_contains($1, id) ORDER BY 1, 2, 3 DESC"
    )
    for document, *mention in connection.execute(query, [sorted(documents)]).fetchall():
        mentions[document].append(Mentioned(*mention))
    scorer = shared_scorer()
    distinct = DistinctPeople(scorer, log_odds(scorer.threshold))
    profiles = chain.from_iterable(people_of_mentions(document, found) for document, found in mentions.items())
    return {profile.key: distinct.of(profile) for profile in profiles}


def _compared(connection: Any, pairs: Iterable[tuple[DistinctPerson, DistinctPerson]]) -> set[tuple[int, int]]:
    """The ids of the pairs that were scored, the smaller first."""
    ids = sorted({person.id for pair in pairs for person in pair})
    query = "SELECT one, other FROM joining.people_pairs WHERE list_contains($1, one) AND list_contains($1, other)"
    return set(connection.execute(query, [ids]).fetchall())


def _reason(one: DistinctPerson, other: DistinctPerson, compared: set[tuple[int, int]]) -> str:
    left, right = one.context, other.context
    (stands, looks), (other_stands, other_looks) = keys(left.name), keys(right.name)
    if not stands & (other_stands | other_looks) and not looks & other_stands:
        return "no block in common"
    if lives_differ(left, right) or not compare_names(left.name, right.name).may_be_one:
        return "names that contradict each other"
    if not may_be_one(left, right):
        return "a surname alone, without a firm, a companion, or work and place in common"
    scorer = shared_scorer()
    if scorer.logit(left, right) < log_odds(scorer.threshold):
        return "too little in common: less than even odds"
    if (min(one.id, other.id), max(one.id, other.id)) not in compared:
        return "alike, but not compared: the block is large"
    return "alike, but the groups around them are not"
