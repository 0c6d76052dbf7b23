"""Word endings by which the grammars judge a word that no table lists: the rows of data/endings.tsv, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atau.components.common.tables import ENDING_KINDS, ENDINGS
from atau.tables import Row, TableSet


@dataclass(frozen=True, slots=True)
class Endings:
    """For every kind of data/endings.tsv its endings, as ``str.endswith`` takes them.

    >>> endings = make_endings([("ның", "genitive"), ("нің", "genitive"), ("у", "verbal_noun")])
    >>> "баланың".endswith(endings.genitive), "бала".endswith(endings.genitive)
    (True, False)
    >>> endings.verbal_noun
    ('у',)
    """

    accusative: tuple[str, ...]
    adjective: tuple[str, ...]
    attributive: tuple[str, ...]
    case: tuple[str, ...]
    clause: tuple[str, ...]
    genitive: tuple[str, ...]
    oblique: tuple[str, ...]
    opener: tuple[str, ...]
    ordinal: tuple[str, ...]
    ordinal_digits: tuple[str, ...]
    participle: tuple[str, ...]
    possessed_case: tuple[str, ...]
    possessive: tuple[str, ...]
    verbal_noun: tuple[str, ...]


def make_endings(rows: Iterable[Row]) -> Endings:
    """The endings of the rows (ending, kind)."""
    found: dict[str, list[str]] = {kind: [] for kind in ENDING_KINDS}
    for ending, kind in rows:
        found[kind].append(ending)
    return Endings(**{kind: tuple(endings) for kind, endings in found.items()})


def endings_of(tables: TableSet) -> Endings:
    """The endings of a component with these tables."""
    return make_endings(tables.rows(ENDINGS))
