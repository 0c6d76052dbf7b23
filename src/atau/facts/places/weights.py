"""What each reason for a place counts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


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
