"""The second step of the position grammar: where the noun phrase of a position begins.

In Kazakh every modifier stands before its noun, so a position ends in its head, and the work lies in finding the left
edge. Scanning leftwards, a possessed head (`әкімі`) asks for an owner: an organisation, a place, a bare noun or a
genitive; an owner that is possessed itself (`облысының`) asks for the next. Adjectives may stand anywhere. Punctuation,
verbs, persons and everything that cannot be owned end the phrase.

`LeftEdge` lists the rules in order; the first that applies to a word decides. They are in left_parts.py and
left_words.py, the state they work on in left_scan.py.
"""

from __future__ import annotations

from typing import Final

from atau.components.common.token_facts import OPENING_QUOTES
from atau.components.position.heads import PositionHead
from atau.components.position.in_brackets import opening_bracket
from atau.components.position.left_parts import PartRules
from atau.components.position.left_scan import STOP, Cursor, Owner, PhraseState, StepRule
from atau.components.position.left_words import WordRules
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.view import PhraseView

_MAX_LENGTH: Final = 30


class LeftEdge:
    """Finds the first token of a phrase, word by word."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._lexicon = lexicon
        self._roles = lexicon.roles
        parts = PartRules(lexicon)
        words = WordRules(lexicon)
        self.rules: tuple[StepRule, ...] = (
            parts.space,
            parts.person,
            parts.name,
            parts.quotation,
            parts.bracket,
            parts.punctuation,
            words.stop_word,
            words.field_of_work,
            words.post,
            words.conjunction,
            words.adjective,
            words.attributive,
            words.noun,
            words.unknown,
        )

    def find(self, view: PhraseView, head: PositionHead) -> PhraseState:
        """The phrase of this head, as far as it goes to the left."""
        bracket = opening_bracket(self._lexicon, view, head)
        if bracket >= 0:
            inside = range(bracket + 1, head.start)
            named = any(i + 1 in view.names or view.tokens[i].form in OPENING_QUOTES for i in inside)
            return PhraseState(bracket + 1, Owner.NONE, False, named)
        state = PhraseState(head.start, Owner.ANY if head.possessed else Owner.NONE, head.possessed)
        i = head.start
        while i > 0 and head.start - i < _MAX_LENGTH and i not in view.starts:
            cursor = Cursor(view, i - 1, head.start, self._roles.role(view.tokens[i - 1].norm), state)
            step = next((step for rule in self.rules if (step := rule(cursor)) is not None), None)
            if step is None or step.to == STOP:
                break
            i, state = step
        return state
