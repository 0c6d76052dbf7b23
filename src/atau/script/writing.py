"""Writes Cyrillic text in Latin or Arabic letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from atau.script.tables import ARABIC, LATIN, letters

#: The alphabets that text can be written in.
TARGETS: Final = (*LATIN, ARABIC)
_WORD: Final = re.compile("[\u0400-\u052f]+")
# ъ and ь have no letter in the others.
_SIGNS: Final = re.compile("[ъьЪЬ]")
# ы of a Russian loan before another vowel and the like are written as they are read; the longest keys have two letters.
_LONGEST: Final = 2
_SOFT: Final = re.compile("[әөүі]")
_SHOWS_SOFTNESS: Final = re.compile("[екгэ]")
_HAMZA: Final = "ء"
# Where capital İ is a letter of its own.
_DOTTED: Final = frozenset({"latin-2021", "latin-kazinform"})
_PUNCTUATION: Final = str.maketrans(",;?%", "،؛؟٪")


class Written(NamedTuple):
    """A text in another alphabet, and for each character of the Cyrillic text, and its end, the place in it."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {name: {} for name in TARGETS}
    for variety, written, cyrillic, use in letters():
        if use == "both" and variety in found:
            found[variety].setdefault(cyrillic, written)
    return found


def write(text: str, variety: str) -> Written:
    """The Cyrillic words of `text` in the alphabet `variety` of TARGETS. Raises KeyError for another one."""
    table = _tables()[variety]
    parts: list[str] = []
    places: list[int] = []
    length = position = 0

    def put(piece: str, width: int) -> None:
        nonlocal length
        places.extend([length] * width)
        parts.append(piece)
        length += len(piece)

    for found in _WORD.finditer(text):
        for char in text[position : found.start()]:
            put(char.translate(_PUNCTUATION) if variety == ARABIC and not _in_number(text, len(places)) else char, 1)
        for piece, width in _word(found.group(), variety, table):
            put(piece, width)
        position = found.end()
    for char in text[position:]:
        put(char.translate(_PUNCTUATION) if variety == ARABIC and not _in_number(text, len(places)) else char, 1)
    return Written("".join(parts), (*places, length))


def _in_number(text: str, at: int) -> bool:
    """The character stands between digits, or is a sign of percentage or currency."""
    return text[at] == "%" or (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def _word(word: str, variety: str, table: Mapping[str, str]) -> list[tuple[str, int]]:
    """The pieces of one word, each with the number of Cyrillic letters that it stands for."""
    pieces: list[tuple[str, int]] = []
    lower = word.lower()
    hamza = _HAMZA if variety == ARABIC and _SOFT.search(lower) and not _SHOWS_SOFTNESS.search(lower) else ""
    i = 0
    while i < len(word):
        for width in range(min(_LONGEST, len(word) - i), 0, -1):
            written = table.get(lower[i : i + width])
            if written is not None:
                capital = word[i].isupper()
                loud = capital and (word[i + width : i + width + 1].isupper() or (len(word) > 1 and word.isupper()))
                pieces.append((_capital(written, variety, all_of_it=loud) if capital else written, width))
                i += width
                break
        else:
            pieces.append(("" if _SIGNS.match(word[i]) else word[i], 1))
            i += 1
    first, width = pieces[0]
    pieces[0] = hamza + first, width
    return pieces


def _capital(written: str, variety: str, *, all_of_it: bool) -> str:
    first = "İ" if written[0] == "i" and variety in _DOTTED else written[0].upper()
    rest = written[1:]
    if all_of_it:
        rest = rest.replace("i", "İ").upper() if variety in _DOTTED else rest.upper()
    return first + rest
