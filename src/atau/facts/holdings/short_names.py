"""Shorter names of organisations: `Мәдениет комитеті` and `Департамент` where a text has the whole name, too."""

from __future__ import annotations

from collections.abc import Iterable

from atau.facts.holdings.kinds import nouns
from atau.facts.holdings.pairs import without_possessive
from atau.facts.view import Named


def short_names(organisations: Iterable[Named]) -> dict[str, str]:
    """The cluster of the one longer name that a name is the end of, by the cluster of the shorter.

    The shorter one must end in a general noun: `Жастар орталығы` and `Арал ауданының Жастар орталығы`, but no brands.
    """
    named = {_words(one): one.cluster for one in organisations}
    ends: dict[tuple[str, ...], set[str]] = {}
    for words, cluster in named.items():
        for start in range(1, len(words)):
            ends.setdefault(words[start:], set()).add(cluster)
    found: dict[str, str] = {}
    for words, cluster in named.items():
        longer = ends.get(words, set()) - {cluster}
        if len(longer) == 1 and words[-1] in nouns().offices:
            found[cluster] = longer.pop()
    return found


def _words(named: Named) -> tuple[str, ...]:
    """The words of a name, the last without its possessive."""
    *before, last = named.normal.lower().split()
    return (*before, without_possessive(last))
