"""The second step of the position grammar: where the noun phrase of a position begins.

In Kazakh every modifier stands before its noun, so a position ends in its head, and the work lies in finding the left
edge. Reading leftwards, a possessed head (`әкімі`) asks for an owner: an organisation, a place, a bare noun or a
genitive; an owner that is possessed itself (`облысының`) asks for the next. Adjectives may stand anywhere. Punctuation,
verbs, persons and everything that cannot be owned end the phrase.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, NamedTuple

from atau.components.common.noun_roles import STOP as STOP_ROLE
from atau.components.common.noun_roles import Role
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.components.position.boundaries import is_source
from atau.components.position.heads import PositionHead
from atau.components.position.lexicon import PositionLexicon
from atau.components.position.view import PhraseView

#: What a step gives as its next token when the phrase ends.
STOP: Final = -1
# A quoted name longer than this many tokens is taken for quoted speech.
_MAX_QUOTED: Final = 16
# How many words a field of work before жөніндегі may have.
_MAX_PURPOSE: Final = 9
_MAX_LENGTH: Final = 30
_AND: Final = "және"
# Endings of the adjectives that say of what area something is: аймақтық, облыстық, республикалық.
_OF_AREA: Final = ("лық", "лік", "дық", "дік", "тық", "тік")
_BESIDE: Final = "жанындағы"


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


class LeftEdge:
    """Finds the first token of a phrase, word by word; the first of its rules that applies to a word decides."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._lexicon = lexicon
        self._roles = lexicon.roles
        self.rules: tuple[Callable[[Cursor], Step | None], ...] = (
            self.space,
            self.person,
            self.name,
            self.quotation,
            self.bracket,
            self.punctuation,
            self.stop_word,
            self.field_of_work,
            self.post,
            self.conjunction,
            self.adjective,
            self.attributive,
            self.noun,
            self.unknown,
        )

    def find(self, view: PhraseView, head: PositionHead) -> PhraseState:
        """The phrase of this head, as far as it goes to the left."""
        state = PhraseState(head.start, Owner.ANY if head.possessed else Owner.NONE, head.possessed)
        i = head.start
        while i > 0 and head.start - i < _MAX_LENGTH and i not in view.starts:
            cursor = Cursor(view, i - 1, head.start, self._roles.role(view.tokens[i - 1].norm), state)
            step = next((step for rule in self.rules if (step := rule(cursor)) is not None), None)
            if step is None or step.to == STOP:
                break
            i, state = step
        return state

    def space(self, c: Cursor) -> Step | None:
        """White space and a single line break are skipped; an empty line ends the phrase.

        >>> found("POSITION", "Кеше облыс\\nәкімі келді.")
        ['облыс\\nәкімі (position.phrase)']
        """
        if not c.word.space:
            return None
        return c.stop() if c.word.form.count("\n") > 1 else c.go()

    def person(self, c: Cursor) -> Step | None:
        """A person ends the phrase.

        >>> found("POSITION", "Кеше Асқар Омаров әкімі туралы айтты.")
        ['әкімі (position.beside_person)']
        """
        return c.stop() if c.i + 1 in c.view.people_ends and c.i + 1 not in c.view.names else None

    def name(self, c: Cursor) -> Step | None:
        """An organisation or place that owns the phrase.

        >>> found("POSITION", "Кеше Атырау қаласының әкімі келді.")
        ['Атырау қаласының әкімі (position.named_body)']
        >>> found("POSITION", "Кеше Астанада министр сөйледі.")
        ['министр (position.head)']
        """
        start = c.view.names.get(c.i + 1)
        if start is None or c.state.owner is Owner.NONE or self._roles.oblique(c.word.norm):
            return None
        return c.go(start, start=start, named=True, joined=False, owned=False, purpose_words=0, owner=Owner.NAME)

    def quotation(self, c: Cursor) -> Step | None:
        """A quoted name that owns the phrase.

        >>> found("POSITION", "Кеше «Алтын дән» директоры келді.")
        ['«Алтын дән» директоры (position.named_body)']
        """
        wanted = c.state.owner is Owner.ANY or c.state.purpose_words or self._is_short_form(c)
        if c.word.form not in CLOSING_QUOTES or not wanted:
            return None
        first = max(-1, c.i - _MAX_QUOTED)
        opening = next((k for k in range(c.i - 1, first, -1) if c.view.tokens[k].form in OPENING_QUOTES), None)
        if opening is None:
            return c.stop()
        return c.go(opening, start=opening, named=True, owned=False, owner=Owner.NAME, purpose_words=0)

    @staticmethod
    def _is_short_form(c: Cursor) -> bool:
        """The phrase begins in a legal form or another abbreviation that a quoted name stands before.

        >>> found("POSITION", "Кеше «Алтын дән» ҰКК ауыл комитетінің төрағасы келді.")
        ['«Алтын дән» ҰКК ауыл комитетінің төрағасы (position.named_body)']
        """
        return c.i + 1 == c.state.start and c.view.tokens[c.state.start].upper

    def bracket(self, c: Cursor) -> Step | None:
        """A short form in brackets between the organisation and its head.

        >>> found("POSITION", "Кеше Біріккен Ұлттар Ұйымының (БҰҰ) хатшысы келді.")
        ['Біріккен Ұлттар Ұйымының (БҰҰ) хатшысы (position.named_body)']
        """
        short = c.word.form == ")" and c.i > 2 and c.view.tokens[c.i - 2].form == "("
        return c.go(c.i - 2) if short and c.state.owner is Owner.ANY else None

    def punctuation(self, c: Cursor) -> Step | None:
        """Punctuation ends the phrase, but for the comma of a list of fields of work.

        >>> found("POSITION", "Кеше мәдениет, ақпарат және спорт министрі келді.")
        ['мәдениет, ақпарат және спорт министрі (position.phrase)']
        >>> found("POSITION", "Кеше бәрі келді, облыс әкімі де.")
        ['облыс әкімі (position.phrase)']
        """
        if not c.word.punct:
            return None
        before = self._roles.role(c.view.tokens[c.i - 1].norm) if c.i else STOP_ROLE
        listing = c.word.form == "," and c.state.joined and before.kind == "noun" and not before.owned
        return c.go() if listing else c.stop()

    def stop_word(self, c: Cursor) -> Step | None:
        """A word that is never inside a position.

        >>> found("POSITION", "Ол кеше қаржы мәселелері жөніндегі орынбасар болды.")
        ['қаржы мәселелері жөніндегі орынбасар (position.phrase)']
        """
        return c.stop() if c.role.kind == "stop" else None

    def field_of_work(self, c: Cursor) -> Step | None:
        """Everything before `жөніндегі` is its field of work, up to the owner in the genitive.

        >>> found("POSITION", "Сөзді облыс әкімінің қаржыға қатысты мәселелер жөніндегі орынбасары алды.")
        ['облыс әкімінің (position.phrase)',
         'облыс әкімінің қаржыға қатысты мәселелер жөніндегі орынбасары (position.phrase)']
        """
        if not c.state.purpose_words:
            return None
        count = c.state.purpose_words + 1
        if count > _MAX_PURPOSE or c.role.case == "verb":
            return c.stop()
        start = c.state.start if c.role.kind == "conj" else c.i
        if c.role.case == "gen" and count > 2:
            owned = c.role.owned
            return c.go(start=start, owner=Owner.ANY if owned else Owner.NONE, owned=owned, purpose_words=0)
        return c.go(start=start, purpose_words=count)

    def post(self, c: Cursor) -> Step | None:
        """`жөніндегі`, `жанындағы`; not `бойынша` after what something is said or done by.

        >>> found("POSITION", "Кеше қаржы мәселелері жөніндегі орынбасар сөйледі.")
        ['қаржы мәселелері жөніндегі орынбасар (position.phrase)']
        >>> found("POSITION", "Соттың шешімі бойынша комитет төрағасы кетті.")
        ['комитет төрағасы (position.phrase)']
        """
        if c.role.kind != "post":
            return None
        if is_source(self._lexicon, c.view.tokens, c.i):
            return c.stop()
        if c.state.owner is not Owner.ANY and c.state.start != c.head and c.word.norm != _BESIDE:
            return c.stop()
        return c.go(purpose_words=1, owner=Owner.ANY)

    def conjunction(self, c: Cursor) -> Step | None:
        """`және` between two fields of work.

        >>> found("POSITION", "Кеше Мәдениет және спорт министрі келді.")
        ['Мәдениет және спорт министрі (position.phrase)']
        >>> found("POSITION", "Бұрын ол аудан әкімі және қала әкімі болған.")
        ['аудан әкімі (position.phrase)', 'қала әкімі (position.phrase)']
        """
        if c.role.kind != "conj":
            return None
        joins = c.word.norm == _AND and c.state.owner is Owner.ANY and c.i + 1 == c.state.start
        joins = joins and not (c.i and self._ends_position(c.view.tokens[c.i - 1]))
        return c.go(joined=True) if joins and not c.state.joined else c.stop()

    def adjective(self, c: Cursor) -> Step | None:
        """An adjective or ordinal; before a name it belongs to something else, unless it says of what area a paper is.

        >>> found("POSITION", "Мұны аудан әкімінің бірінші орынбасары растады.")
        ['аудан әкімінің (position.phrase)', 'аудан әкімінің бірінші орынбасары (position.phrase)']
        >>> found("POSITION", "Кеше жаңа Атырау облысының әкімі келді.")
        ['Атырау облысының әкімі (position.named_body)']
        >>> found("POSITION", "Ол аймақтық «Таң» газетінің бас редакторы еді.")
        ['аймақтық «Таң» газетінің бас редакторы (position.named_body)']
        """
        if c.role.kind != "adj":
            return None
        of_area = c.word.norm.endswith(_OF_AREA) and c.view.tokens[c.state.start].form in OPENING_QUOTES
        return c.stop() if c.state.owner is Owner.NAME and c.state.named and not of_area else c.go(start=c.i)

    def attributive(self, c: Cursor) -> Step | None:
        """A noun as an adjective: `облыстағы`.

        >>> found("POSITION", "Кеше облыстағы бас дәрігер келді.")
        ['облыстағы бас дәрігер (position.phrase)']
        """
        if c.role.kind not in ("noun", "owner") or c.role.case != "attr":
            return None
        return c.go(start=c.i, owned=c.role.owned, owner=Owner.ANY if c.role.owned else Owner.NONE)

    def noun(self, c: Cursor) -> Step | None:
        """A noun of the tables that owns the phrase; before one of kind owner only a name may stand.

        >>> found("POSITION", "Жиынды партия филиалының төрағасы ашты.")
        ['партия филиалының төрағасы (position.phrase)']
        >>> found("POSITION", "Кеше полиция бастығы полиция генерал-майоры Асқар Омаров келді.")
        ['полиция бастығы (position.phrase)', 'полиция генерал-майоры (position.beside_person)']
        """
        role = c.role
        if role.kind not in ("noun", "owner") or c.state.owner is not Owner.ANY or role.case not in ("nom", "gen"):
            return None
        if role.owned and role.case == "nom" and not c.state.owned and self._ends_position(c.word):
            return c.stop()
        if role.kind == "owner":
            owner = Owner.NAME
        else:
            owner = Owner.ANY if role.owned or role.case == "nom" else Owner.NONE
        joined = c.state.joined and role.case == "nom" and not role.owned
        return c.go(start=c.i, owned=role.owned, owner=owner, joined=joined)

    def unknown(self, c: Cursor) -> Step:
        """A word that no table lists: an owner in the genitive, or bare before a possessive; else the phrase ends.

        >>> found("POSITION", "Ол кеше гүлзардың бастығы болды.")
        ['гүлзардың бастығы (position.phrase)']
        >>> found("POSITION", "Кеше зауытта директор келді.")
        ['директор (position.head)']
        """
        role = c.role
        owns = role.case == "gen" or (role.case == "nom" and c.state.owned)
        if role.kind != "unknown" or c.state.owner is not Owner.ANY or not owns:
            return c.stop()
        owner = Owner.ANY if role.owned or role.case == "nom" else Owner.NONE
        return c.go(start=c.i, owned=role.owned, owner=owner)

    def _ends_position(self, word: Word) -> bool:
        """A noun of a position in the nominative, so that a position ends here.

        >>> found("POSITION", "Ол аудан әкімі және облыс әкімі аппаратының басшысы болды.")
        ['аудан әкімі (position.phrase)', 'облыс әкімі аппаратының басшысы (position.phrase)']
        """
        return any(
            form.case == "nom" and form.number == "sg" and not form.attributive
            for form in self._roles.heads.forms(word.norm)
        )
