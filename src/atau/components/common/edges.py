"""What a mention may begin and end with: no white space, and no punctuation mark that is not its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc

from atau.lang.text import INVISIBLE

#: What the model says: (start, end, label, probability, is it in the best reading).
Guess = tuple[int, int, str, float, bool]

_OPENERS: Final = dict(zip("«“„‘‚‹([{", ("»", "”“", "“”", "’‘", "‘’", "›", ")", "]", "}"), strict=True))
_CLOSERS: Final = {"»": "«", "”": "“„", "’": "‘", "›": "‹", ")": "(", "]": "[", "}": "{", "“": "„“"}
# Marks that open and close.
_STRAIGHT: Final = frozenset("\"'`´＂")
_PAIRS: Final = _OPENERS | {mark: mark for mark in _STRAIGHT}
_DASHES: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015")
# Marks that never belong to a mention, at either end.
_FOREIGN: Final = frozenset(",;:!?….·•*/\\|=^_¡¿‼⁇⁈⁉‥。、،؛؟¦§¶†‡‣⁃〈〉《》「」『』″′")
# Marks that may begin a mention (№5 мектеп, @atau_kz, &) but not end one.
_FORWARD: Final = frozenset("№@#&<>~")
_ENTITIES: Final = dict(
    zip(("&quot;", "&laquo;", "&raquo;", "&nbsp;", "&lt;", "&gt;", "&amp;"), '"«» <>&', strict=True)
)
_NOTHING: Final = re.compile(rf"[\s{INVISIBLE}]+")


def _mark(text: str) -> str:
    """The mark that a token is: its only (repeated) character, a space for invisible ones; an empty string for words.

    >>> _mark("..."), _mark("&quot;"), _mark("\\u200b"), _mark("млн.")
    ('.', '"', ' ', '')
    """
    if text[0].isalnum() or text[-1].isalnum():
        return ""
    text = _ENTITIES.get(text, text)
    if _NOTHING.fullmatch(text):
        return " "
    if len(text) == 1 or text == text[0] * len(text):
        return text[0]
    return "?" if set(text) <= _FOREIGN else ""


def _partner(doc: Doc, start: int, end: int, wanted: str) -> bool:
    """One of the marks `wanted` stands among these tokens."""
    return any(mark and mark in wanted for mark in (_mark(doc[i].text) for i in range(start, end)))


def _may_begin(doc: Doc, start: int, end: int, mark: str) -> bool:
    """The mark at `start` belongs to the mention: it opens what is closed inside, or is the sign of a number."""
    if mark in _OPENERS:
        return _partner(doc, start + 1, end, _OPENERS[mark])
    if mark in _STRAIGHT:
        return _partner(doc, start + 1, end, mark)
    if mark in _DASHES:
        # A sign: -5 °C, -3...+2; a range of them begins with one too.
        return start + 1 < end and not doc[start].whitespace_ and doc[start + 1].text[0].isdigit()
    return mark not in _FOREIGN and mark not in _CLOSERS and mark != " "


def _may_end(doc: Doc, start: int, end: int, mark: str) -> bool:
    """The last mark belongs to the mention: it closes what was opened inside, or is the full stop of an initial."""
    if mark in _CLOSERS and _partner(doc, start, end - 1, _CLOSERS[mark]):
        return True
    if mark in _STRAIGHT:
        return _partner(doc, start, end - 1, mark)
    if mark == "." and end - start > 1:
        before = doc[end - 2].text
        return doc[end - 1].text == "." and len(before) == 1 and before.isupper()
    return not (
        mark in _FOREIGN or mark in _FORWARD or mark in _CLOSERS or mark in _OPENERS or mark in _DASHES or mark == " "
    )


def _wrapped(doc: Doc, start: int, end: int) -> bool:
    """Nothing but the whole stands in the quotation marks or brackets: «Қазпочта», (екі); not in «А» және «Б»."""
    first = _mark(doc[start].text)
    if not first or first not in _PAIRS or end - start < 2:
        return False
    last = _mark(doc[end - 1].text)
    if not last or last not in _PAIRS[first]:
        return False
    return not _partner(doc, start + 1, end - 1, first + _PAIRS[first])


def own_edges(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The tokens `start:end` without white space and marks at the edges that are not the mention's own.

    A bracket or a quotation mark is its own where its partner is inside (``«Қазпочта» АҚ``, ``2 (екі)``), a full stop
    after an initial, a dash before a digit. `start` equals `end` where nothing is left.
    """
    while start < end:
        if _wrapped(doc, start, end):
            start, end = start + 1, end - 1
            continue
        mark = _mark(doc[end - 1].text)
        if mark and not _may_end(doc, start, end, mark):
            end -= 1
            continue
        mark = _mark(doc[start].text)
        if mark and not _may_begin(doc, start, end, mark):
            start += 1
            continue
        break
    return start, end


def with_own_edges(doc: Doc, guesses: Iterable[Guess]) -> list[Guess]:
    """The model's `guesses` with edges of their own, in order of place.

    Those that become equal are one, as probable as the most probable of them.
    """
    found: dict[tuple[int, int, str], tuple[float, bool]] = {}
    for first, last, label, probability, best in guesses:
        start, end = own_edges(doc, first, last)
        if start < end:
            other, also = found.get((start, end, label), (0.0, False))
            found[start, end, label] = (max(probability, other), best or also)
    return sorted((*span, *rated) for span, rated in found.items())
