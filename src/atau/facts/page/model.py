"""`PageData` as the JSON that the script of the page draws: joined, sorted, bounded, sentences written once."""

from __future__ import annotations

from typing import Any, Final

from atau.facts.page.amounts import amounts_json
from atau.facts.page.data import PageData
from atau.facts.page.network import edges_json, weights
from atau.facts.page.offices import offices_json
from atau.facts.page.registry import PageLimits, Registry

_FIELDS: Final = ("documents", "people", "organisations", "places", "holdings", "amounts", "links", "life_events")


def page_model(data: PageData, limits: PageLimits) -> tuple[dict[str, Any], list[str]]:
    """The JSON, and a line for each fault of the data (an unknown id, say)."""
    registry = Registry(data, limits)
    weight = weights(data)
    left_out = {name: registry.keep(getattr(data, name), weight) for name in ("people", "organisations", "places")}
    model: dict[str, Any] = {"title": data.title}
    model["offices"], left_out["holdings"] = offices_json(data.holdings, registry)
    model["amounts"], left_out["amounts"] = amounts_json(data.amounts, registry)
    model["edges"], left_out["links"] = edges_json(data, registry)
    model["life"], left_out["life_events"] = _life_json(data, registry)
    model["entities"] = registry.entities_json()
    model["documents"], left_out["documents"] = registry.documents_json()
    model["sentences"] = registry.sentences_json()
    model["evidence"] = registry.evidence_json()
    model["totals"] = {name: max(data.totals.get(name, 0), len(getattr(data, name))) for name in _FIELDS}
    # What the caller left out counts as well.
    for name in _FIELDS:
        left_out[name] += model["totals"][name] - len(getattr(data, name))
    model["left_out"] = {name: count for name, count in left_out.items() if count}
    return model, list(registry.remarks)


def _life_json(data: PageData, registry: Registry) -> tuple[list[dict[str, Any]], int]:
    found = []
    for event in data.life_events:
        person = registry.entity(event.person)
        if person is None:
            continue
        item = {
            "event": event.event.value,
            "person": person,
            "place": registry.entity(event.place),
            "date": registry.date(event.date),
            "evidence": registry.evidence(event.evidence),
        }
        found.append({name: value for name, value in item.items() if value is not None})
    return found, len(data.life_events) - len(found)
