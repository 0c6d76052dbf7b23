"""Which noun a number counts: `80 делегат` counts делегат, `120 орындық` орын. Precision before recall."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from atau.components.quantity.tables import COUNTED_ENDINGS, COUNTED_KINDS, COUNTED_WORDS, ENDING_CLASSES
from atau.morphology import Analysis, analyses, match
from atau.tables import TableSet

_MAX_CACHED = 16384
_MAX_ADJECTIVES = 3
# What may bear a possessive; not the past tense (келді, айтты)
_OWNED = re.compile(r"(?:[^дт]|[аәеиоөуұүыірлмнңйзжвғгб]т)[ыі]$")


class CountedNouns:
    """The tables counted_words.tsv and counted_endings.tsv.

    Inside: single: nouns of one word. several: nouns of several words, by all words but the last. owned: (first words,
    last word without its possessive) -> last word (жұмыс, орын: орны).
    """

    def __init__(self, tables: TableSet) -> None:
        rows = tables.rows(COUNTED_WORDS)
        self._single: dict[str, str] = {}
        self._several: dict[str, dict[str, str]] = {}
        self._owned: dict[tuple[str, str], str] = {}
        for word, kind in rows:
            first, _, last = word.rpartition(" ")
            if kind == "noun" and first:
                self._add_compound(first, last)
            elif kind == "noun":
                self._single[word] = ""
        by_kind = {kind: frozenset(word for word, of in rows if of == kind) for kind in COUNTED_KINDS}
        self._adjectives = by_kind["adj"]
        rows = tables.rows(COUNTED_ENDINGS)
        endings = {name: tuple(ending for ending, of in rows if of == name) for name in ENDING_CLASSES}
        self._relational = endings["relational"]
        # екі қабатты, үш бөлмелі: made of any noun that is counted; 120 орындық: of a few nouns only
        self._derived = ((endings["with"], frozenset(self._single)), (endings["capacity"], by_kind["capacity"]))
        self._noun: Callable[[str], Analysis | None] = lru_cache(_MAX_CACHED)(self._find_noun)
        self._is_adjective: Callable[[str], bool] = lru_cache(_MAX_CACHED)(self._find_adjective)

    def _add_compound(self, first: str, last: str) -> None:
        lasts = self._several.setdefault(first, {})
        lasts[last] = "poss" if last[-1] in "ыі" else ""
        for analysis in analyses(last):
            if analysis.possessive == "3" and analysis.case == "nom" and analysis.number == "sg":
                lasts.setdefault(analysis.stem, "")
                self._owned[first, analysis.stem] = last
                break

    def find(self, norms: Sequence[str]) -> str | None:
        """The noun, in its dictionary form, that the words after a number begin with; None where it is not certain.

        norms: the words after the number in lower case, up to the first that is not a word.

        >>> from atau.components.quantity.lexicon import shared_lexicon
        >>> shared_lexicon().counted.find(["жаңа", "жұмыс", "орнын"])
        'жұмыс орны'
        """
        for i in range(min(len(norms), _MAX_ADJECTIVES + 1)):
            norm = norms[i]
            found = self._compound(norms, i)
            if not found and i == 0 and norm not in self._single:
                found = self._in_adjective(norm)
            if found:
                return found
            noun = self._noun(norm)
            if noun is not None:
                return self._certain(norms, i, noun)
            if not self._is_adjective(norm):
                return None
        return None

    def _certain(self, norms: Sequence[str], i: int, noun: Analysis) -> str | None:
        """What is counted where `noun` stands at i: the noun, or the one after it that it describes."""
        norm, after = norms[i], norms[i + 1] if i + 1 < len(norms) else ""
        if noun.case == "dat" and after.startswith("дейінгі"):
            return None  # 238 мектепке дейінгі ұйым
        head = self._noun(after) if noun.stem == norm and after else None
        if head is None:
            # екі ат спорты мектебі: two of what is not in the table
            return None if noun.stem == norm and after and _OWNED.search(after) else noun.stem
        if not head.possessive or head.number == "pl":
            return noun.stem  # 6 этнос өкілдері: of six peoples
        # 120 мектеп оқушысы counts pupils; мектебін is what somebody finished
        return f"{norm} {after}" if head.case == "nom" else None

    def _find_noun(self, norm: str) -> Analysis | None:
        """`norm` as a form of a noun of the table."""
        if norm in self._single:
            return Analysis(norm)
        for analysis in match(norm, self._single):
            if not analysis.attributive and analysis.possessive in ("", "3"):
                return analysis
        return None

    def _find_adjective(self, norm: str) -> bool:
        return norm in self._adjectives or (len(norm) > 5 and norm.endswith(self._relational))

    def _in_adjective(self, norm: str) -> str:
        """The noun that an adjective is made of (қабатты, орындық), or an empty string."""
        for endings, nouns in self._derived:
            for ending in endings:
                stem = norm.removesuffix(ending)
                if stem != norm and stem in nouns:
                    return stem
        return ""

    def _compound(self, norms: Sequence[str], i: int) -> str:
        """The noun of several words at i (жұмыс орнын: жұмыс орны), or an empty string."""
        for length in (2, 1):
            first = " ".join(norms[i : i + length])
            lasts = self._several.get(first)
            if lasts and i + length < len(norms):
                for analysis in match(norms[i + length], lasts):
                    if not analysis.attributive:
                        return f"{first} {self._owned.get((first, analysis.stem), analysis.stem)}"
        return ""
