"""The letters after a unit or a cue word, read as an ending."""

from __future__ import annotations

import re
from typing import Final

from atau.morphology.numerals_words import SUFFIXES, NumCase

#: A plural, and what follows it.
PLURAL: Final = re.compile(r"[лдт][ае]р(.*)")
# -лық makes an adjective of a unit (метрлік) or of a time (жылдық), with any ending after it.
_ADJECTIVE: Final = re.compile(r"[лдт][ыі][қкғг](.*)")


def ending_of(rest: str) -> NumCase | None:
    """The case that the letters after a stem express, None where they are not an ending.

    >>> ending_of("лерден"), ending_of("-ге"), ending_of("лік"), ending_of("шы")
    ('abl', 'dat', 'nom', None)
    """
    rest = rest.removeprefix(".").lstrip("-–‑")
    plural = PLURAL.fullmatch(rest)
    found = SUFFIXES.get(plural[1] if plural else rest)
    if found is not None:
        return found[1]
    adjective = _ADJECTIVE.fullmatch(rest)
    if adjective and adjective[1] in SUFFIXES:
        return SUFFIXES[adjective[1]][1]
    return None


def lengths_by_letter(words: list[str]) -> dict[str, tuple[int, ...]]:
    """First letter to the lengths of the words that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
