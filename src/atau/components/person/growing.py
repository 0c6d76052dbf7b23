"""A name as far as it has been read, and what one step makes of the next word."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from atau.components.person.roles import NameRole, Part


@dataclass(slots=True)
class Name:
    """A name that begins at token `start`, as far as it has been read.

    end: the token after it. first: the role of its first word. bare: the last word is in the nominative, so that the
    name may go on. weak: every word is a common word too. whole: it is a name without further judgement.
    """

    start: int
    end: int
    first: NameRole
    bare: bool
    weak: bool
    parts: list[Part] = field(default_factory=list)
    whole: bool = False
    particles: int = 0

    def add(self, part: Part, end: int) -> None:
        """Take over the tokens up to `end` as `part`."""
        self.parts.append(part)
        self.end = end


class Step(Enum):
    """What a step made of the next word. OTHER: nothing, the next step is asked."""

    ADDED = auto()
    STOP = auto()
    OTHER = auto()
