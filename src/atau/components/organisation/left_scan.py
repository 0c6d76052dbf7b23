"""The state of a scan leftwards from the head of a name, and what one step of it gives.

The scan goes over the words of a name from right to left. What may come next depends on what it passed last, which is
the state's `passed`; each step returns a new state, and `LeftEdge.find` alone takes it over:

    passed     by a step over                                              until then
    CAPITAL    a capitalised word of the name                              NOTHING, PURPOSE
    PLACE      a place, number, quotation, or person with `атындағы`       any but NAMING
    PURPOSE    `жөніндегі` and the like                                    NOTHING, CAPITAL
    LEGAL      a legal form                                                any but NAMING
    NAMING     `деген` after a quotation; the quotation ends the scan      any
    NOTHING    the noun of a parent (`министрлігінің`, `жанындағы`)        any but NAMING
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, NamedTuple

from atau.components.common.token_facts import Word
from atau.components.organisation.lexicon import Head
from atau.components.organisation.view import DocView

#: What a step gives as its next token when the name ends.
STOP: Final = -1


class Passed(Enum):
    """What the scan passed last, and so what may stand further left."""

    #: Only words of the name in lower case: any word that fits inside a name.
    NOTHING = "nothing"
    #: A capitalised word: another one, or the owner (a noun of org_heads.tsv, a place, a quotation).
    CAPITAL = "capital"
    #: A place, a number, a quotation or a person: the owner only.
    PLACE = "place"
    #: `жөніндегі`: the words of the field of work.
    PURPOSE = "purpose"
    #: A legal form: the name that bears it.
    LEGAL = "legal"
    #: `деген`: the quotation that it introduces.
    NAMING = "naming"


# A tuple, because every step makes one, and dataclasses.replace takes twice as long as _replace.
class LeftScanState(NamedTuple):
    """What is known of a name so far.

    start: its first token. head: its last word. named: something in it makes it a name. parent: it contains the name of
    the organisation that it belongs to. rule: id of the rule, where one part decides it. gap: words in lower case since
    the last part. purpose_words: words of the field of work before `жөніндегі`, counted from 1. fields: words of the
    field of work without it. quoted: the two marks of the quotation that the head describes.
    """

    start: int
    head: Head
    named: bool = False
    passed: Passed = Passed.NOTHING
    parent: bool = False
    rule: str = ""
    gap: int = 0
    purpose_words: int = 0
    fields: int = 0
    quoted: tuple[int, int] | None = None


class Step(NamedTuple):
    """Where the scan goes on from (STOP: it ends here), and the state after the step."""

    to: int
    state: LeftScanState


class Cursor(NamedTuple):
    """The token `i` that the scan looks at, with its word and NORM.

    right: the token of the name after it. head: that of the head.
    """

    view: DocView
    i: int
    word: Word
    norm: str
    right: int
    head: int
    state: LeftScanState

    @property
    def word_right(self) -> Word:
        return self.view.tokens[self.right]

    @property
    def begins(self) -> bool:
        """A capital at the token says nothing."""
        return self.view.begins(self.i)

    def go(self, to: int | None = None, **changes: Any) -> Step:
        """The scan goes on from token `to` (default: the token itself), with these changes of the state."""
        return Step(self.i if to is None else to, self.state._replace(**changes) if changes else self.state)

    def stop(self, **changes: Any) -> Step:
        """The name ends; a last word may still have changed the state."""
        return self.go(STOP, **changes)


#: A rule of the scan: the step over the token, or None where the rule says nothing of it.
StepRule = Callable[[Cursor], Step | None]


def first_step(rules: tuple[StepRule, ...], cursor: Cursor) -> Step | None:
    """The step of the first rule that has one."""
    for rule in rules:
        step = rule(cursor)
        if step is not None:
            return step
    return None
