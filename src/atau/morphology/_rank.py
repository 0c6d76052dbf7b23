"""Which analysis of a form is the likely one, judged by the shape of the stem it leaves.

Costs are set by hand: what a Kazakh stem may end in, and how frequent a suffix is in news. Ties
are decided by the order in which candidates are found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.morphology._sounds import VOWELS
from atau.morphology._suffixes import Key
from atau.tables import Table

_SONORANT: Final = frozenset("рлмнңйуюи")
# Second members of a final cluster that stems have: ұлт, президент, салық(халқ), кеңес
_CLUSTER_END: Final = frozenset("тқкспц")
STEM_ENDINGS: Final = Table(
    Path(__file__).parent / "data" / "stem_endings.tsv",
    ("ending", "class"),
    required="all",
    unique=("ending", "class"),
    values={
        "class": (
            "after_plural", "attributive", "case", "derived", "our", "plural", "possessive_n", "s_stem",
        )
    },
)  # fmt: skip


def _read_endings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for ending, kind in STEM_ENDINGS.read():
        found.setdefault(kind, []).append(ending)
    return {kind: tuple(endings) for kind, endings in found.items()}


_ENDINGS: Final = _read_endings()
_PLURAL: Final = _ENDINGS["plural"]
_DERIVED: Final = _ENDINGS["derived"]
_OWNED_PLURAL: Final = tuple(plural + after for plural in _PLURAL for after in _ENDINGS["after_plural"])
_CASE: Final = _ENDINGS["case"]
_ENDS_IN_S: Final = _ENDINGS["s_stem"]
_OUR: Final = _ENDINGS["our"]
_N_OF_POSSESSIVE: Final = _ENDINGS["possessive_n"]
_ATTRIBUTIVE: Final = _ENDINGS["attributive"]
_OUR_IN_CASE: Final = re.compile(r"..м[ыі]з(?:[дг][еі]|[дғ][аы]|ге|д[аеыі]ң|д[ае]н|бен|д[ае]ғы|д[ае]гі)$")
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


@lru_cache(maxsize=16384)
def stem_cost(stem: str) -> float:
    """How implausible `stem` (lower case) is as the stem of a noun; 0 is unremarkable."""
    part = stem[max(stem.rfind(" "), stem.rfind("-")) + 1 :] or stem
    letters = len(part)
    if not part[-1].isalpha():
        return 0.0 if letters > 1 or part.isdigit() else 4.0
    if letters < 2 or VOWELS.isdisjoint(part):
        return 12.0
    last, before = part[-1], part[-2]
    return (
        _length_cost(letters)
        + _voice_cost(last, before)
        + _cluster_cost(last, before)
        + (2.5 if letters > 4 and part.endswith(_PLURAL) else 0.0)
        - (2.0 if letters > 4 and part.endswith(_DERIVED) else 0.0)
        + _last_letter_cost(last, before)
        + _suffix_cost(part)
    )


def _length_cost(letters: int) -> float:
    """Stems of two letters are rare, those of three not frequent.

    >>> _length_cost(2), _length_cost(3), _length_cost(4)
    (2.5, 0.6, 0.0)
    """
    return {2: 2.5, 3: 0.6}.get(letters, 0.0)


def _voice_cost(last: str, before: str) -> float:
    """A stem seldom ends in a voiced consonant, for it is the voiced form that stands before a suffix (кітаб-ы).

    >>> _voice_cost("б", "а"), _voice_cost("ғ", "р"), _voice_cost("п", "а")
    (3.0, 3.0, 0.0)
    """
    if last == "ь":
        return 6.0
    if last in "ғгб":
        return 3.0 if last == "ғ" or before in VOWELS else 1.5
    return 1.2 if last == "д" else 0.0


def _cluster_cost(last: str, before: str) -> float:
    """Two consonants at the end are rare, unless the first one is a sonorant and the second one voiceless (ұлт).

    >>> _cluster_cost("т", "л"), _cluster_cost("т", "б"), _cluster_cost("т", "т")
    (0.4, 1.6, 3.0)
    """
    if last in VOWELS or before in VOWELS or last in "уь" or before == "у":
        return 0.0
    if last == before:
        return 3.0
    if before in _SONORANT and last in _CLUSTER_END:
        return 0.4
    return 1.6 if last in _CLUSTER_END or last == "р" else 3.2


def _last_letter_cost(last: str, before: str) -> float:
    """Letters that seldom end a stem.

    >>> _last_letter_cost("ү", "т"), _last_letter_cost("ы", "т"), _last_letter_cost("ш", "у")
    (4.0, 0.9, 1.0)
    """
    if last in "өұү":
        return 4.0
    if last in "ыі":
        return 0.9
    if last == "ң":
        return 1.5
    return 1.0 if last == "ш" and before == "у" else 0.0


def _suffix_cost(part: str) -> float:
    """What looks like a plural with more suffixes, or like a case, is seldom a stem.

    >>> _suffix_cost("қалаларда"), _suffix_cost("қаладан"), _suffix_cost("қала")
    (2.5, 1.2, 0.0)
    """
    if part.endswith(_OWNED_PLURAL):
        return 2.5
    return 1.2 if len(part) > 5 and part.endswith(_CASE) else 0.0


def cost(stem: str, key: Key | None) -> float:
    """Implausibility of an analysis: the lower the better. `key` is None for the bare form."""
    if key is None:
        return stem_cost(stem) + _BARE_COST + (4.0 if _OUR_IN_CASE.search(stem) else 0.0)
    number, possessive, case, attributive = key
    total = stem_cost(stem) + _OWNER_COST[possessive] + _CASE_COST[case]
    if len(stem) > 3 and case == "loc" and number == "sg" and not possessive and stem.endswith(_N_OF_POSSESSIVE):
        total += 2.2  # облысын-да is облыс + his + in
    elif len(stem) > 4:
        if stem.endswith(_OUR):  # кітабымыз-дан is кітап + our + from
            total += 4.0
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
