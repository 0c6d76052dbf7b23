"""The edges of the network of people, organisations and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from atau.facts.page.data import Evidence, PageData
from atau.facts.page.registry import Registry


@dataclass(slots=True)
class _Edge:
    """weight: how many sentences state it."""

    weight: int = 0
    evidence: list[Evidence] = field(default_factory=list)


def _stated(data: PageData) -> Iterator[tuple[str, str, str, Evidence]]:
    """Kind, two ids and the evidence of all that connects two entities."""
    for holding in data.holdings:
        # An office of an organisation says the place of the organisation, not of the person.
        target = holding.organisation or holding.place
        if target is not None:
            yield "office", holding.person, target, holding.evidence
    for link in data.links:
        yield link.kind, link.source, link.target, link.evidence
    for event in data.life_events:
        if event.place is not None:
            yield event.event.value, event.person, event.place, event.evidence


def weights(data: PageData) -> Counter[str]:
    """Id of an entity to how often something is stated of it."""
    found: Counter[str] = Counter()
    for _, source, target, _ in _stated(data):
        found.update((source, target))
    found.update(holding.person for holding in data.holdings if not (holding.organisation or holding.place))
    found.update(amount.subject for amount in data.amounts if amount.subject is not None)
    return found


def edges_json(data: PageData, registry: Registry) -> tuple[list[list[Any]], int]:
    """Of each edge: two entities, kind, weight, numbers of the evidence; and how many edges were left out."""
    edges: dict[tuple[int, int, str], _Edge] = {}
    outside: set[tuple[str, str, str]] = set()
    for kind, source, target, evidence in _stated(data):
        one, two = registry.entity(source), registry.entity(target)
        if one is None or two is None:
            outside.add((source, target, kind))
            continue
        if one == two:
            continue
        edge = edges.setdefault((one, two, kind), _Edge())
        edge.weight += 1
        if len(edge.evidence) < registry.limits.evidence:
            edge.evidence.append(evidence)
    ordered = sorted(edges.items(), key=lambda item: (-item[1].weight, item[0]))
    kept = ordered[: registry.limits.links]
    found = [
        [one, two, kind, edge.weight, [registry.evidence(evidence) for evidence in edge.evidence]]
        for (one, two, kind), edge in kept
    ]
    return found, len(ordered) - len(kept) + len(outside)
