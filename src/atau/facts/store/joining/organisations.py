"""Organisations over all documents: those that can have to do with each other are found in a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from atau.facts.people.clusters import Cluster
from atau.facts.people.components import Ends, pieces_by_key
from atau.facts.people.distinct import content_id
from atau.facts.people.organisation_keys import OrganisationKey, may_leave_out
from atau.facts.people.organisation_ties import abbreviations_of, keys_of, telling_words
from atau.facts.people.organisations import MetOrganisation, cluster_organisations, organisation_id, said
from atau.facts.people.profile import OrganisationProfile
from atau.facts.store.joining.clusters import Piece, pieces_of, write_clusters
from atau.facts.store.joining.delta import new_members, state_of, store_parts, take_members, take_parts
from atau.facts.store.joining.report import JoinReport, Progress, counted
from atau.facts.store.joining.sql import Rows, pairs_of_numbers, run, run_together, stream

KIND: Final = "organisations"
_SAID: Final = "content"
_VARIANT: Final = (
    "node BIGINT, variant BIGINT, key BIGINT, head VARCHAR, look VARCHAR, words VARCHAR[], content VARCHAR"
)
STATE: Final = (
    *state_of(KIND, "content VARCHAR"),
    "CREATE TABLE IF NOT EXISTS joining.organisations_tokens (node BIGINT, token BIGINT, is_key BOOLEAN)",
    f"CREATE TABLE IF NOT EXISTS joining.organisations_variants ({_VARIANT})",
    "CREATE TABLE IF NOT EXISTS joining.organisations_longer "
    "(shorter BIGINT, longer BIGINT, shorter_key BIGINT, longer_key BIGINT)",
)
_SEPARATOR: Final = "\x1f"
# Names that may leave out words of another, as far as SQL can tell: the same last word, one telling word in common,
# and all the others in the longer name.
_LONGER: Final = """
WITH fresh AS (SELECT DISTINCT variant FROM work.fresh_variants),
every AS (SELECT DISTINCT ON (variant) variant, key, head, look, words, content FROM joining.organisations_variants),
word AS (SELECT variant, head, unnest(words) AS word FROM every)
SELECT s.variant, l.variant, s.key, l.key, s.content, l.content
FROM every s JOIN word w ON w.head = s.head AND w.word = s.look JOIN every l ON l.variant = w.variant
WHERE s.look <> '' AND len(l.words) > len(s.words) AND list_has_all(l.words, s.words)
  AND (s.variant IN (FROM fresh) OR l.variant IN (FROM fresh))
