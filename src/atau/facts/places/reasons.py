"""The score of a place as what a mention means: the sum of the reasons for and against it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from atau.facts.places.context import PlaceMention
from atau.facts.places.evidence import Area, Evidence, PlaceTask
from atau.facts.places.gazetteer import Gazetteer, KnownPlace
from atau.facts.places.kind_words import NOT_LISTED
from atau.facts.places.weights import Weights

_HOME: Final = "KZ"
_SETTLEMENTS: Final = frozenset({"city", "village"})


class Reasons:
    """Scores the candidates of the mentions of one document at a time."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights) -> None:
        self._gazetteer = gazetteer
        self._weights = weights

    def score(self, task: PlaceTask, place: KnownPlace, evidence: Evidence, near: Sequence[Area]) -> float:
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

    def _renown(self, task: PlaceTask, place: KnownPlace) -> float:
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
        return total + (0.0 if place.country == _HOME else self._foreign(task, place))

    def _foreign(self, task: PlaceTask, place: KnownPlace) -> float:
        """What speaks against a place abroad."""
        weights = self._weights
        total = weights.abroad
        if place.name.isascii():
            total += weights.unfamiliar
        if task.physical or any(other.country == _HOME for other in task.candidates):
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

    def _nearness(self, task: PlaceTask, place: KnownPlace, evidence: Evidence, near: Sequence[Area]) -> float:
        """What the regions and countries named in the document say."""
        weights = self._weights
        if place.kind in ("country", "continent"):
            return 0.0
        if place.country != _HOME:
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
