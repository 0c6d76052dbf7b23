"""The words of a name of an organisation: without what is no part of it, and as roots that can be compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.facts.people.letters import plain
from atau.facts.people.tables import ORGANISATION_WORDS

#: A word of a name.
WORD: Final = re.compile(r"[^\W_]+")
_GENITIVE: Final = re.compile("(?<=...)(?:[нтд][ыі]ң)$")
_POSSESSIVE: Final = re.compile("(?<=...)(?:с?[ыі])$")


@lru_cache(maxsize=1)
def words_by_use() -> dict[str, frozenset[str]]:
    """The words in names of organisations, by what they are for."""
    found: dict[str, set[str]] = {}
    for word, use in ORGANISATION_WORDS.read():
        found.setdefault(use, set()).add(word)
    return {use: frozenset(words) for use, words in found.items()}


@lru_cache(maxsize=1)
def left_out() -> re.Pattern[str]:
    """The words that are no part of the name, the longest first."""
    uses = words_by_use()
    phrases = sorted(uses["legal"] | uses["state"] | uses["optional"], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_pattern, phrases)) + r")(?!\w)")


def _pattern(phrase: str) -> str:
    """АҚ only with these capitals, атындағы with any."""
    return re.escape(phrase) if phrase != phrase.lower() else f"(?i:{re.escape(phrase)})"


def bare_name(name: str) -> str:
    """The name without what is no part of it, in lower case.

    >>> bare_name("«Ақ жол» партиясы").split(), bare_name("«Дала» АҚ").split()
    (['«ақ', 'жол»'], ['«дала»'])
    """
    return left_out().sub(" ", name).lower()


def root_of(word: str) -> str:
    """A word without the endings of genitive and possessive, in plain letters.

    >>> root_of("ауруханасының"), root_of("мектебі"), root_of("мектеп"), root_of("банкі")
    ('auruhana', 'mektep', 'mektep', 'bank')
    """
    if word.isdigit():
        return word
    letters = plain(_POSSESSIVE.sub("", _GENITIVE.sub("", word)))
    if word.endswith("ий"):  # Каспий is not Kaspi
        return letters + "y"
    return letters[:-1] + {"b": "p", "g": "k"}.get(letters[-1:], letters[-1:])


def roots_of(name: str) -> list[str]:
    """The roots of a name; initials go."""
    words = WORD.findall(name.lower())
    return [root_of(word) for word in words if len(word) > 1 or word.isdigit()]
