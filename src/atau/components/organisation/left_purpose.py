"""The field of work before `жөніндегі`, `бойынша`, and these words themselves."""

from __future__ import annotations

from typing import Final

from atau.components.organisation.left_scan import Cursor, Passed, Step
from atau.components.organisation.lexicon import OrgLexicon

_MAX_PURPOSE: Final = 9


class PurposeRules:
    """The rules of the scan for a field of work."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def before_purpose(self, c: Cursor) -> Step | None:
        """A word of the field of work before `жөніндегі`.

        >>> found("ORG", "Кеше Еңбек дауларын шешу жөніндегі комиссия жиналды.")
        ['Еңбек дауларын шешу жөніндегі комиссия (org.purpose)']
        """
        if c.state.passed is not Passed.PURPOSE:
            return None
        count = c.state.purpose_words + 1
        if count > _MAX_PURPOSE or self._ends_purpose(c):
            return c.stop()
        if not c.word.title:
            return c.go(purpose_words=count)
        if c.begins and c.norm in self._lexicon.generic:
            return c.stop()
        if c.begins and not c.word.upper:
            return c.stop(start=c.i, named=True)
        return c.go(start=c.i, named=True, passed=Passed.CAPITAL, gap=0, purpose_words=count)

    def _ends_purpose(self, c: Cursor) -> bool:
        """The word is no part of a field of work: a verb, a particle.

        >>> found("ORG", "Кеше келген істер жөніндегі комиссия жиналды.")
        []
        """
        role, norm = self._lexicon.roles.role(c.norm), c.norm
        if norm in self._lexicon.inside:
            return False
        return role.case == "verb" or (role.kind == "stop" and norm not in self._lexicon.verbal)

    def purpose(self, c: Cursor) -> Step | None:
        """`жөніндегі`, `бойынша`.

        >>> found("ORG", "Мәселені Отбасы істері жөніндегі комиссия қарады.")
        ['Отбасы істері жөніндегі комиссия (org.purpose)']
        >>> found("ORG", "Тексеруді Құрылыс агенттігінің Алматы қаласы бойынша департаменті жүргізді.")
        ['Құрылыс агенттігінің (org.head)', 'Құрылыс агенттігінің Алматы қаласы бойынша департаменті (org.chain)']
        """
        lexicon = self._lexicon
        if c.norm not in lexicon.purpose:
            return None
        if c.state.passed not in (Passed.NOTHING, Passed.CAPITAL):
            return c.stop()
        if c.norm in lexicon.across:
            if self._follows_place(c):
                return c.go(passed=Passed.NOTHING)
            if not lexicon.takes_object(c.view.norm_before(c.i)):
                return c.stop()
        return c.go(passed=Passed.PURPOSE, purpose_words=1, rule="org.purpose")

    @staticmethod
    def _follows_place(c: Cursor) -> bool:
        """The token follows a place or the word for its kind."""
        k = c.view.before(c.i)
        return c.view.follows_place(c.i) or (k > 0 and c.view.follows_place(k))
