"""The common words of a position: its field of work, conjunctions, adjectives, and the nouns that own it."""

from __future__ import annotations

from typing import Final

from atau.components.common.token_facts import OPENING_QUOTES, Word
from atau.components.position.boundaries import is_source
from atau.components.position.left_scan import Cursor, Owner, Step
from atau.components.position.lexicon import PositionLexicon

# How many words a field of work before жөніндегі may have.
_MAX_PURPOSE: Final = 9
_AND: Final = "және"
# Endings of the adjectives that say of what area something is: аймақтық, облыстық, республикалық.
_OF_AREA: Final = ("лық", "лік", "дық", "дік", "тық", "тік")
_BESIDE: Final = "жанындағы"


class WordRules:
    """The rules of the scan for common words."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._lexicon = lexicon
        self._roles = lexicon.roles

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
        """`жөніндегі`, `жанындағы`; not the `бойынша` of a source: `соттың шешімі бойынша`.

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
