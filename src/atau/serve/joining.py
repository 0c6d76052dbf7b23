"""People, organisations and places of the documents of a request, and the network that the facts make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from atau.facts.people.rows import LinkedRow, link_organisation_rows, link_people_rows
from atau.serve.tasks import DocumentFacts

_OF_PLACE: Final = ("name", "kind", "region", "country", "kato", "latitude", "longitude", "point")
_NAMES: Final = 8  # forms of a name that are listed
#: Fact -> the two of its fields that are joined by an edge; the first of several that is there is taken.
_EDGES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "holds": (("person",), ("organisation", "place")),
    "located": (("organisation",), ("place",)),
    "part": (("part",), ("whole",)),
    "life": (("person",), ("place",)),
}


def joined(documents: Sequence[DocumentFacts]) -> dict[str, Any]:
    """people, organisations, places (those with most documents first) and edges; documents are named by number."""
    people = _linked(documents, "people")
    organisations = _linked(documents, "organisations")
    ids = {(row.document, row.cluster): row.id for row in (*people, *organisations)}
    return {
        "people": _entities(people, documents, "people", ("offices", "organisations", "places")),
        "organisations": _entities(organisations, documents, "organisations", ("places",)),
        "places": _places(documents),
        "edges": _edges(documents, ids),
    }


def _linked(documents: Sequence[DocumentFacts], kind: str) -> list[LinkedRow]:
    rows = [{**row, "document": number} for number, found in enumerate(documents) for row in getattr(found, kind)]
    return link_people_rows(rows) if kind == "people" else link_organisation_rows(rows)


def _entities(
    linked: Sequence[LinkedRow], documents: Sequence[DocumentFacts], kind: str, fields: Sequence[str]
) -> list[dict[str, Any]]:
    profiles = {(number, row["cluster"]): row for number, found in enumerate(documents) for row in getattr(found, kind)}
    groups: dict[str, list[LinkedRow]] = {}
    for row in linked:
        groups.setdefault(row.id, []).append(row)
    result = []
    for identity, members in groups.items():
        own = [profiles[row.document, row.cluster] for row in members]
        result.append(
            {
                "id": identity,
                "name": members[0].name,
                "names": _most(name for profile in own for name in profile["names"]),
                **{field: _most(text for profile in own for text in profile[field]) for field in fields},
                "documents": [
                    {"document": row.document, "cluster": row.cluster, "probability": row.probability}
                    for row in sorted(members)
                ],
            }
        )
    return sorted(result, key=lambda entity: (-len(entity["documents"]), entity["name"], entity["id"]))


def _most(texts: Iterator[str]) -> list[str]:
    """The most frequent of `texts`, those first that come first."""
    return [text for text, _ in Counter(texts).most_common(_NAMES)]


def _places(documents: Sequence[DocumentFacts]) -> list[dict[str, Any]]:
    mentions: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, Counter[str]] = {}
    known: dict[str, Mapping[str, Any]] = {}
    for number, found in enumerate(documents):
        known.update(found.known)
        for identity, mention in found.places:
            mentions.setdefault(identity, []).append(
                {"document": number, "start": mention["start"], "end": mention["end"]}
            )
            names.setdefault(identity, Counter())[mention["name"]] += 1
    result = []
    for identity, where in mentions.items():
        about = known.get(identity, {})
        named = {"name": names[identity].most_common(1)[0][0]}
        result.append(
            {
                "id": identity,
                **dict.fromkeys(_OF_PLACE),
                **named,
                **{key: about[key] for key in _OF_PLACE if key in about},
                "mentions": where,
            }
        )
    return sorted(result, key=lambda place: (-len(place["mentions"]), place["name"], place["id"]))


def _edges(documents: Sequence[DocumentFacts], ids: Mapping[tuple[int, str], str]) -> list[dict[str, Any]]:
    """What the facts join, those that most facts state first."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for number, document in enumerate(documents):
        places = {(mention["start"], mention["end"]): identity for identity, mention in document.places}
        for index, fact in enumerate(document.facts):
            ends = _ends(fact, number, ids, places)
            if ends is None:
                continue
            kind = fact["event"] if fact["kind"] == "life" else fact["kind"]
            edge = found.setdefault(
                (kind, *ends), {"kind": kind, "source": ends[0], "target": ends[1], "offices": [], "facts": []}
            )
            edge["facts"].append({"document": number, "fact": index})
            office = fact.get("office", {})
            name = office.get("normal") or office.get("text")
            if name and name not in edge["offices"]:
                edge["offices"].append(name)
    return sorted(found.values(), key=lambda edge: -len(edge["facts"]))


def _ends(
    fact: Mapping[str, Any], number: int, ids: Mapping[tuple[int, str], str], places: Mapping[tuple[int, int], str]
) -> tuple[str, str] | None:
    """The ids of the two that a fact joins; None where it joins none."""
    if fact["kind"] not in _EDGES:
        return None
    ends = []
    for fields in _EDGES[fact["kind"]]:
        mention = next((fact[field] for field in fields if fact.get(field)), None)
        if mention is None:
            return None
        if mention["label"] == "LOC":
            identity = places.get((mention["start"], mention["end"]))
        else:
            identity = ids.get((number, mention.get("cluster") or ""))
        if identity is None:
            return None
        ends.append(identity)
    return None if ends[0] == ends[1] else (ends[0], ends[1])
