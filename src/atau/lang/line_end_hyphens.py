"""Words broken by a hyphen at the end of a line: ``сайлана- лы``, ``парти – ясы``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atau.lang.text import INVISIBLE, normalize
from atau.lang.word_model import word_model

_LETTER = r"[^\W\d_]"
_BROKEN = re.compile(rf"(?<![\w{INVISIBLE}-])({_LETTER}{{2,}})\s*[-\u2010-\u2014]\s+({_LETTER}{{2,}})(?![\w-])")
# A hyphen that touches the first half only: what a line end leaves (сайлана- лы), seldom a dash between words.
_GLUED = re.compile(r"\w+[-\u2010\u2011]\s")
_BACK, _FRONT = frozenset("аоұыя"), frozenset("әеөүі")
_MAX_ENDING, _MAX_REST = 3, 9
# A broken word is joined when it is this much cheaper than its halves.
MARGIN = 2.0


def broken_words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) offsets of the words in two halves with a hyphen between, in order.

    >>> [(start, end) for start, end in broken_words("парти- ясы бұл – жаңа")]
    [(0, 10)]
    """
    for broken in _BROKEN.finditer(text):
        if _is_broken(*broken.groups()) or (_GLUED.match(broken.group()) and _is_ending(*broken.groups())):
            yield broken.span()


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
