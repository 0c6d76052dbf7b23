"""Words broken by a hyphen at the end of a line: ``сайлана- лы``, ``парти – ясы``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atau.lang.text import INVISIBLE, normalize
from atau.lang.word_model import word_model

_LETTER = r"[^\W\d_]"
# What the first half ends with is read backwards: dashes are few, and words are many.
_SECOND = re.compile(rf"[-\u2010-\u2014]\s+({_LETTER}{{2,}})(?![\w-])")
_INSIDE = re.compile(rf"[\w{INVISIBLE}-]")
_HYPHENS = frozenset("-\u2010\u2011")
_SHORTEST = 2
_BACK, _FRONT = frozenset("аоұыя"), frozenset("әеөүі")
_MAX_ENDING, _MAX_REST = 3, 9
# A broken word is joined when it is this much cheaper than its halves.
MARGIN = 2.0


def broken_words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) offsets of the words in two halves with a hyphen between, in order.

    >>> [(start, end) for start, end in broken_words("парти- ясы бұл – жаңа")]
    [(0, 10)]
    """
    last = 0
    for found in _SECOND.finditer(text):
        dash = found.start()
        start, end = _word_before(text, dash)
        if start < last or end - start < _SHORTEST or (start and _INSIDE.match(text, start - 1)):
            continue
        last = found.end()
        first, second = text[start:end], found[1]
        # A hyphen that touches the first half only: what a line end leaves (сайлана- лы), seldom a dash between words.
        glued = end == dash and text[dash] in _HYPHENS
        if _is_broken(first, second) or (glued and _is_ending(first, second)):
            yield start, last


def _word_before(text: str, end: int) -> tuple[int, int]:
    """Start and end of the letters before offset `end`, white space between left out; equal where there are none."""
    while end and text[end - 1].isspace():
        end -= 1
    start = end
    while start and text[start - 1].isalnum() and not text[start - 1].isdecimal():
        start -= 1
    return start, end


def _is_broken(first: str, second: str) -> bool:
    """`first` and `second` are halves of one word rather than words with a dash between."""
    if not second.islower():
        return False
    model = word_model()
    left, right, whole = normalize(first), normalize(second), normalize(first + second)
    if not model.known(whole) or (model.known(left) and model.known(right)):
        return False
    return model.cost(whole) + MARGIN < model.cost(left) + model.cost(right)


def _is_ending(first: str, second: str) -> bool:
    """`second` is not a word and continues `first` by vowel harmony: an ending, or the rest of a word not in the table.

    For a hyphen that touches `first`. The whole may be a verb form or a rare word, which the model does not know.
    """
    model = word_model()
    left, right = normalize(first), normalize(second)
    if not second.islower() or (first + second).isascii() or model.known(right):
        return False
    if len(second) > (_MAX_ENDING if model.known(left) else _MAX_REST):
        return False
    before = next((char for char in reversed(left) if char in _BACK or char in _FRONT), "")
    after = next((char for char in right if char in _BACK or char in _FRONT), "")
    return bool(before and after) and (before in _BACK) == (after in _BACK)
