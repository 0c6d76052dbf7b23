"""Micro-districts that bear a number: `12-шағын аудан`, one place with its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.place.known import NONE, Found

_NUMBER: Final = re.compile(r"\d{1,3}[а-я]?-(шағын|мөлтек|ықшам)(аудан.*)?")
_HEAD: Final = "аудан"


def may_be_numbered(word: Word) -> bool:
    """A token like `12-шағын`."""
    return word.form[:1].isdigit() and "-" in word.form and _NUMBER.fullmatch(word.norm) is not None


def numbered(tokens: Sequence[Word], i: int) -> Found:
    """The numbered micro-district at token `i`.

    >>> found("LOC", "Дүкен 12-шағын ауданда, мектеп 5-ықшамауданда тұр.")
    ['12-шағын ауданда (place.numbered)', '5-ықшамауданда (place.numbered)']
    """
    match = _NUMBER.fullmatch(tokens[i].norm)
    if match is None:
        return NONE
    if match[2]:
        return i + 1, "place.numbered"
    after = i + 1 < len(tokens) and tokens[i + 1].norm.startswith(_HEAD)
    return (i + 2, "place.numbered") if after else NONE
