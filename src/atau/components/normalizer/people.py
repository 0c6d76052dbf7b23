"""The persons of a document, with their mentions and the positions that stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from atau.components.normalizer.person_names import PersonName

_APPOSITION = ("-", "–", "—", ",", "(")
_NEAR = 5


@dataclass(slots=True)
class NamedMention:
    """Tokens start:end, with the dictionary form; cluster is empty until it is known, and for positions."""

    start: int
    end: int
    normal: str
    span: Span
    cluster: str = ""


def people(
    doc: Doc,
    persons: Sequence[NamedMention],
    positions: Sequence[NamedMention],
    parse: Callable[[str], PersonName],
) -> list[dict[str, Any]]:
    """The persons of the document in the order of their first mention.

    Each is a dict: cluster (id), name (the fullest dictionary form), mentions ([start, end] in characters) and offices
    (dictionary forms of the POSITION mentions that stand next to a mention). parse: reads a dictionary form.
    """
    held = _positions(doc, persons, positions)
    found: dict[str, dict[str, Any]] = {}
    for person in persons:
        entry = found.setdefault(
            person.cluster, {"cluster": person.cluster, "name": person.normal, "mentions": [], "offices": []}
        )
        entry["mentions"].append([person.span.start_char, person.span.end_char])
        if parse(person.normal).parts > parse(entry["name"]).parts:
            entry["name"] = person.normal
        entry["offices"] += [position for position in held.get(person.start, ()) if position not in entry["offices"]]
    return list(found.values())


def _positions(doc: Doc, persons: Sequence[NamedMention], positions: Sequence[NamedMention]) -> dict[int, list[str]]:
    """First token of a person -> the positions beside the mention: `облыс әкімі, профессор X`, `X – депутат`."""
    if not persons or not positions:
        return {}
    held: dict[int, list[str]] = {person.start: [] for person in persons}
    both = sorted([*persons, *positions], key=lambda mention: (mention.start, -mention.end))
    taken: set[int] = set()
    for i, mention in enumerate(both):
        if not mention.cluster:
            continue
        j, gap = i - 1, ""
        while j >= 0 and not both[j].cluster and _gap(doc, both[j], both[j + 1]) in ("", gap):
            held[mention.start].insert(0, both[j].normal)
            taken.add(j)
            j, gap = j - 1, ","
    for i in range(1, len(both)):
        before, after = both[i - 1], both[i]
        apart = before.cluster and not after.cluster and i not in taken and _gap(doc, before, after)
        if apart and apart in _APPOSITION:
            held[before.start].append(after.normal)
    return held


def _gap(doc: Doc, left: NamedMention, right: NamedMention) -> str | None:
    """The signs between two mentions; None where one lies in the other or they are far apart."""
    if not 0 <= right.start - left.end <= _NEAR:
        return None
    return "".join(token.norm_ for token in doc[left.end : right.start] if not token.is_space)
