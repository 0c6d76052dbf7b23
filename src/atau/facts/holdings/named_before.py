"""Which organisation or place of a kind a text has named before a token, where it has named one only.

Everything is put together once for a document, so that many offices in a long text cost no more than the text does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from atau.facts.endings import devoiced
from atau.facts.view import Named

#: A word is a noun with its possessive, with or without a case, where so many letters follow the noun.
MAX_ENDING: Final = 5
#: Shorter nouns begin other words too.
SHORTEST: Final = 4
_NONE: Final[Mapping[str, str]] = {}
_POSSESSIVES: Final = ("ы", "і", "сы", "сі")


class Run:
    """Mentions in the order of the text, all of one sort. same: clusters that are another name of a cluster."""

    __slots__ = ("_alike", "_mentions", "_same", "_starts")

    def __init__(self, same: Mapping[str, str] = _NONE) -> None:
        self._same = same
        self._mentions: list[Named] = []
        self._starts: list[int] = []
        self._alike: list[int] = []  # from which index on all mentions name the same as this one

    def add(self, named: Named, *, several: bool = False) -> None:
        """Add the next mention of the text. several: names that are not added share its noun."""
        if several:
            self._append(named, len(self._mentions))
            self._append(named, len(self._mentions))
            return
        mentions = self._mentions
        alike = self._alike[-1] if mentions and are_same(mentions[-1], named, self._same) else len(mentions)
        self._append(named, alike)

    def _append(self, named: Named, alike: int) -> None:
        self._mentions.append(named)
        self._starts.append(named.start)
        self._alike.append(alike)

    def only(self, end: int, start: int = 0) -> tuple[int, Named | None]:
        """How many names stand in tokens start..end (2 for more than one), and the last mention of the only one."""
        last = bisect_left(self._starts, end) - 1
        if last < 0 or self._starts[last] < start:
            return 0, None
        first = self._alike[last]
        if first and self._starts[first - 1] >= start:
            return 2, None
        return 1, self._mentions[last]


class Runs:
    """Runs by key; within a key by the levels that the names state. same: as in `Run`."""

    def __init__(self, same: Mapping[str, str] = _NONE) -> None:
        self._same = same
        self._runs: dict[Hashable, dict[frozenset[str], Run]] = {}

    def add(self, key: Hashable, levels: frozenset[str], named: Named, *, several: bool = False) -> None:
        """Add the next mention of the text under a key, as `Run.add`."""
        self._runs.setdefault(key, {}).setdefault(levels, Run(self._same)).add(named, several=several)

    def only(
        self, keys: Iterable[Hashable], levels: frozenset[str], end: int, start: int = 0
    ) -> tuple[int, Named | None]:
        """As `Run.only`, over all `keys`; names that state other levels than `levels` do not count."""
        found: Named | None = None
        for key in keys:
            for of, run in self._runs.get(key, {}).items():
                if levels and of and levels.isdisjoint(of):
                    continue
                count, named = run.only(end, start)
                if count > 1 or (named and found and not are_same(named, found, self._same)):
                    return 2, None
                if named is not None and (found is None or named.start > found.start):
                    found = named
        return (0, None) if found is None else (1, found)


def are_same(one: Named, other: Named, same: Mapping[str, str]) -> bool:
    """Whether two mentions name the same, if by another name."""
    return same.get(one.cluster, one.cluster) == same.get(other.cluster, other.cluster)


def stems_of(word: str) -> list[str]:
    """What a noun can be of which `word` is a form with the possessive.

    >>> stems_of("мешітінен"), stems_of("жасағы")
    (['мешіт'], ['жасақ'])
    """
    shortest = max(SHORTEST, len(word) - MAX_ENDING)
    lengths = (n for n in range(shortest, len(word)) if word.startswith(_POSSESSIVES, n))
    return [devoiced(word[:n]) for n in lengths]
