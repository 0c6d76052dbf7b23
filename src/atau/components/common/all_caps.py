"""Runs of words in capitals, such as headlines: a capital there says nothing about the word."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from atau.components.common.token_facts import Word

_MIN_WORDS = 3
# A run of shorter words may be abbreviations: ҚР ДСМ МСЭҚК.
_MIN_LONGEST = 7
_NONE: frozenset[int] = frozenset()


def all_caps_runs(tokens: Sequence[Word]) -> AbstractSet[int]:
    """The tokens of every run of three or more words in capitals, with the numbers and punctuation between them.

    >>> from atau.components.common.token_facts import make_word
    >>> sorted(all_caps_runs([make_word(word) for word in "ЖАҢА АУРУХАНА АШЫЛДЫ Бүгін".split()]))
    [0, 1, 2]
    """
    found: set[int] = set()
    start = count = longest = 0
    for i, word in enumerate(tokens):
        if word.upper:
            if not count:
                start = i
            count += 1
            longest = max(longest, len(word.form))
        elif count and _ends(word):
            if count >= _MIN_WORDS and longest >= _MIN_LONGEST:
                found.update(range(start, i))
            count = longest = 0
    if count >= _MIN_WORDS and longest >= _MIN_LONGEST:
        found.update(range(start, len(tokens)))
    return found or _NONE


def _ends(word: Word) -> bool:
    """The run ends at the word: one in lower case, or an empty line. An initial does not end it."""
    if word.space:
        return word.form.count("\n") > 1
    return word.alpha and not (word.title and len(word.form) < 3) and not word.digit
