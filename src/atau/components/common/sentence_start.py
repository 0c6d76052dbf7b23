"""The first word of a sentence: whether a common noun, which has its capital only from there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from atau.components.common.gazetteer import place_names
from atau.components.common.token_facts import Word
from atau.lexicon import shared_names
from atau.morphology import analyses, frequency

_SENTENCE_ENDS: Final = frozenset(".!?…")
_OBLIQUE: Final = frozenset({"acc", "dat", "loc", "abl", "ins"})
_MAX_CACHED: Final = 16_384


def begins(tokens: Sequence[Word], i: int) -> bool:
    """The capital of token `i` may be that of a sentence or a line.

    >>> from atau.components.common.token_facts import make_word
    >>> tokens = [make_word(form) for form in ("Ол", "Айгүл", ".", "Абай")]
    >>> [begins(tokens, i) for i in range(4)]
    [True, False, False, True]
    """
    return i == 0 or tokens[i - 1].form[-1:] in _SENTENCE_ENDS or tokens[i - 1].space


@lru_cache(maxsize=_MAX_CACHED)
def is_common_noun(norm: str) -> bool:
    """A form of a word that the lexicon of stems knows, and no name of a person or a place.

    >>> [is_common_noun(norm) for norm in ("көпір", "дауылдан", "айгүл", "алматы", "тасөткелсай")]
    [True, True, False, False, False]
    """
    names = shared_names()
    if names.is_given_name(norm) or names.surname_like(norm) or names.patronymic_like(norm):
        return False
    places = place_names()
    if any(form.number == "sg" for form in places.forms(norm)) and not all(p.weak for p in places.entries(norm)):
        return False
    return any(frequency(stem) for stem in (norm, analyses(norm)[0].stem))


@lru_cache(maxsize=_MAX_CACHED)
def stands_apart(norm: str) -> bool:
    """A common noun in a case in which it is no part of the name after it.

    >>> [stands_apart(norm) for norm in ("дауылда", "дауыл", "дауылдың")]
    [True, False, False]
    """
    best = analyses(norm)[0]
    return best.case in _OBLIQUE and not best.attributive and is_common_noun(norm)
