"""Which place of the gazetteer a mention means, or none.

Every candidate gets a score, a sum of reasons: how well known it is, the kind word beside the mention, the regions and
countries that the document names, the sense of the same name elsewhere in it. The best candidate is taken where its
score reaches `Weights.threshold` and no other comes near; otherwise the mention stays without a place, for a wrong
place is worse than none. It is done twice: what is plain without the others says which regions the document is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atau.facts.places.context import PlaceMention
from atau.facts.places.evidence import Evidence, PlaceTask, gather
from atau.facts.places.gazetteer import Gazetteer, KnownPlace
from atau.facts.places.kind_words import NOT_LISTED
from atau.facts.places.reasons import Reasons
from atau.facts.places.spelling import spelling_key
from atau.facts.places.weights import WEIGHTS, Weights
from atau.lexicon.places import places

_PHYSICAL: Final = frozenset({"river", "lake", "sea", "mountain", "desert", "island"})
# Of a region and a district, which are looked up by them where they are not said.
_WITH_KIND: Final = (" облысы", " ауданы")


@dataclass(frozen=True, slots=True)
class Link:
    """A decision: the place and its score."""

    place: KnownPlace
    score: float


class PlaceLinker:
    """Links the mentions of one document at a time."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights = WEIGHTS) -> None:
        self._gazetteer = gazetteer
        self._weights = weights
        self._reasons = Reasons(gazetteer, weights)

    def link(self, mentions: Sequence[PlaceMention]) -> list[Link | None]:
        """For each mention its place, or None where it has none or is in doubt."""
        tasks = [
            PlaceTask(index, mention, key, self.candidates(mention), key in _physical_names())
            for index, (mention, key) in enumerate((mention, spelling_key(mention.name)) for mention in mentions)
        ]
        plain = [self._decide(task, Evidence()) for task in tasks]
        evidence = gather(tasks, [link.place if link else None for link in plain])
        return [self._decide(task, evidence) for task in tasks]

    def candidates(self, mention: PlaceMention) -> list[KnownPlace]:
        """The places that the mention may name."""
        if mention.kind in NOT_LISTED:
            return list(self._gazetteer.named(mention.forms[-1]))  # Мальдив аралдары is a country
        names = [*mention.forms, mention.name, *(mention.name + word for word in _WITH_KIND)]
        found = {place.id: place for name in dict.fromkeys(names) for place in self._gazetteer.named(name)}
        return list(found.values() or self._gazetteer.declined(mention.text))

    def _decide(self, task: PlaceTask, evidence: Evidence) -> Link | None:
        if not task.candidates or (task.mention.kind is None and task.key in evidence.natural):
            return None
        near = evidence.near(task.index, task.key)
        links = [Link(place, self._reasons.score(task, place, evidence, near)) for place in task.candidates]
        links.sort(key=lambda link: -link.score)
        if links[0].score < self._weights.threshold:
            return None
        best = links[0].place
        # A town and the district around it are hardly told apart, and it matters little.
        rivals = [link for link in links[1:] if not best.region or link.place.region != best.region]
        if rivals and links[0].score - rivals[0].score < self._weights.margin:
            return None
        return links[0]


@lru_cache(maxsize=1)
def _physical_names() -> frozenset[str]:
    return frozenset(spelling_key(place.name) for place in places() if place.kind in _PHYSICAL)
