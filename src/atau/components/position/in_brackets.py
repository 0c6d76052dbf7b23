"""An office that fills the brackets after a person: `Қуат Ахметов (облыстық «Сарыарқа» газетінің шеф-редакторы)`."""

from __future__ import annotations

from typing import Final

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES
from atau.components.position.heads import PositionHead
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.view import PhraseView

_LONGEST: Final = 30
_NUMBER_SIGNS: Final = frozenset(("№", "n"))
_NOUNS: Final = ("noun", "owner", "unknown")
_OWN: Final = ("nom", "gen", "attr")
# меншікті, кезекті: adjectives that look like an accusative.
_ADJECTIVES: Final = ("лы", "лі", "ды", "ді", "ты", "ті")


def opening_bracket(lexicon: PositionLexicon, view: PhraseView, head: PositionHead) -> int:
    """The token of the bracket, after a person, that the phrase of this head fills; -1 where it fills none.

    >>> found("POSITION", "Сөзді Асқар Омаров (бұрынғы «Алтын дән» газетінің Оралдағы меншікті тілшісі) алды.")
    ['бұрынғы «Алтын дән» газетінің Оралдағы меншікті тілшісі (position.named_body)']
    >>> found("POSITION", "Сөзді Асқар Омаров (кейін аудан әкімі) алды.")
    ['аудан әкімі (position.phrase)']
    """
    tokens = view.tokens
    if head.end >= len(tokens) or tokens[head.end].form != ")":
        return -1
    quoted = False
    for i in range(head.start - 1, max(-1, head.start - _LONGEST), -1):
        word = tokens[i]
        if word.form == "(" and not quoted:
            return i if i in view.people_ends and i + 1 < head.start else -1
        if quoted:
            quoted = word.form not in OPENING_QUOTES
        elif word.form in CLOSING_QUOTES:
            quoted = True
        elif not _belongs(lexicon, view, i):
            return -1
    return -1


def _belongs(lexicon: PositionLexicon, view: PhraseView, i: int) -> bool:
    """A word that may stand before the head in one noun phrase: an adjective, a name, what owns something."""
    word = view.tokens[i]
    if i + 1 in view.names or word.norm in _NUMBER_SIGNS or (word.digit and view.tokens[i - 1].norm in _NUMBER_SIGNS):
        return True
    if not word.alpha or i + 1 in view.people_ends:
        return False
    role = lexicon.roles.role(word.norm)
    adjective = role.kind == "unknown" and role.case == "other" and word.norm.endswith(_ADJECTIVES)
    return adjective or role.kind == "adj" or (role.kind in _NOUNS and role.case in _OWN)
