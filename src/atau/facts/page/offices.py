"""Who holds which office: the holdings of one person and office joined, and what they say of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from atau.facts.page.data import Holding
from atau.facts.page.registry import Registry


class _Key(NamedTuple):
    person: str
    office: str
    organisation: str | None
    place: str | None


class _Dated(NamedTuple):
    """A holding with its date. said: the text says the date; otherwise it is the one of the document."""

    date: str | None
    said: bool
    holding: Holding


#: Before others of the same day: what begins comes before what lasts, what ends after it.
_ORDER: Final = {"candidate": 0, "elected": 1, "appointed": 1, "acting": 2, "holds": 2, "dismissed": 3, "former": 3}


def offices_json(holdings: Sequence[Holding], registry: Registry) -> tuple[list[dict[str, Any]], int]:
    """The rows of the table and the timeline, and how many holdings were left out.

    A row has the numbers of its entities, the office, `total` (sentences) and `times`: of each status, date, whether
    the text says the date, and the number of the evidence; by date, those without one last.
    """
    groups: dict[_Key, list[Holding]] = {}
    for holding in holdings:
        key = _Key(holding.person, " ".join(holding.office.split()).casefold(), holding.organisation, holding.place)
        groups.setdefault(key, []).append(holding)
    rows: list[dict[str, Any]] = []
    left_out = 0
    for key, found in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0].person, item[0].office)):
        person = registry.entity(key.person)
        if person is None or len(rows) >= registry.limits.offices:
            left_out += len(found)
            continue
        dated = sorted((_dated(holding, registry) for holding in found), key=_by_time)
        row = {
            "person": person,
            "office": found[0].office,
            "organisation": registry.entity(key.organisation),
            "place": registry.entity(key.place),
            "total": len(found),
            "times": [
                [item.holding.status.value, item.date, int(item.said), registry.evidence(item.holding.evidence)]
                for item in _told(dated, registry.limits.evidence)
            ],
        }
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows, left_out


def _dated(holding: Holding, registry: Registry) -> _Dated:
    said = registry.date(holding.date)
    return _Dated(said or registry.date_of(holding.evidence), said is not None, holding)


def _by_time(item: _Dated) -> tuple[bool, str, int, float]:
    status = item.holding.status.value
    return item.date is None, item.date or "", _ORDER.get(status, 2), -(item.holding.score or 0.0)


def _told(dated: list[_Dated], limit: int) -> list[_Dated]:
    """The `limit` holdings that say most: the first, the last, each change of status, dates that the text says."""
    if len(dated) <= limit:
        return dated
    ranks = []
    for index, item in enumerate(dated):
        changed = index == 0 or item.holding.status != dated[index - 1].holding.status
        end = index in (0, len(dated) - 1)
        ranks.append((not (end and item.date is not None), not changed, not item.said, item.date is None, index))
    kept = {rank[-1] for rank in sorted(ranks)[:limit]}
    return [item for index, item in enumerate(dated) if index in kept]
