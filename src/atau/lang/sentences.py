"""Sentence boundaries that initials, abbreviations and numbered lists do not fool."""

from __future__ import annotations

from collections.abc import Mapping

import numpy
from spacy.attrs import IDX, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from atau.lang.line_ends import LINE_END, line_starts, read_lines
from atau.lang.readings import orths
from atau.lang.sentence_tokens import (
    ABBREVIATION,
    BLANK_LINE,
    CLOSE,
    COLON,
    DASH,
    END,
    ITEM_NUMBER,
    PLAIN,
    SPACE,
    TokenInfo,
    info_of,
)  # fmt: skip

# A dateline has so many words at most.
_DATELINE = 3
_MAX_CACHED = 50_000


# What stands before the token: inside a sentence; an abbreviation of each sort; an end; a blank line.
_INSIDE, _AFTER_NAME, _AFTER_AMOUNT, _ENDED, _PARTED = range(5)
_STATES = {"": _AFTER_NAME, "amount": _AFTER_AMOUNT, "closes": _ENDED}


def _begins(state: int, info: TokenInfo) -> bool:
    """A sentence begins at a word with `info` after `state`."""
    if state == _PARTED:
        return True
    if state == _ENDED:
        return info.opens
    if state == _AFTER_AMOUNT:
        return info.opens and not info.capitals
    return state == _AFTER_NAME and info.function


class Sentences:
    """Sets sentence starts; a sentence begins

    - after ``.``, ``!``, ``?`` or ``…`` and any closing marks, where the next word begins with a capital, a digit or an
      opening quotation mark, or after a dash with such a word (not in ``– Қайда? – деді ол``);
    - after an abbreviation (``Алматы қ.``, ``жж.``, ``т.ғ.к.``) before a function word with a capital (``Ол``), after
      ``т.б.`` before any capital, after ``млн.`` before a capital that is no ``АҚШ``; never after an initial;
    - after a blank line, and at a line that was not wrapped: see `atau.lang.line_ends`;
    - not between the number of a list item and its text (``1. Мәселе``, ``2.1. Мақсаты``, ``ІІ. Негізгі``), nor
      between the town and the agency of a dateline (``АСТАНА. ҚазАқпарат –``).
    """

    WRITES = ("sentences",)

    def __init__(self) -> None:
        self._infos: dict[int, TokenInfo] = {}

    def _look_up(self, doc: Doc, orth: int, read: Mapping[int, str]) -> TokenInfo:
        if len(self._infos) > _MAX_CACHED:
            self._infos.clear()
        found = self._infos[orth] = info_of(read.get(orth) or doc.vocab.strings[orth])
        return found

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        ids, read = orths(doc)
        spaced: list[int] = doc.to_array(SPACY).tolist()
        known = self._infos
        infos = [known.get(orth) or self._look_up(doc, orth, read) for orth in ids]
        # To put a text together takes longer than all else here.
        layout = _layout(doc) if read or any(info.breaks for info in infos) else {}
        starts = _Scan(infos, spaced, layout).starts()
        column = numpy.asarray(starts, dtype="int64").astype("uint64").reshape(-1, 1)
        doc.from_array([SENT_START], column)  # type: ignore[arg-type]
        return doc


def _layout(doc: Doc) -> dict[int, bool]:
    """Tokens that begin a line: whether they begin a sentence, where the layout says it."""
    text = doc.text
    if LINE_END.search(text) is None:
        return {}
    lines, offsets = read_lines(text)
    if not lines:
        return {}
    places = {offset: i for i, offset in enumerate(doc.to_array([IDX]).ravel().tolist())}
    return {
        places[offset]: begins
        for offset, begins in zip(offsets, line_starts(lines), strict=True)
        if begins is not None and offset in places
    }


