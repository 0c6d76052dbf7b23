"""Roads named by their ends: `Алматы – Тараз тас жолы`, one place from the first end to the head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.place.context import only_begins
from atau.components.place.known import NONE, Found
from atau.components.place.lexicon import PlaceLexicon

_DASHES: Final = frozenset("-–—")
_MAX_WORDS: Final = 2
_MAX_ENDS: Final = 4


def road(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> Found:
    """Two to four names joined by dashes at token `i`, and the road after them; of two roads with one head the first.

    >>> found("LOC", "Апат Сарытас – Қызан – Бестөбе тас жолында болды.")
    ['Сарытас – Қызан – Бестөбе тас жолында (place.road)']
    >>> found("LOC", "Бүгін Қызан – Сарытас пен Қызан – Бестөбе тас жолдары жабылды.")
    ['Қызан – Сарытас (place.road)', 'Қызан – Бестөбе тас жолдары (place.road)']
    >>> found("LOC", "Пойыз Алматы – Тараз бағытында жүреді.")
    ['Алматы (place.gazetteer)', 'Тараз (place.gazetteer)']
    """
    for word in tokens[i + 1 : i + 1 + _MAX_WORDS]:
        if word.form in _DASHES:
            break
    else:
        return NONE
    if only_begins(lexicon, tokens, i):
        return NONE
    end = _ends(tokens, i)
    if end == i or end >= len(tokens):
        return NONE
    after, plural = _head(lexicon, tokens, end)
    if after:
        return after, "place.road"
    if tokens[end].norm in lexicon.joins:
        second = _ends(tokens, end + 1)
        after, plural = _head(lexicon, tokens, second) if second > end + 1 else (0, False)
        if after and plural:
            return end, "place.road"
    return NONE


def _ends(tokens: Sequence[Word], i: int) -> int:
    """The token after names with dashes between them; `i` where there are not two of them."""
    j, count = i, 0
    while count < _MAX_ENDS:
        end = j
        while end < len(tokens) and end - j < _MAX_WORDS and tokens[end].title and not tokens[end].latin:
            end += 1
        if end == j:
            return i
        count, j = count + 1, end
        if j >= len(tokens) or tokens[j].form not in _DASHES:
            break
        j += 1
    return j if count > 1 else i


def _head(lexicon: PlaceLexicon, tokens: Sequence[Word], i: int) -> tuple[int, bool]:
    """The token after the word for a road at token `i`, 0 without one; whether it is a plural."""
    if i < len(tokens) and tokens[i].norm in lexicon.road_words:
        i += 1
    if i >= len(tokens):
        return 0, False
    found = lexicon.road(tokens[i].norm)
    return (i + 1, found == "pl") if found else (0, False)
