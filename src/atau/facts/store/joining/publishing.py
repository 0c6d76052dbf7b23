"""People, organisations and places over all documents, as the store has them: brought up to date after a run.

The state of the joining is written as it goes; a kill in the midst leaves it incomplete, and the next run joins from
scratch. What queries see changes in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from atau.facts.people.profile import (
    MAX_VALUES,
    OrganisationProfile,
    PersonProfile,
    organisation_profile,
    person_profile,
)
from atau.facts.store.database import info, set_info, transaction
from atau.facts.store.joining.engine import Sources, completed, join_database
from atau.facts.store.joining.offices import find_wordings, store_wordings
from atau.facts.store.joining.report import JoinReport, Progress, in_silence
from atau.facts.store.joining.sql import run, work_database

_CHUNK: Final = 2048
_DOCUMENTS: Final = """
SELECT d.document::BIGINT AS document, f.root || '/' || d.id AS key, d.published
FROM raw.documents d JOIN raw.files f USING (file)
"""
_PROFILES: Final = """
SELECT d.document AS number, d.key AS document, {columns}, d.published
FROM raw.{table} r JOIN work.new_documents d ON d.document = r.document ORDER BY 1, r.cluster
"""
_COLUMNS: Final = {
    "people": "r.cluster, r.name, r.names, r.offices, r.organisations, r.places, r.dates, r.born, r.died",
    "organisations": "r.cluster, r.names, r.places",
}


def _published(kind: str, entity: str, dates: str = "") -> tuple[str, ...]:
    """The statements that bring the table of a kind and its links up to date from work.{kind}_links and …_names.

    The first mention is found by a number, so that no sentences are held in memory: document, then character.
    """
    links = f"raw.{entity}_links"
    return (
        f"""CREATE OR REPLACE TEMP TABLE changed AS
        SELECT l.{entity} AS entity FROM {links} l JOIN work.{kind}_links w USING (document, cluster)
        UNION SELECT entity FROM work.{kind}_names""",
        f"DELETE FROM {links} l USING work.{kind}_links w WHERE l.document = w.document AND l.cluster = w.cluster",
        f"INSERT INTO {links} SELECT document, cluster, entity, probability FROM work.{kind}_links",
        f"DELETE FROM {kind} WHERE {entity} IN (FROM changed) OR {entity} NOT IN (SELECT {entity} FROM {links})",
        f"""INSERT INTO {kind}
        WITH own AS (
            SELECT l.{entity} AS entity, document, r.cluster, r.mentions,
                   document::BIGINT * 4294967296 + r.start_char AS place
            FROM {links} l JOIN raw.{kind} r USING (document, cluster)
            WHERE l.{entity} IN (SELECT entity FROM work.{kind}_names)
        ), counted AS (
            SELECT entity, count(DISTINCT document) AS documents, sum(mentions) AS mentions, min(place) AS first
                   {dates}
            FROM own JOIN raw.documents d USING (document) GROUP BY entity
        )
        SELECT DISTINCT ON (c.entity) c.entity, n.name, c.* EXCLUDE (entity, first), r.document, r.start_char,
               r.end_char, r.sentence_start, r.sentence
        FROM counted c JOIN work.{kind}_names n USING (entity)
        JOIN own o ON o.entity = c.entity AND o.place = c.first
        JOIN raw.{kind} r ON r.document = o.document AND r.cluster = o.cluster
        ORDER BY c.entity, r.cluster""",
        "DROP TABLE changed",
    )


_DATES: Final = ", min(d.published) AS first_published, max(d.published) AS last_published"
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


def join(connection: Any, *, afresh: bool = False, progress: Progress = in_silence) -> JoinReport:
    """Bring the tables over all documents up to date: only blocks in which somebody is new or gone are joined again.

    afresh: join all of them. progress: told what is done, a line each time.
    """
    sources = Sources(_DOCUMENTS, lambda: _people(connection), lambda: _organisations(connection))
    with work_database(connection):
        report = join_database(connection, sources, afresh=afresh, progress=progress)
        with transaction(connection):
            run(
                connection,
                *_published("people", "person", _DATES),
                *_published("organisations", "organisation"),
                "DELETE FROM places",
                _PLACES,
            )
        # Read by another cursor, which sees what is committed.
        find_wordings(connection)
        with transaction(connection):
            store_wordings(connection)
            completed(connection)
            set_info(connection, "joined", "yes")
    return report


def _people(connection: Any) -> Iterator[tuple[int, PersonProfile]]:
    """The people of each new document, with their companions."""
    for number, group in groupby(_rows(connection, "people"), key=itemgetter("number")):
        people = list(group)
        for person in people:
            companions = [other["name"] for other in people if other is not person]
            yield number, person_profile({**person, "companions": companions[:MAX_VALUES]})


def _organisations(connection: Any) -> Iterable[tuple[int, OrganisationProfile]]:
    return ((row["number"], organisation_profile(row)) for row in _rows(connection, "organisations"))


def _rows(connection: Any, table: str) -> Iterator[dict[str, Any]]:
    found = connection.cursor().execute(_PROFILES.format(table=table, columns=_COLUMNS[table]))
    names = [column[0] for column in found.description]
    while rows := found.fetchmany(_CHUNK):
        for row in rows:
            yield dict(zip(names, row, strict=True))
