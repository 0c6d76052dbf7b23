"""Names of organisations as sets of words that can be compared: without legal form and own state, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from atau.facts.people.context import common_words
from atau.facts.people.organisation_names import in_full, later_name, own_name
from atau.facts.people.organisation_places import place_roots, renamed_place, split_place
from atau.facts.people.organisation_words import WORD, bare_name, root_of, roots_of, words_by_use

_MAX_CACHED: Final = 16_384
_EPONYM: Final = re.compile(r"(\w+)[»”\"]?\s+атындағы", re.IGNORECASE)
_QUOTED: Final = re.compile('[«“„"][^»”"]+[»”"]')


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """What two names of one organisation have in common.

    words: the words of the name as roots in plain letters. place: those of the place. level: the kind of that place
    (облыс, аудан, қала), or "". head: the last word. eponym: whom it is named after, or "". is_local: whether each
    place has one like it, so that the place is needed. is_exact: whether a shorter name is another organisation.
    """

    words: frozenset[str]
    place: frozenset[str]
    level: str
    head: str = field(compare=False)
    eponym: str = field(compare=False)
    is_local: bool = field(compare=False)
    is_exact: bool = field(compare=False)

    @property
    def is_certain(self) -> bool:
        """Whether organisations of this key are one: it has words, and the place is known if needed."""
        return bool(self.words) and (bool(self.place) or not self.is_local)

    def at(self, place: str) -> OrganisationKey:
        """The same organisation where the document says that it is in `place`; only if the name names no place."""
        found = split_place(roots_of(renamed_place(place)))
        if self.place or not found[0]:
            return self
        return replace(self, place=frozenset(found[0]), level=self.level or found[1])


@lru_cache(maxsize=_MAX_CACHED)
def organisation_key(name: str) -> OrganisationKey:
    """The key of a name.

    >>> one, other = organisation_key("ҚР Ішкі істер министрлігі"), organisation_key("ІІМ")
    >>> one == other, organisation_key("Ресей Ішкі істер министрлігі") == other
    (True, False)
    """
    full, is_part = own_name(later_name(renamed_place(in_full(name))))
    uses = words_by_use()
    bare = bare_name(full)
    roots = roots_of(bare)
    last = (WORD.findall(bare) or [""])[-1]
    named = _QUOTED.search(name) is not None or not all(map(_is_cyrillic_or_digit, name))
    small = any(re.search(rf"(?<!\w){form}(?!\w)", name) for form in uses["small"])
    is_local = (last in uses["local"] and not named) or small
    place, level, rest = split_place(roots) if last in uses["local"] else ([], "", roots)
    if not rest:  # a place alone is the name of a team or the like
        place, level, rest = [], "", roots
    eponym = _EPONYM.search(full)
    return OrganisationKey(
        words=frozenset(rest),
        place=frozenset(place),
        level=level,
        head=rest[-1] if rest else "",
        eponym=root_of(eponym[1].lower()) if eponym else "",
        is_local=is_local,
        is_exact=small or is_part or any(last in uses[use] for use in ("exact", "branch", "local")),
    )


def _is_cyrillic_or_digit(char: str) -> bool:
    """Whether a character is no letter of another alphabet."""
    return not char.isalpha() or "\u0400" <= char <= "\u052f"


def may_leave_out(shorter: OrganisationKey, longer: OrganisationKey) -> bool:
    """Whether one name may be the other without some words: what is left tells it apart, what is gone says not of whom.

    >>> def key(name): return organisation_key(name)
    >>> may_leave_out(key("Шәкәрім университеті"), key("Шәкәрім атындағы Семей университеті"))
    True
    >>> may_leave_out(key("Бокс федерациясы"), key("Халықаралық бокс федерациясы"))
    False
    """
    if shorter.is_exact or longer.is_exact or shorter.head != longer.head or not shorter.words < longer.words:
        return False
    if shorter.eponym and longer.eponym and shorter.eponym != longer.eponym:
        return False
    gone = longer.words - shorter.words
    if gone & {root_of(word) for word in words_by_use()["scope"]}:
        return False
    # A place that is gone says of which one, unless a name says it already.
    if not (shorter.eponym or longer.eponym) and gone & (place_roots() - {root_of("қазақстан")}):
        return False
    return tells_apart(shorter.words - {shorter.head})


def tells_apart(words: Iterable[str]) -> bool:
    """Whether one of the words of a name is a name of its own: no common word, no place and no number."""
    common = {word[:5] for word in common_words()}
    return any(word[:5] not in common and word not in place_roots() and not word.isdigit() for word in words)