"""
_AFFECTED: Final = """
CREATE OR REPLACE TABLE work.affected AS
WITH fresh AS (
    SELECT token FROM joining.organisations_tokens WHERE node IN (SELECT node FROM work.touched WHERE is_new)
    UNION SELECT unnest([shorter_key, longer_key]) FROM work.fresh_longer
), whole AS (
    SELECT component FROM work.touched WHERE component IS NOT NULL
    UNION SELECT p.component FROM joining.organisations_parts p JOIN joining.organisations_tokens t USING (node)
    WHERE t.token IN (FROM fresh)
)
SELECT node FROM joining.organisations_parts WHERE component IN (FROM whole)
UNION SELECT node FROM work.touched WHERE NOT is_gone
"""
# Nodes, and what they have in common with others.
_TOKENS: Final = "SELECT node, token FROM joining.organisations_tokens WHERE node IN (SELECT node FROM work.affected)"
_KEYS: Final = f"""
SELECT shorter_key, longer_key FROM joining.organisations_longer
WHERE shorter_key IN (SELECT token FROM ({_TOKENS}))
"""


class OrganisationsJoin:
    """Joins organisations in the database of `connection`, to which `work` is attached."""

    def __init__(self, connection: Any, report: JoinReport, progress: Progress) -> None:
        self._connection = connection
        self._report = report
        self._progress = progress

    def join(self, profiles: Iterable[tuple[int, OrganisationProfile]]) -> None:
        """Take the organisations of new documents and join what has changed; see `PeopleJoin.join`."""
        self._add(profiles)
        take_members(self._connection, KIND, _SAID)
        self._take_keys()
        self._connection.execute(_AFFECTED)
        self._connect()
        write_clusters(self._connection, KIND, self._clusters(), self._progress)
        take_parts(self._connection, KIND)

    def _add(self, profiles: Iterable[tuple[int, OrganisationProfile]]) -> None:
        members = new_members(self._connection)
        nodes = Rows(self._connection, "work.said_nodes", (("node", "BIGINT"), ("content", "VARCHAR")))
        for number, profile in counted(profiles, "organisations in documents read", self._progress):
            names, places = said(profile)
            identity = organisation_id(names, places)
            members.add(number, profile.cluster, identity)
            nodes.add(identity, json.dumps([names, places], ensure_ascii=False))
        members.write()
        nodes.write()

    def _take_keys(self) -> None:
        """Bring what organisations have in common up to date: keys, abbreviations, names that are longer."""
        gone = "node IN (SELECT node FROM work.touched WHERE is_gone)"
        run_together(
            self._connection,
            f"DELETE FROM joining.organisations_tokens WHERE {gone}",
            f"DELETE FROM joining.organisations_variants WHERE {gone}",
            *(
                f"DELETE FROM joining.organisations_longer WHERE {column} NOT IN "
                "(SELECT variant FROM joining.organisations_variants)"
                for column in ("shorter", "longer")
            ),
        )
        tokens = Rows(
            self._connection, "work.new_tokens", (("node", "BIGINT"), ("token", "BIGINT"), ("is_key", "BOOLEAN"))
        )
        columns = ("node", "variant", "key"), ("head", "look", "words", "content")
        variants = Rows(
            self._connection,
            "work.new_variants",
            [(name, "BIGINT") for name in columns[0]] + [(name, "VARCHAR") for name in columns[1]],
        )
        query = "SELECT node, content FROM joining.organisations_nodes WHERE node IN "
        for node, content in stream(self._connection, query + "(SELECT node FROM work.touched WHERE is_new)"):
            names, places = json.loads(content)
            for name in abbreviations_of(names):
                tokens.add(node, content_id("abbreviation", name), False)
            for key in keys_of(names, places):
                identity = _key_id(key)
                tokens.add(node, identity, True)
                if not key.is_exact:
                    variants.add(node, *_variant(key, identity))
        tokens.write()
        variants.write()
        run(
            self._connection,
            "CREATE OR REPLACE TABLE work.fresh_variants AS SELECT DISTINCT variant FROM work.new_variants "
            "WHERE variant NOT IN (SELECT variant FROM joining.organisations_variants)",
        )
        run_together(
            self._connection,
            "INSERT INTO joining.organisations_tokens FROM work.new_tokens",
            "INSERT INTO joining.organisations_variants SELECT node, variant, key, head, look, "
            f"string_split(words, '{_SEPARATOR}'), content FROM work.new_variants",
        )
        self._find_longer()

    def _find_longer(self) -> None:
        longer = Rows(
            self._connection,
            "work.fresh_longer",
            [(name, "BIGINT") for name in ("shorter", "longer", "shorter_key", "longer_key")],
        )
        for *numbers, one, other in stream(self._connection, _LONGER):
            if may_leave_out(_key(one), _key(other)):
                longer.add(*numbers)
        longer.write()
        run(self._connection, "INSERT INTO joining.organisations_longer FROM work.fresh_longer")

    def _connect(self) -> None:
        """The connected components of the affected organisations, in work.parts."""
        nodes = self._numbers("SELECT node FROM work.affected ORDER BY node")
        tokens = self._numbers(f"SELECT DISTINCT token FROM ({_TOKENS}) ORDER BY token")

        def edges(only_keys: bool) -> Iterator[tuple[Ends, Ends]]:
            for pairs in pairs_of_numbers(self._connection, f"{_TOKENS} AND is_key" if only_keys else _TOKENS):
                yield np.searchsorted(nodes, pairs[:, 0]), len(nodes) + np.searchsorted(tokens, pairs[:, 1])
            if only_keys:
                return
            for pairs in pairs_of_numbers(self._connection, _KEYS):
                one, other = (len(nodes) + np.searchsorted(tokens, pairs[:, column]) for column in (0, 1))
                yield one, other

        # The least point of a component is a node: those come first, and no token is without one.
        found = pieces_by_key(len(nodes), len(tokens), edges)
        self._report.split_organisations += found.split
        store_parts(self._connection, nodes, found.whole, found.piece)

    def _numbers(self, query: str) -> Any:
        """The one column of a query of whole numbers, shape (rows,)."""
        (found,) = self._connection.execute(query).fetchnumpy().values()
        return found

    def _clusters(self) -> Iterator[tuple[Piece, list[Cluster]]]:
        for piece in pieces_of(self._connection, KIND, "content"):
            found = []
            for node, content in piece.nodes:
                names, places = json.loads(content)
                one = MetOrganisation(node, tuple(names), tuple(places))
                for met in piece.members[node]:
                    one.add(met.document, met.cluster, met.published)
                found.append(one)
            yield piece, cluster_organisations(found)


def _key_id(key: OrganisationKey) -> int:
    return content_id("key", _SEPARATOR.join(sorted(key.words)), _SEPARATOR.join(sorted(key.place)), key.level)


def _variant(key: OrganisationKey, identity: int) -> tuple[int, int, str, str, str, str]:
    """The columns of `joining.organisations_variants` from `variant` on, the words as one text."""
    content = json.dumps([sorted(key.words), key.head, key.eponym], ensure_ascii=False)
    look = next(iter(telling_words(key)), "")
    return content_id(content, str(identity)), identity, key.head, look, _SEPARATOR.join(sorted(key.words)), content


def _key(content: str) -> OrganisationKey:
    """What `may_leave_out` asks of a key that is not exact."""
    words, head, eponym = json.loads(content)
    return OrganisationKey(frozenset(words), frozenset(), "", head, eponym, is_local=False, is_exact=False)
