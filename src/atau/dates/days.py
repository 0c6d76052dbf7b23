"""Days and months of a year that is or is not said: 12 қазанда, 5–9 қазан, қазанның 12-сі, қыркүйекте."""

from __future__ import annotations

import re
from typing import Final

from atau.dates.day_parts import DayPart, day_number, full_month, quoted_day
from atau.dates.tokens import DASHES, Tokens
from atau.dates.words import Word, is_surely_month, is_unit

_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»“”"')
# көшесінде, мектебі: a possessive of the third person; not кешкі, екінші
_OWNED: Final = re.compile(
    r"(?:[бвгғдзйкқлмнңпрстфхцчш][ыі]н(?:[ыі]ң|[ыі]|[ае]|[дт][ае]|[дт][ае]ғы|[дт]егі|[ае]н)?|[бвдзйлмнңпрстфхцч][ыі])$"
)
_AFTER_DAY: Final = frozenset(("after_day", "weekday"))
_PAIRS: Final = frozenset(("мен", "бен", "пен", "және"))


def day_and_month(tokens: Tokens, i: int, *, of_year: bool) -> tuple[DayPart, int] | None:
    """12 қазанда, «14» сәуір, он екінші қазан, 5–9 қазан, 28 қыркүйек – 2 қазан. of_year: a year stands before it."""
    quoted = quoted_day(tokens, i)
    if quoted is not None:
        first, j = quoted
        second = None
    else:
        day = day_number(tokens, i)
        if day is None or day[2] or day[3] != "nom":
            return None
        first, kind, _, _, j = day
        if not tokens[i].is_number and kind != "ordinal":
            return None
        second = _second_day(tokens, j) if kind == "cardinal" else None
        if second is not None:
            j = second[1]
        elif tokens[j].norm in DASHES and tokens[j].glued and tokens[j + 1].glued:
            j += 1  # 12-қазан
    word, month = tokens[j].word, full_month(tokens, j)
    if word is None or month is None or word.plural or (word.possessive and not of_year):
        return None
    case, end = word.case, j + 1
    last_day, last_month = (second[0], month) if second else (None, None)
    if second is None:
        until = _second_date(tokens, end) if word.is_bare else None
        if until is not None:
            last_month, last_day, case, end = until
    marked = of_year or quoted is not None or not _is_other(tokens, i, j, end, word, is_range=last_day is not None)
    if _is_day(tokens[end].word, plural=last_day is not None):
        case, end = "nom", end + 1
    return DayPart(month, first, last_month, last_day, case, marked), end


def _second_day(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """–9 қазан: the second day, and where its month stands."""
    if tokens[i].norm in DASHES and tokens[i + 1].is_number and full_month(tokens, i + 2) is not None:
        number = tokens[i + 1].norm
        return (int(number), i + 2) if len(number) <= 2 else None
    return None


def _second_date(tokens: Tokens, i: int) -> tuple[int, int, str, int] | None:
    """– 2 қазан: month, day, case and the index behind it."""
    month = full_month(tokens, i + 2)
    word = tokens[i + 2].word
    if tokens[i].norm not in DASHES or not tokens[i + 1].is_number or month is None or word is None:
        return None
    number = tokens[i + 1].norm
    return (month, int(number), word.case, i + 3) if len(number) <= 2 else None


def _is_day(word: Word | None, *, plural: bool = False) -> bool:
    return word is not None and is_unit(word, "day") and (plural or not word.plural)


def _is_other(tokens: Tokens, start: int, month: int, end: int, word: Word, *, is_range: bool) -> bool:
    """A number before the name of a month may be no day of it, as no year is said.

    12 қазан көже, 16 желтоқсан көшесі, «8 Наурыз» колхозы, екінші маусымда, соңғы 3 маусымда; not 12 қазан күні.
    """
    before, after = tokens[start - 1], tokens[end]
    if before.norm in _OPENING and after.norm in _CLOSING:
        return True
    count = before.word is not None and before.word.cls == "count"
    if word.use == "season" and (count or not tokens[start].is_number or month > start + 1):
        return not is_range
    if word.use != "free" and count:
        return True
    if word.case != "nom" or word.attributive or is_range:
        return False
    known = after.word
    if (known is not None and (known.cls in _AFTER_DAY or _is_day(known))) or not after.is_word:
        return False
    if word.use == "free":
        return _OWNED.search(after.norm) is not None and not after.capital
    return not (after.norm in _PAIRS or after.capital)


def month_and_day(tokens: Tokens, i: int) -> tuple[DayPart, int] | None:
    """қазанның 12-сінде, қазан айының 12-сі, желтоқсанның он алтысында."""
    word, month = tokens[i].word, full_month(tokens, i)
    if word is None or month is None or word.plural:
        return None
    j = i + 1
    if word.case != "gen":
        unit = tokens[j].word
        if not word.is_bare or unit is None or not is_unit(unit, "month") or unit.plural or unit.case != "gen":
            return None
        j += 1
    found = owned_day(tokens, j)
    if found is None:
        return None
    day, case, end = found
    return DayPart(month, day, case=case), end


def owned_day(tokens: Tokens, i: int) -> tuple[int, str, int] | None:
    """12-сінде, он алтысы: a day with a possessive, its case, and the index behind it; 12-ші күні counts, too."""
    found = day_number(tokens, i)
    if found is None:
        return None
    day, kind, possessive, case, end = found
    counted = _is_day(tokens[end].word)
    if possessive != "3" and not (kind == "ordinal" and counted):
        return None
    return day, "nom" if counted else case, end + counted


def month_alone(tokens: Tokens, i: int, *, of_year: bool, owned: bool = False) -> tuple[int, int | None, int] | None:
    """қыркүйекте, қазан айында, наурыз–маусымда: first and last month, index behind.

    of_year: a year stands before it; owned: in the genitive. After биылғы, маусымда may mean the season.
    """
    word, month = tokens[i].word, full_month(tokens, i)
    if word is None or month is None or word.plural:
        return None
    if word.is_bare:
        unit = tokens[i + 1].word
        if unit is not None and is_unit(unit, "month") and (not unit.plural or _is_list(tokens, i)):
            return month, None, i + 2
        several = _months(tokens, i, of_year=of_year)
        if several is not None:
            return month, *several
        follows = tokens[i + 1]
        ends = not follows.is_word and follows.norm not in DASHES and not follows.is_number
        return (month, None, i + 1) if of_year and ends else None
    if (word.possessive and not owned) or (word.use == "season" and of_year and not owned):
        return None
    sure = of_year or is_surely_month(word)
    return (month, None, i + 1) if sure and not _is_name(tokens, i) else None


def _is_list(tokens: Tokens, i: int) -> bool:
    return tokens[i - 1].norm in (*DASHES, ",", *_PAIRS)


def _months(tokens: Tokens, i: int, *, of_year: bool) -> tuple[int, int] | None:
    """–маусымда: the last month of a range, and the index behind it."""
    last, word = full_month(tokens, i + 2), tokens[i + 2].word
    if tokens[i + 1].norm not in DASHES or last is None or word is None:
        return None
    unit = tokens[i + 3].word
    if unit is not None and is_unit(unit, "month"):
        return last, i + 4
    sure = of_year or is_surely_month(word)
    return (last, i + 3) if sure else None


def _is_name(tokens: Tokens, i: int) -> bool:
    """A capital inside of a sentence: a street, an event, a person."""
    if not tokens[i].capital:
        return False
    before = tokens[i - 1]
    return before.is_word or before.norm == ","
