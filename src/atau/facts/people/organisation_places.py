"""The place in the name of an organisation, which tells it from those of its kind elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from atau.facts.people.letters import plain
from atau.facts.people.organisation_words import root_of, words_by_use
from atau.facts.people.tables import PLACE_RENAMES
from atau.lexicon.places import places

# A place before its kind has at most so many words: Батыс Қазақстан облысы.
_LONGEST_PLACE: Final = 2


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    """Root of a kind of place -> its level: of ауданы, аудандық and аудан the first three letters."""
    return {root_of(word): plain(word)[:3] for word in words_by_use()["level"]}


@lru_cache(maxsize=1)
def _place_renames() -> tuple[tuple[str, str], ...]:
    return tuple((former.lower(), later) for former, later, *_ in PLACE_RENAMES.read())


def renamed_place(name: str) -> str:
    """The name with the place at its beginning called as it is now.

    >>> renamed_place("Нұр-Сұлтан қаласының әкімдігі")
    'Астана қаласының әкімдігі'
    """
    for former, later in _place_renames():
        if name.lower().startswith(former):
            return later + name[len(former) :]
    return name


@lru_cache(maxsize=1)
def place_roots() -> frozenset[str]:
    """The roots of the names of places of one word."""
    return frozenset(root_of(place.name.lower()) for place in places() if " " not in place.name)


def split_place(roots: list[str]) -> tuple[list[str], str, list[str]]:
    """(words of the place, its level, the other words): Батыс Қазақстан облысының әкімдігі."""
    for at, root in enumerate(roots[: _LONGEST_PLACE + 1]):
        if root in _levels():
            return roots[:at], _levels()[root], roots[at + 1 :]
    if roots and roots[0] in place_roots():
        return roots[:1], "", roots[1:]
    return [], "", roots
