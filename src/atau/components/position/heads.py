"""The first step of the position grammar: the nouns of offices.tsv in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from atau.components.common.token_facts import Word
from atau.components.position.lexicon import PositionLexicon

# First word of "acting": it bears the possessive that asks for an owner (әкімнің міндетін атқарушы).
_ACTING: Final = "міндетін"
#: The kind of what is no office, though its last word may be one: сынып жетекшісі.
NEVER: Final = "never"
_FIRST_PERSON: Final = ("1sg", "1pl")


class PositionHead(NamedTuple):
    """Tokens `start:end` are a noun of offices.tsv of this kind, with a possessive or not, in the genitive or not.

    ours: with the possessive of the first person (бастығым, директорымыз), which tells whose office it is.
    """

    start: int
    end: int
    kind: str
    possessed: bool
    genitive: bool
    ours: bool = False


class Heads:
    """Finds the nouns that a position may end in."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._roles = lexicon.roles

    def find(self, tokens: Sequence[Word]) -> list[PositionHead]:
        """Every noun in the singular, from left to right, none inside another; of kind never, those of several words.

        >>> found("POSITION", "Кеше облыс әкімі мен аудан әкімдері келді.")
        ['облыс әкімі (position.phrase)']
        """
        found: list[PositionHead] = []
        end = 0
        for i in self._roles.heads.starts(tokens):
            head = self._at(tokens, i) if i >= end and tokens[i].alpha else None
            if head is not None:
                end = head.end
                if head.kind != NEVER or end - head.start > 1:
                    found.append(head)
        return found

    def _at(self, tokens: Sequence[Word], i: int) -> PositionHead | None:
        """The longest noun at token `i`.

        >>> found("POSITION", "Бүгін облыс әкімінің міндетін атқарушы келді.")
        ['облыс әкімінің (position.phrase)', 'облыс әкімінің міндетін атқарушы (position.phrase)']
        """
        for hit in self._roles.heads.at(tokens, i):
            form = hit.analysis
            if form.number == "sg" and not form.attributive:
                possessed = bool(form.possessive) or tokens[i].norm == _ACTING
                kind = self._roles.positions[hit.entry]
                ours = form.possessive in _FIRST_PERSON
                return PositionHead(hit.start, hit.end, kind, possessed, form.case == "gen", ours)
        return None
