"""People, organisations and places over all documents: computed anew at the end of a run, in one transaction."""

from __future__ import annotations

from typing import Any, Final

from atau.facts.store.database import info, set_info, transaction

# Two persons are one where both have the same name of two or more whole words.
_PERSON_LINKS: Final = r"""
INSERT INTO raw.person_links
SELECT document, cluster,
       CASE WHEN regexp_matches(name, '^[^ .]{2,}( [^ .]{2,})+$') THEN lower(name)
            ELSE concat(lower(name), ' #', document, cluster) END
FROM raw.people
"""
# Two organisations are one where the longest names they have in their documents are the same.
_ORGANISATION_LINKS: Final = r"""
INSERT INTO raw.organisation_links
SELECT document, cluster, regexp_replace(trim(lower(translate(name, '«»“”„"''’‘', ''))), '\s+', ' ', 'g')
FROM raw.organisations
"""


def _joined(table: str, links: str, entity: str, dates: str = "") -> str:
    """Fills `table` from ``raw.{table}`` and its links: the name, the counts, and the first mention as evidence."""
    first = ", ".join(
        f"arg_min(r.{column}, (document, r.start_char))"
        for column in ("document", "start_char", "end_char", "sentence_start", "sentence")
    )
    return f"""
    INSERT INTO {table}
    SELECT l.{entity}, arg_max(r.name, (length(r.name), r.mentions, -document)),
           count(DISTINCT document), sum(r.mentions), {dates} {first}
    FROM raw.{table} r JOIN {links} l USING (document, cluster) JOIN raw.documents d USING (document)
    GROUP BY l.{entity}
    """


_PEOPLE: Final = _joined("people", "raw.person_links", "person", "min(d.published), max(d.published),")
_ORGANISATIONS: Final = _joined("organisations", "raw.organisation_links", "organisation")
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
    """Fill the tables over all documents anew."""
    with transaction(connection):
        for table in ("raw.person_links", "raw.organisation_links", "people", "organisations", "places"):
            connection.execute(f"DELETE FROM {table}")
        for statement in (_PERSON_LINKS, _ORGANISATION_LINKS, _PEOPLE, _ORGANISATIONS, _PLACES):
            connection.execute(statement)
        set_info(connection, "joined", "yes")
