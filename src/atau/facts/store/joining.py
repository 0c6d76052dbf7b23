"""People, organisations and places over all documents: computed anew at the end of a run, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from atau.facts.people.profile import MAX_VALUES
from atau.facts.store.database import info, set_info, transaction
from atau.facts.store.files import chunks

if TYPE_CHECKING:
    from atau.facts.people.clusters import Cluster
    from atau.facts.people.profile import OrganisationProfile, PersonProfile

_CHUNK: Final = 5000

# What the linkers found, with the ids of documents, which do not change when a document is read again.
_LINKS: Final = """
INSERT INTO raw.{kind}_links
SELECT d.document, l.cluster, l.entity, l.probability
FROM linked l JOIN raw.documents d ON d.id = l.id JOIN raw.files f ON f.file = d.file AND f.root = l.root
WHERE l.kind = '{kind}'
"""
_PROFILES: Final = """
SELECT f.root || '/' || d.id AS document, r.* EXCLUDE (document), d.published
FROM raw.{table} r JOIN raw.documents d USING (document) JOIN raw.files f USING (file) ORDER BY 1, r.cluster
"""


def _joined(table: str, kind: str, dates: str = "") -> str:
    """Fills `table` from ``raw.{table}`` and its links: the name, the counts, and the first mention as evidence."""
    first = ", ".join(
        f"arg_min(r.{column}, (document, r.start_char))"
        for column in ("document", "start_char", "end_char", "sentence_start", "sentence")
    )
    return f"""
    INSERT INTO {table}
    SELECT l.{kind}, (SELECT name FROM named n WHERE n.entity = l.{kind} AND n.kind = '{kind}'),
           count(DISTINCT document), sum(r.mentions), {dates} {first}
    FROM raw.{table} r JOIN raw.{kind}_links l USING (document, cluster) JOIN raw.documents d USING (document)
    GROUP BY l.{kind}
    """


_PEOPLE: Final = _joined("people", "person", "min(d.published), max(d.published),")
_ORGANISATIONS: Final = _joined("organisations", "organisation")
# The first mention is found by a number, so that no sentences are held in memory for that: document, then character.
_PLACES: Final = """
INSERT INTO places
WITH forms AS (
    SELECT place, coalesce(normal, text) AS name, count(*) AS n FROM raw.mentions WHERE place IS NOT NULL GROUP BY ALL
), named AS (
    SELECT place, arg_max(name, (n, length(name), name)) AS name FROM forms GROUP BY place
), counted AS (
    SELECT place, count(DISTINCT document) AS documents, count(*) AS mentions,
           min(document::BIGINT * 4294967296 + start_char) AS first
    FROM raw.mentions WHERE place IS NOT NULL GROUP BY place
)
SELECT DISTINCT ON (c.place) c.place, coalesce(p.name, n.name), p.* EXCLUDE (place, name), c.documents, c.mentions,
       m.document, m.start_char, m.end_char, m.sentence_start, m.sentence
FROM counted c JOIN named n USING (place)
JOIN raw.mentions m ON m.document = c.first // 4294967296 AND m.start_char = c.first % 4294967296 AND m.place = c.place
LEFT JOIN raw.places p ON p.place = c.place
ORDER BY c.place, m.end_char DESC
"""


def is_joined(connection: Any) -> bool:
    """Whether the tables over all documents are up to date."""
    return info(connection, "joined") == "yes"


def join(connection: Any) -> None:
    """Fill the tables over all documents anew. Memory: all people of all documents, some kB for each."""
    from atau.facts.people.link import link
    from atau.facts.people.organisations import link_organisations

    with transaction(connection):
        for table in ("raw.person_links", "raw.organisation_links", "people", "organisations", "places"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE linked (kind VARCHAR, root INTEGER, id VARCHAR, cluster VARCHAR, "
            "entity VARCHAR, probability DOUBLE)"
        )
        connection.execute("CREATE OR REPLACE TEMP TABLE named (kind VARCHAR, entity VARCHAR, name VARCHAR)")
        _store(connection, "person", link(_people(connection)))
        _store(connection, "organisation", link_organisations(_organisations(connection)))
        for statement in (_PEOPLE, _ORGANISATIONS, _PLACES):
            connection.execute(statement)
        for table in ("linked", "named"):
            connection.execute(f"DROP TABLE {table}")
        set_info(connection, "joined", "yes")


def _store(connection: Any, kind: str, found: Sequence[Cluster]) -> None:
    """Who or what is one over all documents, in the table of links; the names wait in `named`."""
    for some in chunks(found, _CHUNK):
        members = [(cluster.id, member) for cluster in some for member in cluster.members]
        places = [member.document.split("/", 1) for _, member in members]
        connection.execute(
            "INSERT INTO linked SELECT ?, unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
            "unnest(?::VARCHAR[]), unnest(?::DOUBLE[])",
            [
                kind,
                [int(root) for root, _ in places],
                [document for _, document in places],
                [member.cluster for _, member in members],
                [entity for entity, _ in members],
                [member.probability for _, member in members],
            ],
        )
        connection.execute(
            "INSERT INTO named SELECT ?, unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [kind, [cluster.id for cluster in some], [cluster.name for cluster in some]],
        )
    connection.execute(_LINKS.format(kind=kind))


def _people(connection: Any) -> Iterator[PersonProfile]:
    """The people of each document, with their companions."""
    from atau.facts.people.profile import person_profile

    for _, group in groupby(_rows(connection, "people"), key=itemgetter("document")):
        people = list(group)
        for person in people:
            companions = [other["name"] for other in people if other is not person]
            yield person_profile({**person, "companions": companions[:MAX_VALUES]})


def _organisations(connection: Any) -> Iterator[OrganisationProfile]:
    from atau.facts.people.profile import organisation_profile

    return map(organisation_profile, _rows(connection, "organisations"))


def _rows(connection: Any, table: str) -> Iterator[dict[str, Any]]:
    found = connection.cursor().execute(_PROFILES.format(table=table))
    names = [column[0] for column in found.description]
    while rows := found.fetchmany(_CHUNK):
        for row in rows:
            yield dict(zip(names, row, strict=True))
