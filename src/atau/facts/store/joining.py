"""People, organisations and places over all documents: computed anew at the end of a run, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from atau.facts.people.profile import MAX_VALUES
from atau.facts.store.database import info, set_info, transaction
from atau.facts.store.files import chunks

if TYPE_CHECKING:
    from atau.facts.people.profile import PersonProfile

_CHUNK: Final = 5000

# What the linker found, with the ids of documents, which do not change when a document is read again.
_PERSON_LINKS: Final = """
INSERT INTO raw.person_links
SELECT d.document, l.cluster, l.person, l.probability
FROM linked l JOIN raw.documents d ON d.id = l.id JOIN raw.files f ON f.file = d.file AND f.root = l.root
"""
_PROFILES: Final = """
SELECT f.root || '/' || d.id AS document, p.cluster, p.names, p.offices, p.organisations, p.places, p.dates,
       d.published, p.born, p.died, p.name
FROM raw.people p JOIN raw.documents d USING (document) JOIN raw.files f USING (file) ORDER BY document, p.cluster
"""
# Two organisations are one where the longest names they have in their documents are the same.
_ORGANISATION_LINKS: Final = r"""
INSERT INTO raw.organisation_links
SELECT document, cluster, regexp_replace(trim(lower(translate(name, '«»“”„"''’‘', ''))), '\s+', ' ', 'g')
FROM raw.organisations
"""


def _joined(table: str, links: str, entity: str, name: str, dates: str = "") -> str:
    """Fills `table` from ``raw.{table}`` and its links: the name, the counts, and the first mention as evidence."""
    first = ", ".join(
        f"arg_min(r.{column}, (document, r.start_char))"
        for column in ("document", "start_char", "end_char", "sentence_start", "sentence")
    )
    return f"""
    INSERT INTO {table}
    SELECT l.{entity}, {name},
           count(DISTINCT document), sum(r.mentions), {dates} {first}
    FROM raw.{table} r JOIN {links} l USING (document, cluster) JOIN raw.documents d USING (document)
    GROUP BY l.{entity}
    """


_PEOPLE: Final = _joined(
    "people", "raw.person_links", "person", "(SELECT name FROM named n WHERE n.person = l.person)",
    "min(d.published), max(d.published),",
)  # fmt: skip
_LONGEST: Final = "arg_max(r.name, (length(r.name), r.mentions, -document))"
_ORGANISATIONS: Final = _joined("organisations", "raw.organisation_links", "organisation", _LONGEST)
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
    with transaction(connection):
        for table in ("raw.person_links", "raw.organisation_links", "people", "organisations", "places"):
            connection.execute(f"DELETE FROM {table}")
        _link_people(connection)
        for statement in (_PERSON_LINKS, _ORGANISATION_LINKS, _PEOPLE, _ORGANISATIONS, _PLACES):
            connection.execute(statement)
        for table in ("linked", "named"):
            connection.execute(f"DROP TABLE {table}")
        set_info(connection, "joined", "yes")


def _link_people(connection: Any) -> None:
    """Tells who is who over all documents, and leaves it in the tables `linked` and `named`."""
    from atau.facts.people.link import link

    connection.execute(
        "CREATE OR REPLACE TEMP TABLE linked (root INTEGER, id VARCHAR, cluster VARCHAR, person VARCHAR, "
        "probability DOUBLE)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE named (person VARCHAR, name VARCHAR)")
    found = link(_profiles(connection))
    for some in chunks(found, _CHUNK):
        members = [(cluster.id, member) for cluster in some for member in cluster.members]
        roots, ids = zip(*(member.document.split("/", 1) for _, member in members), strict=True)
        connection.execute(
            "INSERT INTO linked SELECT unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
            "unnest(?::VARCHAR[]), unnest(?::DOUBLE[])",
            [
                [int(root) for root in roots],
                list(ids),
                [member.cluster for _, member in members],
                [person for person, _ in members],
                [member.probability for _, member in members],
            ],
        )
        connection.execute(
            "INSERT INTO named SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [[cluster.id for cluster in some], [cluster.name for cluster in some]],
        )


def _profiles(connection: Any) -> Iterator[PersonProfile]:
    """The people of each document, with their companions."""
    from atau.facts.people.profile import person_profile

    found = connection.cursor().execute(_PROFILES)
    names = [column[0] for column in found.description]
    rows = (dict(zip(names, row, strict=True)) for row in iter(found.fetchone, None))
    for _, group in groupby(rows, key=itemgetter("document")):
        people = list(group)
        for person in people:
            companions = [other["name"] for other in people if other is not person]
            yield person_profile({**person, "companions": companions[:MAX_VALUES]})