class _Scan:
    """One pass over the tokens of a doc. layout: see `_layout`."""

    def __init__(self, infos: list[TokenInfo], spaced: list[int], layout: dict[int, bool]) -> None:
        self.infos, self.spaced, self.layout = infos, spaced, layout
        self.state, self.item = _INSIDE, 0
        # The first word of the sentence; a mark « " » is open in it.
        self.sentence = next((i for i, info in enumerate(infos) if info.kind not in (SPACE, BLANK_LINE)), 0)
        self.quoted = False

    def starts(self) -> list[int]:
        """1 for the tokens that begin a sentence, -1 for the others."""
        starts = [-1] * len(self.infos)
        starts[0] = 1
        for i, info in enumerate(self.infos):
            if info.kind == PLAIN and self.state == _INSIDE and i not in self.layout:
                continue  # most words
            by_layout = self.layout.get(i)
            if by_layout is not None:
                self.state = _PARTED if by_layout else _INSIDE
            if self._begins(i, info):
                starts[i] = 1
                self.sentence, self.quoted = i, False
            if info.straight:
                self.quoted = not self.quoted
        return starts

    def _begins(self, i: int, info: TokenInfo) -> bool:
        """Whether a sentence begins at token `i`; moves the state on."""
        kind, state = info.kind, self.state
        parted = state == _PARTED and i in self.layout
        if kind == SPACE or (not parted and state != _INSIDE and self._closes(i, info)):
            return False  # white space and closing marks after an end change nothing
        if kind == BLANK_LINE:
            self.state = _PARTED
            return False
        if kind == END:
            if not self._in_number(i) and (state != _PARTED or parted):
                self.state = _INSIDE if self._numbers(i) or self._is_dateline(i) else _ENDED
            return parted
        self.state = _STATES[info.after] if kind == ABBREVIATION else _INSIDE
        if state == _INSIDE or (state == _AFTER_AMOUNT and info.number and self._goes_on(i)):
            return False
        if kind != DASH or parted:
            return parted or _begins(state, info)
        # No one begins to speak after an abbreviation: «2006–2009 жж. – министр».
        return state == _PARTED or (state == _ENDED and self._speaks(i))

    def _closes(self, i: int, info: TokenInfo) -> bool:
        """A closing mark. A mark that can do both opens where a space stands before it only.

        With a space on either side « “ » opens, « " » where all that were opened before in the sentence are closed.
        """
        if info.kind != CLOSE:
            return False
        if not info.opens or i == 0 or not self.spaced[i - 1]:
            return True
        if not self.spaced[i]:
            return False
        return info.straight and self.quoted

    def _numbers(self, i: int) -> bool:
        """The full stop at `i` numbers an item: «1.», «2.1.», «ІІ.» at the head of a sentence, in a row, after a colon.

        What counts as a row is one more than the last number: «… ауданы 5. Мерке ауданы 6. Мойынқұм ауданы».
        """
        if i == 0 or self.infos[i - 1].kind != ITEM_NUMBER:
            return False
        item = self.infos[i - 1].item
        before = i > 1 and self.infos[i - 2].kind == COLON
        if i - 1 == self.sentence or before or (self.item and item == self.item + 1):
            self.item = item
            return True
        return False

    def _is_dateline(self, i: int) -> bool:
        """Nothing but a place in capitals stands before the full stop, and a dash follows: «АСТАНА. ҚазАқпарат –»."""
        head = self.infos[self.sentence : i] if i - self.sentence <= _DATELINE else []
        if not head or not all(info.capitals for info in head):
            return False
        return any(info.kind == DASH for info in self.infos[i + 1 : i + 2 + _DATELINE])

    def _in_number(self, i: int) -> bool:
        """The full stop at `i` stands between digits, or an ellipsis before a sign: 00:05:01.120, -15...-20."""
        if not 0 < i < len(self.infos) - 1 or self.spaced[i] or self.spaced[i - 1] or not self.infos[i - 1].number:
            return False
        signed = self.infos[i + 1].kind == DASH and not self.spaced[i + 1] and i + 2 < len(self.infos)
        return self.infos[i + 1].number or (signed and self.infos[i + 2].number)

    def _goes_on(self, i: int) -> bool:
        """The number at `i` is the rest of an amount: 2 млрд. 300 млн. теңге."""
        word = next((info for info in self.infos[i + 1 : i + 3] if info.kind != SPACE), None)
        return word is not None and word.scale

    def _speaks(self, i: int) -> bool:
        """The word after the dash at `i` may begin a sentence."""
        rest = (info for info in self.infos[i + 1 : i + 6] if info.kind not in (SPACE, DASH))
        word = next(rest, None)
        return word is not None and word.opens


@Language.factory("kk_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The sentence boundary component; it needs no settings."""
    return Sentences()
