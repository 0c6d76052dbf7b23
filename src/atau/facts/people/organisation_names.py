"""Names of organisations in full: abbreviations that are known, later names, and names of parts without the whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from atau.facts.people.organisation_words import WORD, bare_name, left_out, roots_of, words_by_use
from atau.facts.people.tables import ORGANISATION_ALIASES, ORGANISATION_RENAMES

_PARENT: Final = re.compile(r"^(.*\w{3}[нтд][іы]ң)\s+(\S.*)$")
_LONGEST_ABBREVIATION: Final = 8


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias.lower(): name for alias, name in ORGANISATION_ALIASES.read()}


@lru_cache(maxsize=1)
def _renames() -> dict[frozenset[str], str]:
    """The words of a former name -> the later name."""
    return {
        frozenset(roots_of(left_out().sub(" ", former.lower()))): later
        for former, later, *_ in ORGANISATION_RENAMES.read()
    }


def later_name(name: str) -> str:
    """The name that an organisation has now."""
    for _ in range(len(_renames())):
        later = _renames().get(frozenset(roots_of(bare_name(name))))
        if later is None:
            break
        name = later
    return name


def in_full(name: str) -> str:
    """The name with its known abbreviations in full: Абай атындағы ҚазҰПУ."""
    aliases = _aliases()
    whole = " ".join(WORD.findall(bare_name(name)))
    if whole in aliases:
        return aliases[whole]
    return WORD.sub(lambda word: aliases.get(word.group().lower(), word.group()), name)


def own_name(name: str) -> tuple[str, bool]:
    """The name without its parent, where it has a name of its own; and whether it is a part that has none.

    >>> own_name("Қаржы министрлігінің Мемлекеттік кірістер комитеті")
    ('Мемлекеттік кірістер комитеті', False)
    >>> own_name("Қаржы министрлігінің баспасөз қызметі")
    ('Қаржы министрлігінің баспасөз қызметі', True)
    """
    found = _PARENT.match(name)
    if found is None:
        return name, False
    parent = WORD.findall(found[1].lower())[-1]
    if parent in words_by_use()["level"] or parent in words_by_use()["state"] or not bare_name(found[1]).strip():
        return name, False
    last = WORD.findall(found[2].lower())[-1:]
    if last and last[0] in words_by_use()["own"]:
        return found[2], False
    return name, True


def is_abbreviation(name: str) -> bool:
    """Whether a name is a short word of mostly capitals.

    >>> is_abbreviation("ҚазҰПУ"), is_abbreviation("Қайрат"), is_abbreviation("ҚР ІІМ")
    (True, False, False)
    """
    return 1 < len(name) <= _LONGEST_ABBREVIATION and name.isalpha() and sum(map(str.isupper, name)) * 2 > len(name)


def is_known_alias(name: str) -> bool:
    """Whether an abbreviation is in the table."""
    return name.lower() in _aliases()
