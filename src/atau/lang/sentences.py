"""Sentence boundaries that initials, abbreviations and numbered lists do not fool."""

from __future__ import annotations

from spacy.attrs import ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_ENDS = frozenset({".", "!", "?", "…", "..", "...", "?!", "!?"})
_CLOSERS = frozenset("»”\"’)]›“")
_OPENERS = frozenset("«“„\"‘([–—-")
_MAX_CACHED = 200_000
# What one token says about a boundary after or before it.
_PLAIN, _END, _CLOSE, _SPACE, _BLANK_LINE, _ABBREVIATION, _NUMBER = range(7)


def _kind(orth: str) -> int:
    if orth.isspace():
        return _BLANK_LINE if orth.count("\n") > 1 else _SPACE
    if orth in _ENDS:
        return _END
    if orth in _CLOSERS:
        return _CLOSE
    if orth.endswith(".") and len(orth) > 2 and orth[:-1].replace(".", "").isalpha():
        return _ABBREVIATION
    if orth.isdigit() and len(orth) < 3:
        return _NUMBER
    return _PLAIN


class Sentences:
    """Sets sentence starts; a sentence begins

    - after ``.``, ``!``, ``?`` or ``…`` and any closing marks, where the next word begins with a capital, a digit, an
      opening quotation mark or a dash;
    - after a number or unit abbreviation (``жж.``, ``млн.``, ``т.б.``) before a capital; never after an initial;
    - after a blank line;
    - not between the number of a list item and its text (``1. Мәселе``).
    """

    def __init__(self) -> None:
        self._kinds: dict[int, tuple[int, bool]] = {}

    def _info(self, doc: Doc, orth: int) -> tuple[int, bool]:
        found = self._kinds.get(orth)
        if found is None:
            if len(self._kinds) > _MAX_CACHED:
                self._kinds.clear()
            text = doc.vocab.strings[orth]
            first = text[:1]
            opens = first.isupper() or first.isdigit() or first in _OPENERS or first == "№"
            found = self._kinds[orth] = (_kind(text), opens)
        return found

    def __call__(self, doc: Doc) -> Doc:
        orths = doc.to_array(ORTH).tolist()
        if not orths:
            return doc
        starts = [-1] * len(orths)
        starts[0] = 1
        kinds = self._kinds
        # 0: inside a sentence; 1: it may have ended; 2: it has.
        state = 0
        sentence = 0
        for i, orth in enumerate(orths):
            info = kinds.get(orth) or self._info(doc, orth)
            kind, opens = info
            if kind == _PLAIN:
                if state and (state == 2 or opens):
                    starts[i] = 1
                    sentence = i
                state = 0
            elif kind == _END:
                # «1.» and «2.» at the head of a sentence number a list.
                numbers = i == sentence + 1 and kinds[orths[i - 1]][0] == _NUMBER if i else False
                state = 0 if numbers else 1
            elif kind == _BLANK_LINE:
                state = 2
            elif kind == _ABBREVIATION:
                if state and (state == 2 or opens):
                    starts[i] = 1
                    sentence = i
                state = 1
            elif kind == _NUMBER:
                if state:
                    starts[i] = 1
                    sentence = i
                state = 0
            elif kind == _CLOSE and state == 0:
                continue
            # White space and closing marks after an end change nothing.
        doc.from_array([SENT_START], _column(starts))
        return doc


def _column(values: list[int]):  # type: ignore[no-untyped-def]
    import numpy

    return numpy.asarray(values, dtype="int64").astype("uint64").reshape(-1, 1)


@Language.factory("kk_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The sentence boundary component; it needs no settings."""
    return Sentences()
