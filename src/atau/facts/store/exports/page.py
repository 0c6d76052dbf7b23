"""The page of facts: what `atau.facts.page` shows, gathered from a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from atau.facts.page import data as page
from atau.facts.page.registry import PageLimits
from atau.facts.page.writing import write_page
from atau.facts.records import LifeEventKind, Status
from atau.facts.store.fact_store import FactStore

Values = dict[str, Any]
_EVIDENCE: Final = "document, start_char, end_char, sentence_start, sentence"
_ALIASES: Final = 8

# Those of whom a fact is said come first, then those whom most documents name.
_SHOWN: Final = """
CREATE OR REPLACE TEMP TABLE shown AS
WITH stated AS (
    SELECT 'person:' || person AS id FROM holdings
    UNION ALL SELECT 'person:' || person FROM life_events
    UNION ALL SELECT 'organisation:' || organisation FROM holdings
    UNION ALL SELECT 'organisation:' || organisation FROM located
    UNION ALL SELECT 'organisation:' || part FROM parts
    UNION ALL SELECT 'organisation:' || whole FROM parts
    UNION ALL SELECT 'organisation:' || organisation FROM amounts
    UNION ALL SELECT 'place:' || place FROM holdings
    UNION ALL SELECT 'place:' || place FROM located
    UNION ALL SELECT 'place:' || place FROM amounts
), counted AS (
    SELECT id, count(*) AS facts FROM stated WHERE id IS NOT NULL GROUP BY id
), entities AS (
    SELECT 'person' AS kind, 'person:' || person AS id, documents FROM people
    UNION ALL SELECT 'organisation', 'organisation:' || organisation, documents FROM organisations
    UNION ALL SELECT 'place', 'place:' || place, documents FROM places
)
SELECT id FROM entities LEFT JOIN counted USING (id)
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY coalesce(facts, 0) DESC, documents DESC, id) <= $entities
"""
_AMOUNTS: Final = f"""
SELECT text, kind, value, low, high, unit, approx, counted, organisation, place, date, {_EVIDENCE}
FROM amounts WHERE kind IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY kind, unit, CASE WHEN kind = 'count' THEN counted END
    ORDER BY abs(coalesce(value, high, low)) DESC NULLS LAST, document, start_char
) <= $amounts
ORDER BY document, start_char LIMIT 20000
"""


def write_html(store: FactStore, path: Path) -> None:
    """One page that needs no network: people and offices over time, the network, the map, the biggest amounts."""
    write_page(page_data(store, title_of(store)), path)


def title_of(store: FactStore) -> str:
    """The names of the folders that the store is filled from."""
    names = [Path(path).name for (path,) in store.sql("SELECT path FROM raw.roots ORDER BY root")]
    return ", ".join(names) or "atau"


def page_data(store: FactStore, title: str, limits: PageLimits | None = None) -> page.PageData:
    """What the page shows: of each kind as much as `limits` allow, and how much there is in all."""
    gathered = _Gathering(store, limits or PageLimits())
    try:
        return gathered.data(title)
    finally:
        gathered.close()


class _Gathering:
    """Reads a store; `_marks` are the mentions in each sentence that is shown."""

    def __init__(self, store: FactStore, limits: PageLimits) -> None:
        self._cursor = store.connection.cursor()
        self._limits = limits
        self._cursor.execute(_SHOWN, {"entities": limits.entities})
        self._documents: dict[int, None] = {}
        self._marks: dict[tuple[int, int], tuple[page.Mark, ...]] = {}

    def close(self) -> None:
        self._cursor.execute("DROP TABLE shown")

    def data(self, title: str) -> page.PageData:
        people = self._rows(_entity("people", "person", "people_in_documents"))
        organisations = self._rows(_entity("organisations", "organisation", "organisations_in_documents"))
        places = self._rows(
            f"SELECT 'place:' || place AS id, name, mentions, documents, latitude, longitude, kind, region, country, "
            f"geonames, {_EVIDENCE} FROM places SEMI JOIN shown ON shown.id = 'place:' || place ORDER BY id"
        )
        limit = 4 * self._limits.offices
        holdings = self._rows(
            f"SELECT person, office, status, organisation, place, date, score, {_EVIDENCE} FROM holdings "
            f"SEMI JOIN shown ON shown.id = 'person:' || person ORDER BY score DESC, document, start_char LIMIT {limit}"
        )
        amounts = self._rows(_AMOUNTS, {"amounts": self._limits.amounts})
        links = self._rows(_LINKS, {"links": self._limits.links})
        life = self._rows(
            f"SELECT person, event, place, date, {_EVIDENCE} FROM life_events "
            "SEMI JOIN shown ON shown.id = 'person:' || person ORDER BY document, start_char"
        )
        self._find_marks([*people, *organisations, *places, *holdings, *amounts, *links, *life])
        return page.PageData(
            title=title,
            people=tuple(page.Person(**self._about(row)) for row in people),
            organisations=tuple(page.Organisation(**self._about(row)) for row in organisations),
            places=tuple(self._place(row) for row in places),
            holdings=tuple(self._holding(row) for row in holdings),
            amounts=tuple(self._amount(row) for row in amounts),
            links=tuple(
                page.Link(kind=row["kind"], source=row["source"], target=row["target"], evidence=self._evidence(row))
                for row in links
            ),
            life_events=tuple(
                page.LifeEvent(
                    event=LifeEventKind(row["event"]), person=f"person:{row['person']}", evidence=self._evidence(row),
                    place=_id("place", row["place"]), date=row["date"],
                )
                for row in life
            ),
            documents=self._document_records(),
            totals=self._totals(),
        )  # fmt: skip

    def _rows(self, query: str, given: Mapping[str, Any] | None = None) -> list[Values]:
        found = self._cursor.execute(query, given)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _find_marks(self, rows: Sequence[Values]) -> None:
        """The mentions of the sentences of `rows`."""
        sentences = {(row["document"], row["sentence_start"]): None for row in rows}
        self._documents = dict.fromkeys(document for document, _ in sentences)
        found: dict[tuple[int, int], list[page.Mark]] = {}
        for document, begin, start, end, label in self._cursor.execute(
            "SELECT document, sentence_start, start_char, end_char, label FROM raw.mentions SEMI JOIN "
            "(SELECT unnest($documents::INTEGER[]) AS document, unnest($starts::INTEGER[]) AS sentence_start) "
            "USING (document, sentence_start)",
            {"documents": [document for document, _ in sentences], "starts": [start for _, start in sentences]},
        ).fetchall():
            found.setdefault((document, begin), []).append(page.Mark(start=start - begin, end=end - begin, label=label))
        self._marks = {key: tuple(marks) for key, marks in found.items()}

    def _evidence(self, row: Values) -> page.Evidence:
        document, start = row["document"], row["sentence_start"]
        marks = self._marks.get((document, start), ())
        span = row["start_char"] - start, row["end_char"] - start
        return page.Evidence(document=str(document), sentence=row["sentence"], offset=start, marks=marks, span=span)

    def _about(self, row: Values) -> Values:
        own = {name: row[name] for name in ("id", "name", "mentions", "documents")}
        aliases = tuple(name for name in row.get("aliases") or () if name != row["name"])[:_ALIASES]
        return {**own, "aliases": aliases, "evidence": (self._evidence(row),)}

    def _place(self, row: Values) -> page.Place:
        source = None if row["geonames"] is None else f"geonames:{row['geonames']}"
        return page.Place(
            **self._about(row), lat=row["latitude"], lon=row["longitude"], kind=row["kind"], region=row["region"],
            country=row["country"], source=source,
        )  # fmt: skip

    def _holding(self, row: Values) -> page.Holding:
        return page.Holding(
            person=f"person:{row['person']}", office=row["office"], status=Status(row["status"]),
            evidence=self._evidence(row), organisation=_id("organisation", row["organisation"]),
            place=_id("place", row["place"]), date=row["date"], score=row["score"],
        )  # fmt: skip

    def _amount(self, row: Values) -> page.Amount:
        own = {
            name: row[name] for name in ("text", "kind", "value", "low", "high", "unit", "approx", "counted", "date")
        }
        subject = _id("organisation", row["organisation"]) or _id("place", row["place"])
        return page.Amount(**own, subject=subject, evidence=self._evidence(row))

    def _document_records(self) -> tuple[page.Document, ...]:
        """Those that state something, and the newest."""
        rows = self._rows(
            "WITH named AS (SELECT document, coalesce(title, id) AS title, published, url, site FROM documents) "
            "FROM named WHERE document IN $used UNION (FROM named "
            "ORDER BY published DESC NULLS LAST, document LIMIT $limit) ORDER BY document",
            {"used": list(self._documents), "limit": self._limits.documents},
        )
        return tuple(
            page.Document(
                id=str(row["document"]), title=row["title"], date=row["published"], url=row["url"], site=row["site"]
            )
            for row in rows
        )

    def _totals(self) -> dict[str, int]:
        names = ("documents", "people", "organisations", "places", "holdings", "amounts", "life_events")
        counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in names)
        return self._rows(f"SELECT {counts}")[0]


def _id(kind: str, identity: str | None) -> str | None:
    return None if identity is None else f"{kind}:{identity}"


def _entity(table: str, key: str, detail: str) -> str:
    """The entities of a table that are shown, with the other names they have in the documents."""
    evidence = ", ".join(f"t.{column}" for column in _EVIDENCE.split(", "))
    return f"""
    SELECT '{key}:' || t.{key} AS id, t.name, t.mentions, t.documents, a.names AS aliases, {evidence}
    FROM {table} t SEMI JOIN shown ON shown.id = '{key}:' || t.{key}
    LEFT JOIN (SELECT {key}, list_sort(list_distinct(flatten(list(names)))) AS names FROM {detail} GROUP BY {key}) a
    ON a.{key} = t.{key} ORDER BY id
    """


_LINKS: Final = f"""
WITH stated AS (
    SELECT 'located' AS kind, 'organisation:' || organisation AS source, 'place:' || place AS target, score,
           {_EVIDENCE} FROM located
    UNION ALL
    SELECT 'part', 'organisation:' || part, 'organisation:' || whole, score, {_EVIDENCE} FROM parts
)
SELECT kind, source, target, {_EVIDENCE} FROM stated
SEMI JOIN shown ON shown.id = source SEMI JOIN shown s ON s.id = target
ORDER BY score DESC, document, start_char LIMIT $links
"""
