"""Micro-districts that bear a number: `12-шағын аудан`, one place with its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.place.known import NONE, Found
from atau.morphology import match

_NUMBER: Final = re.compile(r"\d{1,3}[а-я]?-(?:шағын|мөлтек|ықшам)(аудан.*)?")
# By stem: аудандық is no head.
_HEADS: Final = {"аудан": ""}


def may_be_numbered(word: Word) -> bool:
    """Whether `numbered` is worth asking: a token with a number and a hyphen."""
    return word.form[:1].isdigit() and "-" in word.form


def numbered(tokens: Sequence[Word], i: int) -> Found:
    """The numbered micro-district at token `i`.

    >>> found("LOC", "Дүкен 12-шағын ауданда, мектеп 5-ықшамауданда тұр.")
    ['12-шағын ауданда (place.numbered)', '5-ықшамауданда (place.numbered)']
    """
    found = _NUMBER.fullmatch(tokens[i].norm)
    if found is None:
        return NONE
    end = i + 1 if found[1] else i + 2
    head = found[1] or (tokens[i + 1].norm if end <= len(tokens) else "")
    return (end, "place.numbered") if match(head, _HEADS) else NONE
