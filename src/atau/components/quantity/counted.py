"""Which noun a number counts: `80 делегат` counts делегат, `120 орындық` орын. Precision before recall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from atau.components.quantity.tables import COUNTED_KINDS, COUNTED_WORDS
from atau.morphology import Analysis, analyses, match

# екі қабатты, үш бөлмелі: adjectives made of the noun that is counted; 120 орындық of a few nouns only
_WITH = ("лы", "лі", "ды", "ді", "ты", "ті")
_LYK = ("лық", "лік", "дық", "дік", "тық", "тік")
# An adjective by its ending may stand between the number and the noun.
_RELATIONAL = (*_LYK, "ғы", "гі", "қы", "кі", "ған", "ген", "қан", "кен")
_MAX_ADJECTIVES = 3
# What may bear a possessive; not the past tense (келді, айтты)
_OWNED = re.compile(r"(?:[^дт]|[аәеиоөуұүыірлмнңйзжвғгб]т)[ыі]$")


class _Tables(NamedTuple):
    """Nouns of one word; nouns of several, by all words but the last; adjectives; nouns that take -лық.

    owned: (first words, last word without its possessive) -> last word (жұмыс, орын: орны).
    """

    single: dict[str, str]
    several: dict[str, dict[str, str]]
    owned: dict[tuple[str, str], str]
    adjectives: frozenset[str]
    capacity: frozenset[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rows = COUNTED_WORDS.read()
    single: dict[str, str] = {}
    several: dict[str, dict[str, str]] = {}
    owned: dict[tuple[str, str], str] = {}
    for word, kind in rows:
        first, _, last = word.rpartition(" ")
        if kind == "noun" and first:
            several.setdefault(first, {})[last] = "poss" if last[-1] in "ыі" else ""
            stems = [a.stem for a in analyses(last) if a.possessive == "3" and a.case == "nom" and a.number == "sg"]
            for stem in stems[:1]:
                several[first].setdefault(stem, "")
                owned[first, stem] = last
        elif kind == "noun":
            single[word] = ""
    by_kind = {kind: frozenset(word for word, of in rows if of == kind) for kind in COUNTED_KINDS}
    return _Tables(single, several, owned, by_kind["adj"], by_kind["capacity"])


@lru_cache(maxsize=16384)
def _noun(norm: str) -> Analysis | None:
    """`norm` as a form of a noun of the table."""
    single = _tables().single
    if norm in single:
        return Analysis(norm)
    for analysis in match(norm, single):
        if not analysis.attributive and analysis.possessive in ("", "3"):
            return analysis
    return None


def _adjectival(norm: str) -> str:
    tables = _tables()
    for endings, nouns in ((_WITH, tables.single), (_LYK, tables.capacity)):
        for ending in endings:
            stem = norm.removesuffix(ending)
            if stem != norm and stem in nouns:
                return stem
    return ""


@lru_cache(maxsize=16384)
def _adjective(norm: str) -> bool:
    return norm in _tables().adjectives or (len(norm) > 5 and norm.endswith(_RELATIONAL))


def _compound(norms: Sequence[str], i: int) -> str:
    """The noun of several words at i (жұмыс орнын: жұмыс орны), or an empty string."""
    tables = _tables()
    for length in (2, 1):
        first = " ".join(norms[i : i + length])
        lasts = tables.several.get(first)
        if lasts and i + length < len(norms):
            for analysis in match(norms[i + length], lasts):
                if not analysis.attributive:
                    return f"{first} {tables.owned.get((first, analysis.stem), analysis.stem)}"
    return ""


def counted_noun(norms: Sequence[str]) -> str | None:
    """The noun, in its dictionary form, that the words after a number begin with; None where it is not certain.

    norms: the words after the number in lower case, up to the first that is no word.
    """
    single = _tables().single
    for i in range(min(len(norms), _MAX_ADJECTIVES + 1)):
        norm = norms[i]
        found = _compound(norms, i)
        if found:
            return found
        if i == 0 and norm not in single:
            found = _adjectival(norm)
            if found:
                return found
        noun = _noun(norm)
        if noun is not None:
            if noun.case == "dat" and norms[i + 1 : i + 2] and norms[i + 1].startswith("дейінгі"):
                return None  # 238 мектепке дейінгі ұйым
            head = _noun(norms[i + 1]) if noun.stem == norm and i + 1 < len(norms) else None
            if head is None:
                # екі ат спорты мектебі: two of what nobody here knows
                return None if noun.stem == norm and i + 1 < len(norms) and _OWNED.search(norms[i + 1]) else noun.stem
            if not head.possessive or head.number == "pl":
                return noun.stem  # 6 этнос өкілдері: of six peoples
            # 120 мектеп оқушысы counts pupils; мектебін is what somebody finished
            return f"{norm} {norms[i + 1]}" if head.case == "nom" else None
        if not _adjective(norm):
            return None
    return None
