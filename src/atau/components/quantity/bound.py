"""Which bound an amount with `дейін` is: decided here and nowhere else.

`4,8 пайызға төмендеді` has no bound. Whether something fell by 4.8 % or to it, the case does not say, and the amount is
4.8 % either way. `дейін` makes of it the end that a change reaches or stays within:

    өсті, болды, nothing         500 теңгеге дейін өсті           500 at most
    a verb of falling            500 теңгеге дейін төмендеді      500 at least: it was reached from above
    түсу after a level           баға 500 теңгеге дейін түсті     500 at least
    түсу elsewhere               шотқа 500 теңгеге дейін түсті    in doubt: it came in, or something fell to it
    дейінгі                      500 теңгеге дейінгі төмендеу     500 at most
    times, percentage points     3 есеге дейін азайды             3 at most: they are of the change itself
    percent                      инфляция 8 пайызға дейін түсті   8 % at least
    percent of what has a unit   баға 8 пайызға дейін түсті       in doubt: by up to 8 %, or to 8 % of what it was
    below zero                   −8 градусқа дейін болады         in doubt, but for a verb of falling: −8 at least

With two bounds (`12 пайыздан 10 пайызға дейін`) the direction makes no difference. Where the verb stands further away,
its words may be of something else, and the bound is in doubt as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from atau.components.quantity.cues import BoundWords
from atau.components.quantity.quantity_match import QuantityMatch
from atau.components.quantity.signs import DEGREES

_UNTIL: Final = "дейін"
_ATTRIBUTIVE: Final = "дейінгі"
#: Units that a change is measured in, never what it reaches.
_OF_CHANGES: Final = frozenset(("есе", "пайыздық тармақ"))
#: The verb that says of a level that it falls, of money or goods that they come in, of people that they go down.
_COMES_IN_OR_FALLS: Final = "түс"
_FELL: Final = "түсті"
_GETS_CHEAPER: Final = "арзанда"


class Fall(Enum):
    """Whether the words after an amount say that something fell to it."""

    NO = auto()
    YES = auto()
    OF_A_LEVEL = auto()  # түсу, see _COMES_IN_OR_FALLS
    MAYBE = auto()


def fall(after: Sequence[str], words: BoundWords) -> Fall:
    """See `Fall`. after: the words that follow in the sentence, in lower case.

    >>> from atau.components.quantity.lexicon import shared_lexicon
    >>> bounds = shared_lexicon().bounds
    >>> [fall(words.split(), bounds).name for words in ("күрт төмендеді", "түсті металл", "тауар бағасы түсті", "өсті")]
    ['YES', 'NO', 'MAYBE', 'NO']
    """
    for i, word in enumerate(after):
        fell = word == _FELL and (i + 1 == len(after) or after[i + 1] in words.after)
        if fell or (word.startswith(words.falling) and not _is_other(word, words)):
            if not words.adverb.issuperset(after[:i]):
                return Fall.MAYBE
            return Fall.OF_A_LEVEL if word.startswith(_COMES_IN_OR_FALLS) else Fall.YES
    return Fall.NO


def _is_other(word: str, words: BoundWords) -> bool:
    """Whether a word only begins like a verb of falling: cold, water, income, noon, at least."""
    return word in words.otherword or word.startswith(words.other)


def bounded(
    match: QuantityMatch, last: str, before: Sequence[str], after: Sequence[str], words: BoundWords, minus: bool
) -> QuantityMatch | None:
    """`match` as the bound that it is, None where that is in doubt.

    last: the last word of the amount. before, after: the words around it in the sentence, in lower case. minus: the
    number is below zero.

    >>> from atau.components.quantity.parsing import parse_quantity
    >>> [parse_quantity(["500", "теңгеге", "дейін"], after=[verb]).approx for verb in ("өсті", "төмендеді")]
    ['at_most', 'at_least']
    """
    if match.approx != "at_most" or match.joined or not last.startswith(_UNTIL):
        return match
    fell = Fall.NO if last.startswith(_ATTRIBUTIVE) else fall(after, words)
    of_rate = any(word.startswith(words.rate) for word in before)
    has_unit = any(word.startswith(words.level) for word in before) or any(w.startswith(_GETS_CHEAPER) for w in after)
    # Nothing below zero comes in, and no percent do.
    of_level = minus or match.kind == "percent" or match.unit in DEGREES or of_rate or has_unit
    if fell is Fall.OF_A_LEVEL and of_level:
        fell = Fall.YES
    if minus:
        return replace(match, approx="at_least") if fell is Fall.YES else None
    if fell is Fall.NO or match.unit in _OF_CHANGES:
        return match
    is_level = match.kind != "percent" or of_rate or not has_unit
    return replace(match, approx="at_least") if fell is Fall.YES and is_level else None
