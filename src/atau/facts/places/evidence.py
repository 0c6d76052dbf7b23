"""What the plain mentions of a document say of the others: regions, countries, senses of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from atau.facts.places.context import PlaceMention
from atau.facts.places.gazetteer import KnownPlace
from atau.facts.places.kind_words import NATURE


@dataclass(frozen=True, slots=True)
class PlaceTask:
    """Mention number `index` of the document, the key of its name, the places it may name.

    physical: a river, a mountain or the like has the name.
    """

    index: int
    mention: PlaceMention
    key: str
    candidates: list[KnownPlace]
    physical: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A region or city that mention number `index`, in `sentence`, names or lies in.

    key: of the mention's name. direct: it names the area itself. certain: not by a city alone, for the big ones are
    named in articles about any region.
    """

    id: str
    index: int
    sentence: int
    key: str
    direct: bool
    certain: bool


@dataclass(slots=True)
class Evidence:
    """What the plain mentions say of the others.

    areas, countries: named, and by which mention. senses: what a name with its kind word means in this document.
    natural: names that are said to be a river's or a mountain's.
    """

    areas: list[Area] = field(default_factory=list)
    countries: dict[str, set[str]] = field(default_factory=dict)
    senses: dict[str, KnownPlace] = field(default_factory=dict)
    natural: set[str] = field(default_factory=set)

    def near(self, index: int, key: str) -> list[Area]:
        """The areas that other mentions name; one of the same name counts only where it names a region itself."""
        return [area for area in self.areas if area.index != index and (area.direct or area.key != key)]


def gather(tasks: Sequence[PlaceTask], places: Sequence[KnownPlace | None]) -> Evidence:
    """What the mentions say; `places`: what each means without the others, None where that is in doubt."""
    evidence = Evidence()
    for task, place in zip(tasks, places, strict=True):
        mention, key = task.mention, task.key
        if mention.kind == NATURE:
            evidence.natural.add(key)
        if place is None:
            continue
        if mention.kind == place.kind:
            evidence.senses.setdefault(key, place)
        evidence.countries.setdefault(key, set()).add(place.country)
        for area in _areas(place):
            certain = place.kind != "city" or mention.kind == "city"
            evidence.areas.append(Area(area, task.index, mention.sentence, key, area == place.id, certain))
    evidence.natural -= evidence.senses.keys()
    return evidence


def _areas(place: KnownPlace) -> tuple[str, ...]:
    """The region that naming the place brings to mind; a city brings its districts too."""
    if place.kind == "region":
        return (place.id,)
    if place.kind == "city":
        return (place.id, place.region) if place.region else (place.id,)
    return (place.region,) if place.region else ()
