"""Endings that several finders look for."""

from __future__ import annotations

from typing import Final

#: Part of a pattern: the plural behind any sound. `atau.facts.amounts.phrase.is_plural` heeds the sound before it.
PLURAL: Final = "[лдт][ае]р"
_VOICELESS: Final = {"ғ": "қ", "г": "к", "б": "п"}


def devoiced(stem: str) -> str:
    """A stem as it stands without the possessive that voiced its last consonant.

    >>> devoiced("бастығ"), devoiced("мектеб"), devoiced("директор")
    ('бастық', 'мектеп', 'директор')
    """
    return stem[:-1] + _VOICELESS.get(stem[-1:], stem[-1:])
