"""Which place of the gazetteer a mention means, or none.

Every candidate gets a score, a sum of reasons: how well known it is, the kind word beside the mention, the regions and
countries that the document names, the sense of the same name elsewhere in it. The best candidate is taken where its
score reaches `Weights.threshold` and no other comes near; otherwise the mention stays without a place, for a wrong
place is worse than none. It is done twice: what is plain without the others says which regions the document is about.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from atau.facts.places.context import PlaceMention
from atau.facts.places.gazetteer import Gazetteer, KnownPlace
from atau.facts.places.kind_words import NATURE, NOT_LISTED
from atau.facts.places.spelling import spelling_key
from atau.lexicon.places import places

HOME: Final = "KZ"
_PHYSICAL: Final = frozenset({"river", "lake", "sea", "mountain", "desert", "island"})
_SETTLEMENTS: Final = frozenset({"city", "village"})
# Of a region and a district, which are looked up by them where they are not said.
_WITH_KIND: Final = (" облысы", " ауданы")


@dataclass(frozen=True, slots=True)
class Weights:
    """The reasons and what they count for, in the unit of the decimal logarithm of people.

    Set by hand on the build half of corpus/places/gold.tsv; scripts/evaluate_places.py measures them.
    """

    country: float = 8.0
    continent: float = 7.0
    region: float = 5.0
    region_short: float = 3.4  # Ақмола for Ақмола облысы
    district: float = 3.0
    city_district: float = 1.5
    village: float = -2.0
    unknown_population: float = 3.0
    abroad: float = -1.0
    unfamiliar: float = -1.5  # abroad, and not in the lexicon
    namesake: float = -3.0  # abroad, and something at home has the name too
    same_kind: float = 4.0
    near_kind: float = -1.0  # a village where the word says city, or the other way about
    too_large: float = -4.0  # a town of more than `most_in_village` people where the word says village
    most_in_village: int = 10_000
    other_kind: float = -6.0
    exact_name: float = 0.4
    physical_rival: float = -1.5  # a river or a mountain has the name of the town too
    small_rival: float = -3.5  # of the district or village, or of the region whose kind word is not said
    large: int = 100_000  # people of a town that comes to mind before its river
    just_before: float = 3.0  # the region named last before it in its sentence
    same_sentence: float = 2.0
    same_document: float = 1.5
    other_region: float = -1.0
    other_region_village: float = -5.0
    lone_village: float = -1.5
    same_country: float = 1.5
    same_sense: float = 1.5
    quoted: float = -2.0
    titled: float = -4.0
    threshold: float = 2.5
    margin: float = 0.3


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True)
class Link:
    """A decision: the place and its score."""

    place: KnownPlace
    score: float


@dataclass(frozen=True, slots=True)
class _Area:
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
class _Evidence:
    """What the plain mentions say of the others.

    areas, countries: named, and by which mention. senses: what a name with its kind word means in this document.
    natural: names that are said to be a river's or a mountain's.
    """

    areas: list[_Area] = field(default_factory=list)
    countries: dict[str, set[str]] = field(default_factory=dict)
    senses: dict[str, KnownPlace] = field(default_factory=dict)
    natural: set[str] = field(default_factory=set)

    def near(self, index: int, key: str) -> list[_Area]:
        """The areas that other mentions name; one of the same name counts only where it names a region itself."""
        return [area for area in self.areas if area.index != index and (area.direct or area.key != key)]


@dataclass(frozen=True, slots=True)
class _Task:
    """Mention number `index` of the document, the key of its name, the places it may name.

    physical: a river, a mountain or the like has the name.
    """

    index: int
    mention: PlaceMention
    key: str
    candidates: list[KnownPlace]
    physical: bool


class PlaceLinker:
    """Links the mentions of one document at a time."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights = WEIGHTS) -> None:
        self._gazetteer = gazetteer
        self._weights = weights

    def link(self, mentions: Sequence[PlaceMention]) -> list[Link | None]:
        """For each mention its place, or None where it has none or is in doubt."""
        tasks = [
            _Task(index, mention, key, self.candidates(mention), key in _physical_names())
            for index, (mention, key) in enumerate((mention, spelling_key(mention.name)) for mention in mentions)
        ]
        evidence = self._gather(tasks, [self._decide(task, _Evidence()) for task in tasks])
        return [self._decide(task, evidence) for task in tasks]

    def candidates(self, mention: PlaceMention) -> list[KnownPlace]:
        """The places that the mention may name."""
        if mention.kind in NOT_LISTED:
            return list(self._gazetteer.named(mention.forms[-1]))  # Мальдив аралдары is a country
        names = [*mention.forms, mention.name, *(mention.name + word for word in _WITH_KIND)]
        found = {place.id: place for name in dict.fromkeys(names) for place in self._gazetteer.named(name)}
        return list(found.values() or self._gazetteer.declined(mention.text))

    def _decide(self, task: _Task, evidence: _Evidence) -> Link | None:
        if not task.candidates or (task.mention.kind is None and task.key in evidence.natural):
            return None
        near = evidence.near(task.index, task.key)
        links = [Link(place, self._score(task, place, evidence, near)) for place in task.candidates]
        links.sort(key=lambda link: -link.score)
        if links[0].score < self._weights.threshold:
            return None
        best = links[0].place
        # A town and the district around it are hardly told apart, and it matters little.
        rivals = [link for link in links[1:] if not best.region or link.place.region != best.region]
        if rivals and links[0].score - rivals[0].score < self._weights.margin:
            return None
        return links[0]

    def _score(self, task: _Task, place: KnownPlace, evidence: _Evidence, near: Sequence[_Area]) -> float:
        """The sum of the reasons for `place`."""
        weights, mention = self._weights, task.mention
        total = self._renown(task, place) + self._kind(mention, place)
        if place.name == mention.name or place.name in mention.forms:
            total += weights.exact_name
        if mention.quoted and mention.kind is None and place.kind not in ("country", "continent"):
            total += weights.titled if mention.titled else weights.quoted
        sense = evidence.senses.get(task.key)
        if mention.kind is None and sense is not None and sense.id == place.id:
            total += weights.same_sense
        return total + self._nearness(task, place, evidence, near)

    def _renown(self, task: _Task, place: KnownPlace) -> float:
        """How well known the place is, and how sure it is that a place of that name is meant."""
        weights, mention = self._weights, task.mention
        if place.kind == "country":
            return weights.country
        if place.kind == "continent":
            return weights.continent
        small = False
        if place.kind == "region":
            if any(other is place for form in mention.forms for other in self._gazetteer.named(form)):
                return weights.region
            total, small = weights.region_short, True
        elif place.kind == "district":
            above = self._gazetteer.get(place.region)
            total = weights.city_district if above is not None and above.kind == "city" else weights.district
            small = True
        else:
            total = math.log10(place.population) if place.population else weights.unknown_population
            small = place.kind == "village"
            total += weights.village if small else 0.0
        if mention.kind is None and task.physical and place.population < weights.large:
            total += weights.small_rival if small else weights.physical_rival
        return total + (0.0 if place.country == HOME else self._foreign(task, place))

    def _foreign(self, task: _Task, place: KnownPlace) -> float:
        """What speaks against a place abroad."""
        weights = self._weights
        total = weights.abroad
        if place.name.isascii():
            total += weights.unfamiliar
        if task.physical or any(other.country == HOME for other in task.candidates):
            total += weights.namesake
        return total

    def _kind(self, mention: PlaceMention, place: KnownPlace) -> float:
        weights = self._weights
        if mention.kind is None or mention.kind in NOT_LISTED:
            return 0.0
        if mention.kind == place.kind:
            return weights.same_kind
        if {mention.kind, place.kind} <= _SETTLEMENTS:
            small = mention.kind == "city" or place.population < weights.most_in_village
            return weights.near_kind if small else weights.too_large
        return weights.other_kind

    def _nearness(self, task: _Task, place: KnownPlace, evidence: _Evidence, near: Sequence[_Area]) -> float:
        """What the regions and countries named in the document say."""
        weights = self._weights
        if place.kind in ("country", "continent"):
            return 0.0
        if place.country != HOME:
            named = any(task.key != key and place.country in codes for key, codes in evidence.countries.items())
            return weights.same_country if named else 0.0
        if not place.region:
            return 0.0
        here = [area for area in near if area.id == place.region]
        if here:
            sentence = task.mention.sentence
            before = [area for area in near if area.direct and area.sentence == sentence and area.index < task.index]
            if before and before[-1].id == place.region:
                return weights.just_before
            return weights.same_sentence if any(area.sentence == sentence for area in here) else weights.same_document
        if not any(area.certain for area in near):
            return weights.lone_village if place.kind == "village" else 0.0
        return weights.other_region_village if place.kind == "village" else weights.other_region

    def _gather(self, tasks: Sequence[_Task], links: Sequence[Link | None]) -> _Evidence:
        evidence = _Evidence()
        for task, link in zip(tasks, links, strict=True):
            mention, key = task.mention, task.key
            if mention.kind == NATURE:
                evidence.natural.add(key)
            if link is None:
                continue
            place = link.place
            if mention.kind == place.kind:
                evidence.senses.setdefault(key, place)
            evidence.countries.setdefault(key, set()).add(place.country)
            for area in self._areas(place):
                certain = place.kind != "city" or mention.kind == "city"
                evidence.areas.append(_Area(area, task.index, mention.sentence, key, area == place.id, certain))
        evidence.natural -= evidence.senses.keys()
        return evidence

    def _areas(self, place: KnownPlace) -> tuple[str, ...]:
        """The region that naming the place brings to mind; a city brings its districts too."""
        if place.kind == "region":
            return (place.id,)
        if place.kind == "city":
            return (place.id, place.region) if place.region else (place.id,)
        return (place.region,) if place.region else ()


@lru_cache(maxsize=1)
def _physical_names() -> frozenset[str]:
    return frozenset(spelling_key(place.name) for place in places() if place.kind in _PHYSICAL)
