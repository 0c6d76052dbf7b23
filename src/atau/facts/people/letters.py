"""Names in plain letters, in which spellings and scripts can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from atau.facts.people.tables import NAME_LETTERS

_MAX_CACHED: Final = 32_768
_DOUBLED: Final = re.compile(r"(.)\1+")
# й before a vowel is written or not: Құсайынов, Құсаинов; Дария, Дарья.
_GLIDE: Final = re.compile("i(?=[aeiou])")
# Russian spelling has х for қ and у for ө: Бахыт, Тулегенов.
_CONFUSED: Final = str.maketrans("ho", "ku")
_VOWELS: Final = re.compile("[aeiou]")


@lru_cache(maxsize=1)
def _letters() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row[0]: row[1] for row in NAME_LETTERS.read()}
    longest_first = sorted(known, key=lambda written: (-len(written), written))
    return re.compile("|".join(map(re.escape, longest_first)) + "|."), known


@lru_cache(maxsize=_MAX_CACHED)
def plain(word: str) -> str:
    """A word in plain letters: Cyrillic and Latin spellings of one name come out alike or nearly so.

    >>> plain("Құрманбаев"), plain("Kurmanbayev"), plain("Шыңғыс"), plain("Şyñğys")
    ('kurmanbaev', 'kurmanbaev', 'singis', 'singis')
    """
    pattern, known = _letters()
    word = unicodedata.normalize("NFC", word).lower()
    return _DOUBLED.sub(r"\1", "".join(known.get(piece, "") for piece in pattern.findall(word)))


@lru_cache(maxsize=_MAX_CACHED)
def rough(letters: str) -> str:
    """Plain letters without what spellings of one name differ in.

    >>> rough(plain("Тулегенов")) == rough(plain("Төлегенов")), rough(plain("Бахыт")) == rough(plain("Бақыт"))
    (True, True)
    """
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", letters).translate(_CONFUSED))


@lru_cache(maxsize=_MAX_CACHED)
def skeleton(letters: str) -> str:
    """The consonants of plain letters, and a sign for a vowel at the beginning.

    >>> skeleton(plain("Юлдашев")), skeleton(plain("Йолдашев"))
    ('-ldsv', '-ldsv')
    """
    bones = rough(letters)
    return ("-" if bones[:1] in "aeiou" else "") + _DOUBLED.sub(r"\1", _VOWELS.sub("", bones))


@lru_cache(maxsize=_MAX_CACHED)
def within_one_edit(one: str, other: str) -> bool:
    """Whether one letter added, left out or replaced, or two neighbours swapped, make one word of the other.

    >>> within_one_edit("merser", "mercer"), within_one_edit("asan", "usen")
    (True, False)
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(rest) == len(others):
        return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])
    return rest[1:] == others or rest == others[1:]
