"""The state of the scan leftwards from the head of a position, and what one step of it gives."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, NamedTuple

from atau.components.common.noun_roles import Role
from atau.components.common.token_facts import Word
from atau.components.position.view import PhraseView

#: What a step gives as its next token when the phrase ends.
STOP: Final = -1


class Owner(Enum):
    """What may own the leftmost word of the phrase so far."""

    #: Nothing: only adjectives may stand before it.
    NONE = "none"
    #: An organisation or place, but no common noun.
    NAME = "name"
    #: A name or any noun.
    ANY = "any"


# A tuple, because every step makes one, and dataclasses.replace takes twice as long as _replace.
class PhraseState(NamedTuple):
    """What is known of a phrase so far.

    start: its first token. owner: what may own it. owned: that token bears a possessive. named: the phrase contains an
    organisation or place. joined: `және` stands before it, so that another field of work follows. purpose_words: words
    of the field of work before `жөніндегі`, counted from 1; 0 outside it.
    """

    start: int
    owner: Owner
    owned: bool
    named: bool = False
    joined: bool = False
    purpose_words: int = 0


class Step(NamedTuple):
    """Where the phrase goes on from (STOP: it ends here), and the state after the step."""

    to: int
    state: PhraseState


class Cursor(NamedTuple):
    """The token `i` that is looked at, its role, and the phrase to its right, whose head is token `head`."""

    view: PhraseView
    i: int
    head: int
    role: Role
    state: PhraseState

    @property
    def word(self) -> Word:
        return self.view.tokens[self.i]

    def go(self, to: int | None = None, **changes: Any) -> Step:
        """The phrase goes on from token `to` (default: the token itself), with these changes of the state."""
        return Step(self.i if to is None else to, self.state._replace(**changes) if changes else self.state)

    def stop(self) -> Step:
        """The phrase ends."""
        return Step(STOP, self.state)


#: A rule of the scan: the step over the token, or None where the rule says nothing of it.
StepRule = Callable[[Cursor], Step | None]
