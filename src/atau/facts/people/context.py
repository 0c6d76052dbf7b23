"""What a profile says beside the name, in the form in which two profiles are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atau.facts.people.letters import plain
from atau.facts.people.name_facts import NameFacts, name_facts
from atau.facts.people.profile import MAX_VALUES, PersonProfile
from atau.facts.people.tables import CONTEXT_WORDS, FIELDS
from atau.lexicon.places import places

_MAX_CACHED: Final = 32_768
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
#: How many plain letters of a word count: the rest is endings.
_STEM: Final = 5
#: How much a word counts that is found with many people.
COMMON_WEIGHT: Final = 0.25
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class PersonContext:
    """A profile made ready for comparison; words are beginnings of words in plain letters.

    names: in order. born, died: in ISO form. telling, trades, common: the words of offices and organisations, without
    those of the places: names of firms and other rare words, words of a field of life, and those that are found with
    many people. organisations: the words of each organisation. heads: the last words of the offices. places: of the
    places and the regions they lie in. companions: names of others. fields: fields of life.
    """

    names: tuple[str, ...]
    name: NameFacts
    telling: frozenset[str]
    trades: frozenset[str]
    common: frozenset[str]
    organisations: tuple[frozenset[str], ...]
    heads: frozenset[str]
    places: frozenset[str]
    companions: frozenset[str]
    fields: frozenset[str]
    born: str | None = None
    died: str | None = None

    @property
    def clues(self) -> tuple[str, ...]:
        """What the person can be told by beside the name, the telling words first."""
        rare = (*sorted(self.telling), *sorted(self.companions))
        return (*rare, *sorted(self.trades), *sorted(self.places), *sorted(self.common))

    @property
    def has_words(self) -> bool:
        """Whether an office or organisation is said."""
        return bool(self.telling or self.trades or self.common)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that are found with many people."""
    return frozenset(plain(word)[:_STEM] for word, use in CONTEXT_WORDS.read() if use == "common")


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    return frozenset(plain(word)[:_STEM] for word, use in CONTEXT_WORDS.read() if use == "kind")


@lru_cache(maxsize=1)
def _fields() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, field in FIELDS.read():
        stem = plain(word)[:_STEM]
        found[stem] = found.get(stem, frozenset()) | {field}
    return found


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    """Name of a place in lower case -> the region it lies in, where all places of that name lie in one."""
    found: dict[str, set[str]] = {}
    for place in places():
        found.setdefault(place.name.lower(), set()).add(place.region)
    return {name: next(iter(regions)) for name, regions in found.items() if len(regions) == 1 and "" not in regions}


@lru_cache(maxsize=_MAX_CACHED)
def stems(text: str) -> tuple[str, ...]:
    """The beginnings of the words of a text in plain letters; numbers are whole.

    >>> stems("№ 3 мектептің директоры")
    ('3', 'mekte', 'direk')
    """
    words = _WORD.findall(text)
    found = (word if word.isdigit() else plain(word)[:_STEM] for word in words if word.isdigit() or len(word) > 1)
    return tuple(stem for stem in found if stem.isdigit() or len(stem) >= _SHORTEST)


@lru_cache(maxsize=_MAX_CACHED)
def _place_words(place: str) -> frozenset[str]:
    """The words of a place without its kind, and those of the region it lies in."""
    words = {stem for stem in stems(place) if stem not in _kinds()}
    region = _regions().get(place.lower())
    return frozenset(words | ({stem for stem in stems(region) if stem not in _kinds()} if region else set()))


@lru_cache(maxsize=_MAX_CACHED)
def _companion(name: str) -> str:
    """A companion's name as one word: the root of the surname and the given name; "" where it tells nobody apart."""
    facts = name_facts((name,))
    if facts.is_given_only or facts.is_surname_only:
        return ""
    given = min(facts.given_initials, default="")
    return f"{min(facts.roots | facts.fathers)} {given}"


def _union(parts: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for part in parts for word in part)


def person_context(profile: PersonProfile) -> PersonContext:
    """The profile made ready for comparison."""
    places = _union(map(_place_words, profile.places[:MAX_VALUES]))
    offices = [stems(office) for office in profile.offices[:MAX_VALUES]]
    # Тараз in Тараз қалалық соты says where, which counts once.
    organisations = tuple(frozenset(stems(name)) - places for name in profile.organisations[:MAX_VALUES])
    words = _union((*offices, *organisations)) - places
    known, common = _fields(), common_words()
    trades = frozenset(word for word in words - common if word in known)
    names = tuple(sorted(set(profile.names)))
    return PersonContext(
        names=names,
        name=name_facts(names),
        telling=words - common - trades,
        trades=trades,
        common=words & common,
        organisations=organisations,
        heads=frozenset(office[-1] for office in offices if office),
        places=places,
        companions=frozenset(map(_companion, profile.companions[:MAX_VALUES])) - {""},
        fields=_union(known[word] for word in words if word in known),
        born=profile.born,
        died=profile.died,
    )


def weight(word: str) -> float:
    """How much it says that two people share this word."""
    return COMMON_WEIGHT if word in common_words() else 1.0


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The weight of the shared words against that of the lighter of the two sets, 0..1.

    >>> overlap(frozenset({"mekte", "3"}), frozenset({"mekte", "3", "direk"}))
    1.0
    """
    if not one or not other:
        return 0.0
    shared = sum(map(weight, one & other))
    return shared / min(sum(map(weight, one)), sum(map(weight, other))) if shared else 0.0
