"""The network of people, organisations and places as GraphML, which Gephi, yEd, Cytoscape and networkx read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from atau.facts.store.fact_store import FactStore

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_NODE_KEYS: Final = {
    "kind": "string", "name": "string", "documents": "int", "mentions": "int", "latitude": "double",
    "longitude": "double",
}  # fmt: skip
_EDGE_KEYS: Final = {
    "relation": "string", "office": "string", "status": "string", "place": "string", "first_date": "string",
    "last_date": "string", "support": "int", "score": "double", "evidence": "string", "sentence": "string",
}  # fmt: skip

# An office of an organisation leads to it, another one to its place.
_EDGES: Final = """
CREATE OR REPLACE TEMP TABLE edges AS
SELECT 'person:' || person AS source,
       CASE WHEN organisation IS NOT NULL THEN 'organisation:' || organisation ELSE 'place:' || place END AS target,
       'holds' AS relation, office, status, CASE WHEN organisation IS NOT NULL THEN place_name END AS place,
       first_date, last_date, t.documents AS support, score, d.id AS evidence, sentence
FROM tenures t JOIN documents d USING (document)
WHERE person IS NOT NULL AND (organisation IS NOT NULL OR place IS NOT NULL)
UNION ALL
SELECT 'organisation:' || organisation, 'place:' || place, 'located', NULL, NULL, NULL, min(coalesce(date, published)),
       max(coalesce(date, published)), count(DISTINCT document), max(score),
       arg_max(d.id, (score, -document, -start_char)), arg_max(sentence, (score, -document, -start_char))
FROM located JOIN (SELECT document, id FROM documents) d USING (document)
WHERE organisation IS NOT NULL AND place IS NOT NULL GROUP BY organisation, place
UNION ALL
SELECT 'organisation:' || part, 'organisation:' || whole, 'part', NULL, NULL, NULL, min(coalesce(date, published)),
       max(coalesce(date, published)), count(DISTINCT document), max(score),
       arg_max(d.id, (score, -document, -start_char)), arg_max(sentence, (score, -document, -start_char))
FROM parts JOIN (SELECT document, id FROM documents) d USING (document)
WHERE part IS NOT NULL AND whole IS NOT NULL GROUP BY part, whole
"""
_NODES: Final = """
WITH used AS (SELECT source AS id FROM edges UNION SELECT target FROM edges)
SELECT * FROM (
    SELECT 'person:' || person AS id, 'person' AS kind, name, documents, mentions, NULL AS latitude, NULL AS longitude
    FROM people
    UNION ALL
    SELECT 'organisation:' || organisation, 'organisation', name, documents, mentions, NULL, NULL FROM organisations
    UNION ALL
    SELECT 'place:' || place, 'place', name, documents, mentions, latitude, longitude FROM places
) JOIN used USING (id) ORDER BY id
"""


def write_graphml(store: FactStore, stream: BinaryIO) -> None:
    """Nodes are the people, organisations and places that a fact joins; edges are the facts.

    relation: holds (person – organisation, or place where no organisation is said), located, part. support: number of
    documents that say so. evidence: id of the document of the best evidence.
    """
    cursor = store.connection.cursor()
    cursor.execute(_EDGES)
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for element, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            key = f'<key id="{element}-{name}" for="{element}" attr.name="{name}" attr.type="{kind}"/>\n'
            stream.write(key.encode())
    stream.write(b'<graph id="facts" edgedefault="directed">\n')
    for row in _rows(cursor, _NODES):
        stream.write(_element("node", {"id": row["id"]}, _NODE_KEYS, row))
    for row in _rows(cursor, "FROM edges ORDER BY ALL"):
        stream.write(_element("edge", {"source": row["source"], "target": row["target"]}, _EDGE_KEYS, row))
    stream.write(b"</graph>\n</graphml>\n")
    cursor.execute("DROP TABLE edges")


def _rows(cursor: Any, query: str) -> Iterable[dict[str, Any]]:
    found = cursor.execute(query)
    names = [column[0] for column in found.description]
    while rows := found.fetchmany(1000):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _element(name: str, attributes: Mapping[str, str], keys: Iterable[str], row: Mapping[str, Any]) -> bytes:
    given = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in attributes.items())
    data = "".join(
        f'<data key="{name}-{key}">{escape(_clean(row[key]))}</data>' for key in keys if row[key] is not None
    )
    return f"<{name}{given}>{data}</{name}>\n".encode()


def _clean(value: Any) -> str:
    return _FORBIDDEN.sub("\ufffd", str(value))
