"""Which wordings of an office are one, for the view `tenures`: found anew after each run, a person at a time."""

from __future__ import annotations

from typing import Any, Final

from atau.facts.store.joining.sql import Rows, run, stream
from atau.facts.wordings import one_office

# As the view `tenures` groups holdings; texts that are not there are empty.
_WORDINGS: Final = """
WITH held AS (
    SELECT coalesce(l.person, h.person_text, '') AS person,
           coalesce(k.organisation, h.organisation_text, '') AS organisation, coalesce(h.place, '') AS place,
           lower(h.office) AS wording
    FROM raw.holdings h
    LEFT JOIN raw.person_links l USING (document, cluster)
    LEFT JOIN raw.organisation_links k ON k.document = h.document AND k.cluster = h.organisation_cluster
)
SELECT person, organisation, place, list_sort(list(DISTINCT wording)) AS wordings
FROM held GROUP BY person, organisation, place HAVING count(DISTINCT wording) > 1
"""
_COLUMNS: Final = tuple((name, "VARCHAR") for name in ("person", "organisation", "place", "wording", "office"))


def find_wordings(connection: Any) -> None:
    """Wordings that are other ones of a fuller office, in work.offices."""
    found = Rows(connection, "work.offices", _COLUMNS)
    for person, organisation, place, wordings in stream(connection, _WORDINGS):
        for wording, office in one_office(wordings).items():
            if wording != office:
                found.add(person, organisation, place, wording, office)
    found.write()


def store_wordings(connection: Any) -> None:
    """Put what `find_wordings` found into the store."""
    run(connection, "DELETE FROM raw.offices", "INSERT INTO raw.offices FROM work.offices")
