"""Which analysis of a form is the likely one, judged by the shape of the stem it leaves.

Costs are set by hand: what a Kazakh stem may end in, and how often a suffix is met in news. Ties
are decided by the order in which candidates are found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.morphology._shape import VOWELS
from atau.morphology._suffixes import Key

_SONORANT: Final = frozenset("рлмнңйуюи")
# Second members of a final cluster that stems have: ұлт, президент, салық(халқ), кеңес
_CLUSTER_END: Final = frozenset("тқкспц")
_DERIVED: Final = (
    *("лық", "лік", "дық", "дік", "тық", "тік"),
    *("шы", "ші", "хана", "лама", "леме", "дама", "деме"),
)
_PLURAL: Final = ("лар", "лер", "дар", "дер", "тар", "тер")
# What looks like a plural with more suffixes, or like an ablative, is seldom a stem
_OWNED_PLURAL: Final = tuple(
    plural + owner
    for plural in _PLURAL
    for owner in ("ы", "і", "ым", "ім", "ың", "ің", "да", "де", "ға", "ге", "дан", "ден", "мен")
)
_ABLATIVE: Final = ("дан", "ден", "тан", "тен", "нан", "нен", "ыңыз", "іңіз", "мыз", "міз")
# Stems in -с whose possessive is not that of a stem in a vowel: жұмыстас-ы, but жара-сы
_ENDS_IN_S: Final = (
    *("тас", "дас", "лас", "тес", "дес", "лес", "ңес", "бас"),
    *("класс", "бизнес"),
)
_OURS: Final = ("мыз", "міз")
_OURS_IN_CASE: Final = re.compile(r"..м[ыі]з(?:[дг][еі]|[дғ][аы]|ге|д[аеыі]ң|д[ае]н|бен|д[ае]ғы|д[ае]гі)$")
_N_OF_POSSESSIVE: Final = ("ын", "ін")
_ATTRIBUTIVE: Final = ("дақ", "тақ", "дек", "тек", "дағ", "тағ", "дег", "тег")
_OWNER_COST: Final = {"": 0.0, "3": 0.6, "1sg": 2.0, "2sg": 2.6, "2sgf": 1.6, "1pl": 1.4}
_CASE_COST: Final = {
    "nom": 0.0,
    "gen": 0.2,
    "dat": 0.4,
    "acc": 0.3,
    "loc": 0.4,
    "abl": 0.5,
    "ins": 0.5,
}
_BARE_COST: Final = 2.1


@lru_cache(maxsize=65536)
def stem_cost(stem: str) -> float:
    """How implausible `stem` (lower case) is as the stem of a noun; 0 is unremarkable."""
    part = stem[max(stem.rfind(" "), stem.rfind("-")) + 1 :] or stem
    letters = len(part)
    if not part[-1].isalpha():
        return 0.0 if letters > 1 or part.isdigit() else 4.0
    if letters < 2 or VOWELS.isdisjoint(part):
        return 12.0
    cost = 0.0
    if letters == 2:
        cost += 2.5
    elif letters == 3:
        cost += 0.6
    last, before = part[-1], part[-2]
    if last == "ь":
        cost += 6.0
    elif last in "ғгб":
        cost += 3.0 if last == "ғ" or before in VOWELS else 1.5
    elif last == "д":
        cost += 1.2
    if last not in VOWELS and before not in VOWELS and last not in "уь" and before != "у":
        if last == before:
            cost += 3.0
        elif before not in _SONORANT or last not in _CLUSTER_END:
            cost += 1.6 if last in _CLUSTER_END or last == "р" else 3.2
        else:
            cost += 0.4
    if letters > 4 and part.endswith(_PLURAL):
        cost += 2.5
    if letters > 4 and part.endswith(_DERIVED):
        cost -= 2.0
    if last in "өұү":
        cost += 4.0
    elif last in "ыі":
        cost += 0.9
    elif last == "ң":
        cost += 1.5
    elif last == "ш" and before == "у":
        cost += 1.0
    if part.endswith(_OWNED_PLURAL):
        cost += 2.5
    elif letters > 5 and part.endswith(_ABLATIVE):
        cost += 1.2
    return cost


def cost(stem: str, key: Key | None) -> float:
    """Implausibility of an analysis: the lower the better. `key` is None for the bare form."""
    if key is None:
        return stem_cost(stem) + _BARE_COST + (4.0 if _OURS_IN_CASE.search(stem) else 0.0)
    number, possessive, case, attributive = key
    total = stem_cost(stem) + _OWNER_COST[possessive] + _CASE_COST[case]
    if len(stem) > 4:
        if stem.endswith(_OURS):  # кітабымыз-дан is кітап + our + from
            total += 4.0
        elif case == "loc" and number == "sg" and not possessive and stem.endswith(_N_OF_POSSESSIVE):
            total += 2.2  # облысын-да is облыс + his + in
        elif possessive == "1pl" and number == "sg" and stem[-1] in "ыі":
            total += 1.0  # ұлтымыз is ұлт + our
        elif possessive == "3" and number == "sg" and stem.endswith(_ATTRIBUTIVE):
            total += 4.0  # Алматыдағ-ы is Алматы + in + -ғы
    if possessive == "3" and number == "sg" and stem[-1] == "с" and stem[-2:-1] in ("а", "е", "я", "и"):
        total += 0.0 if stem.endswith(_ENDS_IN_S) else 1.4
    if number == "pl":
        total += 0.4
    if attributive:
        total -= 0.6
    return total
