"""Days of a month, and months, in date expressions; each is read from a token on."""

from __future__ import annotations

from typing import Final, NamedTuple

from atau.dates.tokens import Tokens
from atau.dates.words import month_number
from atau.dates.year_parts import stands_alone
from atau.morphology.numerals import read

_DAYS: Final = 31
_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»“”"')


class DayPart(NamedTuple):
    """Day and month, to the last day and month of a range. case: of the last word. is_marked: surely no count."""

    month: int
    day: int
    last_month: int | None = None
    last_day: int | None = None
    case: str = "nom"
    is_marked: bool = True


def day_number(tokens: Tokens, i: int) -> tuple[int, str, str, str, int] | None:
    """A day of a month at `i`: its number, kind, possessive, case, index behind it. Only ordinals in words."""
    token = tokens[i]
    if token.is_number:
        if len(token.norm) > 2 or not stands_alone(tokens, i) or not 1 <= int(token.norm) <= 99:
            return None
        kind, possessive, case, end = tokens.suffix(i)
        return int(token.norm), kind, possessive, case, end
    words = tokens.numerals(i)
    found = read(words) if words else None
    if found is None or found[0].high is not None or found[0].value not in range(1, _DAYS + 1):
        return None
    numeral = found[0]
    return int(numeral.value), numeral.kind, numeral.possessive, numeral.case, i + found[1]


def quoted_day(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """«14»: the day and the index behind it."""
    if tokens[i].norm in _OPENING and tokens[i + 1].is_number and tokens[i + 2].norm in _CLOSING:
        number = tokens[i + 1].norm
        return (int(number), i + 3) if len(number) <= 2 else None
    return None


def full_month(tokens: Tokens, i: int) -> int | None:
    """The number of the month whose full name stands at `i`."""
    return month_number(tokens[i].word)
