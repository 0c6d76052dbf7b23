"""From KazNERD's tokens to running text: what its tokenization split is joined, hesitations go.

Pure functions over words and IOB2 tags; the reader is `atau.corpus.kaznerd`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = frozenset(". , ! ? : ; … ... ) ] } » ” ° ℃".split())
_NO_SPACE_AFTER = frozenset("( [ { « “ № #".split())
_CLOSING = {"(": ")", "[": "]"}
_DIGIT_END = re.compile(r"\d\Z")
_DIGIT_START = re.compile(r"\d")
_WEB = re.compile(r"[A-Za-z0-9-]+\Z")


def hesitations(words: Sequence[str], tags: Sequence[str]) -> list[bool]:
    """For every word, whether it belongs to a bracket of the transcript: ``( ыы )``, ``( Мәжің )``, ``[ noise ]``.

    The speaker's false starts stand in the same brackets, so the whole bracket counts. An abbreviation in capitals
    that is a mention of its own (``( КТМ )`` after the full name) is text.
    """
    out = [False] * len(words)
    i = 0
    while i < len(words):
        closing = _CLOSING.get(words[i])
        end = words.index(closing, i + 1) if closing and closing in words[i + 1 :] else -1
        if end < 0:
            i += 1
            continue
        inside = words[i + 1 : end]
        is_text = bool(inside) and tags[i + 1].startswith("B-") and all(w.isupper() and len(w) > 1 for w in inside)
        if not is_text:
            out[i : end + 1] = [True] * (end + 1 - i)
        i = end + 1
    return out


def spaces(words: Sequence[str], tags: Sequence[str]) -> list[bool]:
    """For every word, whether a space follows it in running text (never after the last one)."""
    quotes_open = False
    before = [True] * len(words)
    after = [True] * len(words)
    for i, word in enumerate(words):
        if word in _NO_SPACE_BEFORE or word.startswith("»-"):
            before[i] = False
        if word in _NO_SPACE_AFTER:
            after[i] = False
        if word == '"':
            (before if quotes_open else after)[i] = False
            quotes_open = not quotes_open
        if word.startswith("%") and i and _DIGIT_END.search(words[i - 1]):
            before[i] = False
        if 0 < i < len(words) - 1 and _glued(words, tags, i):
            before[i] = after[i] = False
    return [i + 1 < len(words) and after[i] and before[i + 1] for i in range(len(words))]


def _glued(words: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """Whether the sign `words[i]` joins its neighbours into one word or number.

    A comma between two numbers is a decimal sign only where all three are one mention; else it parts a list.
    """
    sign, left, right = words[i], words[i - 1], words[i + 1]
    if sign == "/":
        return True
    if not (tags[i].startswith("I-") and tags[i + 1].startswith("I-")):
        return False
    numbers = bool(_DIGIT_END.search(left) and _DIGIT_START.match(right))
    if sign in {",", ":", "–", "—"}:
        return numbers
    if sign == "-":
        return True
    if sign == ".":
        initials = len(left) == 1 and left.isupper() and len(right) == 1 and right.isupper()
        web = bool(_WEB.match(left) and _WEB.match(right) and right.islower())
        return numbers or initials or web
    return False
