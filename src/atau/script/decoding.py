"""Reads a word in Latin or Arabic letters: the Cyrillic word that it most likely stands for.

A letter often stands for several (``i`` for и and й, Arabic ``ا`` for а and ә), so the word is found by search: a beam
over the ways to read its letters, by a model of letter sequences; among the best, known words win by frequency.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple, Protocol

from atau.morphology.numerals_words import SUFFIXES
from atau.script.letter_model import END, LetterModel
from atau.script.tables import ARABIC, Variety, varieties

_BEAM: Final = 20
_KEPT: Final = 8
_MAX_CACHED: Final = 1 << 16
# A word that no table knows costs more than its letters say: known words are most of any text.
_UNKNOWN: Final = 5.0
# A soft or hard sign that the other scripts do not write, between any two letters.
_SIGN: Final = 7.0
_SIGN_AFTER: Final = frozenset("бвгдзлмнпрстфжшчц")
# Arabic: vowels against the softness that the word shows.
_DISHARMONY: Final = 3.0
_FRONT, _BACK = frozenset("әөүі"), frozenset("аоұы")
_HAMZA: Final = "\u0621\u0674\u0654"
_SOFT_LETTERS: Final = frozenset("كگە")
_JOINERS: Final = dict.fromkeys(map(ord, "\u200c\u200d\u0640\u00ad\u200b"))
_ALIKE: Final = str.maketrans("ǧşșšňņǹŭūûùýÿı", "ğşşşññńūūūúýÿı") | {
    0x0130: "i", 0x06A9: "ك", 0x06AA: "ك", 0x06CC: "ي", 0x06D2: "ي", 0x06BE: "ھ", 0x06C1: "ه", 0x0624: "و",
    0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x02B9: "'", 0x60: "'", 0xB4: "'",
}  # fmt: skip
#: Letters that a reading may hold, in the forms in which they are written.
_MARKS: Final = re.compile(r"[\u0300-\u036f]")


class Words(Protocol):
    """What is known of Cyrillic words."""

    @property
    def costs(self) -> Mapping[str, float]:
        """Known forms and what they cost."""

    def cost(self, form: str) -> float:
        """The cost of a form in nats."""

    def known(self, form: str) -> bool:
        """The form is known, or an inflected form of a known one."""


class Reading(NamedTuple):
    """A word as it is read.

    form: in Cyrillic, lower case. ends: for each letter of it, how many characters of the word are read by then. cost:
    in nats. known: a known word.
    """

    form: str
    ends: tuple[int, ...]
    cost: float
    known: bool


class _State(NamedTuple):
    cost: float
    form: str
    ends: tuple[int, ...]


def units(word: str) -> list[tuple[str, int]]:
    """The letters of `word` in lower case with their marks, each with the offset where it ends.

    >>> units("Ǵa")
    [('ǵ', 1), ('a', 2)]
    """
    found: list[tuple[str, int]] = []
    for i, char in enumerate(word):
        if char.translate(_JOINERS) == "":
            if found:
                found[-1] = (found[-1][0], i + 1)
            continue
        if found and _MARKS.match(char):
            found[-1] = (unicodedata.normalize("NFC", found[-1][0] + char), i + 1)
            continue
        for part in unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char:
            found.append((_small(part), i + 1))
    return found


def _small(letter: str) -> str:
    """The letter as the tables have it; a capital I stays, for it may be that of i or of ı."""
    small = letter.translate(_ALIKE)
    return small if small != letter or letter == "I" else letter.lower().translate(_ALIKE)


class Decoder:
    """Reads words by what is known of Cyrillic ones."""

    def __init__(self, words: Words, letters: LetterModel) -> None:
        self.words = words
        self._letters = letters
        self._cached = lru_cache(maxsize=_MAX_CACHED)(self._read)

    def read(self, word: str, variety: Variety, *, suffix: bool = False) -> Reading | None:
        """The reading of `word`, None where it holds a letter that the alphabet does not have.

        suffix: it stands behind a number or a quotation mark, and a hyphen.
        """
        return self._cached(word, variety.name, suffix)

    def read_word(self, word: str, variety: Variety) -> str:
        """The word in Cyrillic in lower case, part by part where it has hyphens; what cannot be read stays."""
        parts = (self.read(part, variety) or part for part in word.split("-"))
        return "-".join(part if isinstance(part, str) else part.form for part in parts)

    def _read(self, word: str, name: str, suffix: bool) -> Reading | None:
        parts = units(word)
        if not parts:
            return None
        states = self._search(parts, varieties()[name])
        if not states:
            return None
        return min((self._weighed(state, suffix) for state in states), key=lambda r: (r.cost, r.form))

    def _weighed(self, state: _State, suffix: bool) -> Reading:
        if suffix and state.form in SUFFIXES:
            return Reading(state.form, state.ends, state.cost - 20.0, True)
        spelling = state.cost - self._letters.word_cost(state.form)
        known = self.words.known(state.form)
        cost = self.words.cost(state.form) if known else state.cost - spelling + _UNKNOWN
        if known:
            cost = min(cost, state.cost - spelling + _UNKNOWN)
        return Reading(state.form, state.ends, cost + spelling, known)

    def _search(self, parts: Sequence[tuple[str, int]], variety: Variety) -> list[_State]:
        length = len(parts)
        softness = _softness([unit for unit, _ in parts]) if variety.name == ARABIC else None
        beams: list[list[_State]] = [[] for _ in range(length + 1)]
        beams[0] = [_State(0.0, "", ())]
        for i in range(length):
            states = heapq.nsmallest(_BEAM, beams[i])
            if not states:
                continue
            if parts[i][0] in _HAMZA and variety.name == ARABIC:
                beams[i + 1] += states if i else [_State(0.0, "", ())]
                continue
            for width in range(1, min(variety.longest, length - i) + 1):
                written = "".join([unit for unit, _ in parts[i : i + width]])
                options = _options(written, variety)
                if options:
                    target = beams[i + width]
                    end = parts[i + width - 1][1]
                    for cyrillic, extra in options:
                        for state in states:
                            target.append(self._after(state, cyrillic, extra + _against(cyrillic, softness), end))
                            if cyrillic in _SIGN_AFTER:
                                target.append(self._after(state, cyrillic + "ь", extra + _SIGN, end))
            beams[i] = []
        done = [_State(s.cost + self._letters.cost(s.form[-3:], END), s.form, s.ends) for s in beams[length]]
        return heapq.nsmallest(_KEPT, done)

    def _after(self, state: _State, cyrillic: str, extra: float, end: int) -> _State:
        cost, form, ends = state
        for letter in cyrillic:
            cost += self._letters.cost(form[-3:], letter)
            form += letter
            ends = (*ends, end)
        return _State(cost + extra, form, ends)


def _options(written: str, variety: Variety) -> Sequence[tuple[str, float]]:
    if "I" not in written:
        return variety.readings.get(written, ())
    both = (variety.readings.get(written.replace("I", letter), ()) for letter in "iı")
    return [*{*chain.from_iterable(both)}]


def _softness(written: Sequence[str]) -> bool | None:
    """Whether the vowels of an Arabic word are front, None where it does not say."""
    if any(unit in _HAMZA for unit in written):
        return True
    return None if not _SOFT_LETTERS.isdisjoint(written) else False


def _against(cyrillic: str, softness: bool | None) -> float:
    if softness is None:
        return 0.0
    return _DISHARMONY if cyrillic in (_BACK if softness else _FRONT) else 0.0
