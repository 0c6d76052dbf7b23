"""What is not a common word: names and quotations that own a position, and the persons and punctuation that end it."""

from __future__ import annotations

from typing import Final

from atau.components.common.noun_roles import STOP as STOP_ROLE
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES
from atau.components.position.left_scan import Cursor, Owner, Step
from atau.components.position.lexicon import PositionLexicon

# A quoted name longer than this many tokens is taken for quoted speech.
_MAX_QUOTED: Final = 16


class PartRules:
    """The rules of the scan for persons, names, quotations, white space and punctuation."""

    def __init__(self, lexicon: PositionLexicon) -> None:
        self._roles = lexicon.roles

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
