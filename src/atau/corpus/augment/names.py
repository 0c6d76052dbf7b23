"""Names to exchange, divided into a part for training and one held out, so that scores on unseen names mean that.

Listed names come from the lexicon; invented ones, which no list of the rules knows, are put together from pieces.
Which part a name belongs to depends on its dictionary form alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Literal, TypeVar, get_args

from atau.components.organisation.tables import ORG_NAMES, ORG_WORDS
from atau.corpus.tables import NAME_PIECES, fields_of_work, name_endings
from atau.lexicon import given_names, places, surnames

Part = Literal["all", "training", "held-out"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
_Use = Literal["place", "surname", "company"]
T = TypeVar("T")

#: One name in so many is held out.
_HELD_OUT: Final = 4
# So often a name is drawn again until it is one of the part; only a list without any such name takes as long.
_TRIES: Final = 60
# Kinds of places of which no list has all.
_INVENTED_PLACES: Final = frozenset({"village", "river", "lake", "mountain", "area"})
_FOREIGN_SURNAMES: Final = frozenset({"foreign", "statesman", "cultural", "sports"})


def is_held_out(name: str) -> bool:
    """Whether the name, given in its dictionary form, is kept out of training. Letter case does not matter."""
    return blake2b(name.lower().encode(), digest_size=4).digest()[0] % _HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in its dictionary form, its inflection class, and the group that it may be exchanged within."""

    name: str
    cls: str
    group: str


@dataclass(frozen=True, slots=True)
class Names:
    """Draws names of one part: `all`, `training` or `held-out`."""

    part: Part = "all"

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise ValueError(f"names is {self.part!r}; use one of {', '.join(PARTS)}")

    def given(self, gender: str, rng: random.Random, *, foreign: bool = False) -> str:
        """A given name of the gender m or f."""
        return self._drawn(lambda: rng.choice(_given(gender, foreign)))

    def stem(self, rng: random.Random) -> str:
        """A male given name that surnames and patronymics are made of: it ends in a consonant other than й."""
        return self._drawn(lambda: rng.choice(_stems()))

    def foreign_surname(self, gender: str, rng: random.Random) -> str:
        """A listed or an invented surname that is the same for both genders, or has the form for this one."""
        return self._drawn(lambda: rng.choice(_surnames(gender)) if rng.random() < 0.5 else _invented("surname", rng))

    def place(self, kind: str, rng: random.Random) -> Entry:
        """A place of a kind of the lexicon; every other village or river is an invented one."""

        def draw() -> Entry:
            if kind in _INVENTED_PLACES and rng.random() < 0.5:
                return Entry(_invented("place", rng), "", kind)
            return rng.choice(groups("LOC")[kind])

        return self._drawn(draw, lambda entry: entry.name)

    def team(self, rng: random.Random) -> Entry:
        """A club that is known, or, as any word can be a club's name, an invented place or a listed one."""

        def draw() -> Entry:
            chance = rng.random()
            if chance < 0.4:
                return rng.choice(groups("ORG")["club"])
            if chance < 0.7:
                return Entry(_invented("place", rng), "", "club")
            return rng.choice(_team_places())

        return self._drawn(draw, lambda entry: entry.name)

    def company(self, rng: random.Random) -> str:
        """An invented company, or a word that companies are called by."""
        return self._drawn(
            lambda: _invented("company", rng) if rng.random() < 0.6 else rng.choice(_given("f", foreign=False))
        )

    def work(self, head: str, rng: random.Random) -> str:
        """A field of work that stands before a head of `fields_of_work`."""
        return self._drawn(lambda: rng.choice(fields_of_work()[head]))

    def one_of(self, entries: Sequence[Entry], rng: random.Random) -> Entry:
        """One of the entries."""
        return self._drawn(lambda: rng.choice(entries), lambda entry: entry.name)

    def _drawn(self, draw: Callable[[], T], name_of: Callable[[T], str] = str) -> T:
        """The first draw that belongs to the part; where none does, a list is too short to be divided."""
        for _ in range(_TRIES):
            drawn = draw()
            if self.part == "all" or is_held_out(name_of(drawn)) == (self.part == "held-out"):
                break
        return drawn


@lru_cache(maxsize=4)
def entries(label: str) -> tuple[Entry, ...]:
    """The names of the lexicon that mentions of the label LOC or ORG are exchanged by."""
    if label == "LOC":
        return tuple(Entry(p.name, p.cls, p.kind) for p in places() if not p.weak)
    clubs = (word[:1].upper() + word[1:] for word, kind in ORG_WORDS.read() if kind == "club")
    known = (Entry(name, cls, cls or "plain") for name, cls in ORG_NAMES.read())
    return (*known, *(Entry(name, "", "club") for name in clubs))


@lru_cache(maxsize=4)
def groups(label: str) -> dict[str, list[Entry]]:
    """The `entries` of a label by group."""
    found: dict[str, list[Entry]] = {}
    for entry in entries(label):
        found.setdefault(entry.group, []).append(entry)
    return found


@lru_cache(maxsize=1)
def _team_places() -> tuple[Entry, ...]:
    kinds = ("city", "river", "mountain", "district", "world_city")
    return tuple(Entry(p.name, p.cls, "club") for kind in kinds for p in groups("LOC")[kind] if p.name.isalpha())


@lru_cache(maxsize=4)
def _given(gender: str, foreign: bool) -> tuple[str, ...]:
    """Given names of a gender that are no common words."""
    origins = ("foreign", "russian") if foreign else ("kazakh",)
    return tuple(
        name.name
        for name in given_names().values()
        if name.gender == gender and name.origin in origins and not name.weak and name.name.isalpha()
    )


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    return tuple(name for name in _given("m", False) if name[-1].lower() not in "аәеиіоөуұүыэюяйь")


@lru_cache(maxsize=2)
def _surnames(gender: str) -> tuple[str, ...]:
    """Foreign surnames whose ending does not show the other gender."""
    other = tuple(ending for ending, of in name_endings("surname").items() if of and of != gender)
    return tuple(
        name.name
        for name in surnames().values()
        if name.kind in _FOREIGN_SURNAMES
        and not name.weak
        and name.name.isalpha()
        and not name.name.lower().endswith((*other, "ский", "ская"))
    )


@lru_cache(maxsize=8)
def _pieces(use: _Use, position: str) -> tuple[str, ...]:
    return tuple(piece for piece, of, where in NAME_PIECES.read() if (of, where) == (use, position))


def _invented(use: _Use, rng: random.Random) -> str:
    return rng.choice(_pieces(use, "first")) + rng.choice(_pieces(use, "last"))
