"""What the position grammar knows of single words: nouns of positions, words of a phrase, words around it."""

from __future__ import annotations

from atau.components.common.noun_roles import noun_roles
from atau.components.position.tables import POSITION_WORD_KINDS, POSITION_WORDS
from atau.lang.text import normalize
from atau.tables import TableSet


class PositionLexicon:
    """The tables of the position grammar, with answers by NORM. words: the words of position_words.tsv by kind."""

    def __init__(self, tables: TableSet) -> None:
        self.roles = noun_roles(tables)
        words: dict[str, set[str]] = {kind: set() for kind in POSITION_WORD_KINDS}
        for word, kind in tables.rows(POSITION_WORDS):
            words[kind].add(" ".join(map(normalize, word.split())))
        self.words = {kind: frozenset(found) for kind, found in words.items()}
