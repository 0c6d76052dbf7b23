"""Marked sentences made from frames and names, of patterns that corpora have little of: adjacent people, teams."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from atau.corpus.augment.names import Entry, Names
from atau.corpus.augment.people import name_style, surname
from atau.corpus.marked import MarkedText, parse
from atau.corpus.tables import SENTENCE_FRAMES, fields_of_work
from atau.lexicon import name_class
from atau.morphology import Case, inflect

_GAP: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_PLACES: Final = {"city": ("city", "world_city", "city"), "country": ("country",), "village": ("village",)}
#: The kinds of frames.
KINDS: Final = tuple(sorted(SENTENCE_FRAMES.values["kind"]))


@dataclass(frozen=True, slots=True)
class Patterns:
    """Makes short texts of `sentences` sentences each.

    kinds: of the frames, `KINDS` by default. names: the part of the names that the gaps are filled from.
    Raises ValueError for an unknown kind.
    """

    names: Names = Names()  # noqa: RUF009
    kinds: Sequence[str] = KINDS
    sentences: int = 4

    def __post_init__(self) -> None:
        unknown = sorted(set(self.kinds) - set(KINDS))
        if unknown or not self.kinds:
            raise ValueError(f"kinds is {list(self.kinds)}; use some of {', '.join(KINDS)}")

    def __call__(self, rng: random.Random) -> MarkedText:
        """One text, its sentences in one line or a line each."""
        frames = _frames(tuple(self.kinds))
        sources = [self.filled(rng.choice(frames), rng) for _ in range(self.sentences)]
        return parse(rng.choice((" ", "\n")).join(sources))

    def filled(self, frame: str, rng: random.Random) -> str:
        """Marked text: the frame, its gaps filled."""
        return _GAP.sub(lambda gap: self._name(gap[1], gap[2] or "nom", rng), frame)

    def _name(self, gap: str, case: str, rng: random.Random) -> str:
        if gap == "score":
            return f"{rng.randint(0, 5)}:{rng.randint(0, 5)}"
        if gap == "number":
            return str(rng.randint(2, 90))
        entry = self._drawn(gap, rng)
        cls = "abbr" if entry.name.isupper() and len(entry.name) > 1 else entry.cls
        return inflect(entry.name, case=cast(Case, case), cls=cls)

    def _drawn(self, gap: str, rng: random.Random) -> Entry:
        if gap in _PLACES:
            return self.names.place(rng.choice(_PLACES[gap]), rng)
        if gap == "team":
            return self.names.team(rng)
        if gap == "company":
            return Entry(self.names.company(rng), "", gap)
        if gap == "body":
            head = rng.choice(sorted(fields_of_work()))
            return Entry(f"{self.names.work(head, rng)} {head}", "poss", gap)
        name = self._person(gap, rng)
        return Entry(name, name_class(name.lower()), gap)

    def _person(self, gap: str, rng: random.Random) -> str:
        """A person; gap: `given`, `surname` or `person` (both)."""
        gender = rng.choice("mmf")
        style = name_style(rng)
        given = self.names.given(gender, rng, foreign=style == "foreign")
        if gap == "given":
            return given
        family = surname(gender, style, self.names, rng)
        return family if gap == "surname" else f"{given} {family}"


@lru_cache(maxsize=8)
def _frames(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frame, kind in SENTENCE_FRAMES.read() if kind in kinds)
