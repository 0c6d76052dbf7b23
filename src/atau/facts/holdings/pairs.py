"""An office joined to a person, before it becomes a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from atau.facts.endings import devoiced
from atau.facts.records import Status
from atau.facts.view import Named

#: The status that a verb of each sense gives.
EVENTS: Final[Mapping[str, Status]] = {
    "appointed": Status.APPOINTED,
    "elected": Status.ELECTED,
    "dismissed": Status.DISMISSED,
    "candidate": Status.CANDIDATE,
}


def wording(office: Named) -> str:
    """The words of an office without the possessive of the last: төрағасы and төраға are one."""
    head, _, last = office.normal.lower().rpartition(" ")
    return f"{head} {without_possessive(last)}".lstrip()


def is_possessed(word: str) -> bool:
    """Whether the last word of an office has the possessive: директоры, басшысы."""
    return word.endswith(("ы", "і")) and not word.endswith(("шы", "ші"))


def without_possessive(word: str) -> str:
    """The last word of an office without its possessive.

    >>> without_possessive("төрағасы"), without_possessive("бастығы"), without_possessive("басшы")
    ('төраға', 'бастық', 'басшы')
    """
    for ending in ("сы", "сі"):
        if len(word) > _SHORTEST and word.endswith(ending) and word[-3] in _VOWELS:
            return word[:-2]
    if len(word) > _SHORTEST and word.endswith(("ы", "і")) and not word.endswith(("шы", "ші")):
        return devoiced(word[:-1])
    return word


_SHORTEST: Final = 3
_VOWELS: Final = frozenset("аәеёиоөуұүыіэюя")


@dataclass(slots=True)
class Pair:
    """`person` and `office`, found by the pattern `source`.

    status: what a verb says; None where the office alone does. start, end: tokens of the evidence beyond the mentions.
    verb: the token of the verb, -1 for none.
    """

    person: Named
    office: Named
    source: str
    status: Status | None = None
    verb: int = -1

    @property
    def start(self) -> int:
        """The first token of the evidence."""
        first = min(self.person.start, self.office.start)
        return first if self.verb < 0 else min(first, self.verb)

    @property
    def end(self) -> int:
        """The token after the evidence."""
        return max(self.person.end, self.office.end, self.verb + 1)
