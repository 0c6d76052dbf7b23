"""Dates in digits alone: 12.10.2020, 12/10/2020, 2020-10-12."""

from __future__ import annotations

from typing import Final

from atau.dates.calendar import Moment
from atau.dates.found import Found
from atau.dates.records import Kind, Precision
from atau.dates.tokens import DASHES, Tokens
from atau.dates.words import is_unit
from atau.dates.year_parts import is_year, year_sign

_SEPARATORS: Final = frozenset("./-")
_YEAR_DIGITS: Final = 4
_FIRST_YEAR, _LAST_YEAR = 1950, 2060


def numeric_date(tokens: Tokens, i: int) -> Found | None:
    """A day in digits, or a range of two; with the word for a year or a day after it."""
    read = _digits(tokens, i)
    if read is None or _continues(tokens, i, read[1]):
        return None
    first, end = read
    last = None
    dash = tokens[end]
    second = _digits(tokens, end + 1) if dash.norm in DASHES else None
    if second is not None and not _continues(tokens, end + 1, second[1]):
        last, end = second
    end = _behind_words(tokens, end)
    possible = first.is_possible and (last is None or (last.is_possible and first < last))
    return Found(i, end, Precision.DAY, Kind.ABSOLUTE, first, last, is_impossible=not possible)


def month_in_digits(tokens: Tokens, i: int) -> Found | None:
    """05.2022, with the zero: without it, a number."""
    month, sign, year = tokens[i], tokens[i + 1], tokens[i + 2]
    if len(month.norm) != 2 or not month.norm.startswith("0") or not month.is_number or sign.norm != ".":
        return None
    if not (sign.glued and year.glued and year.is_number and len(year.norm) == 4) or _continues(tokens, i, i + 3):
        return None
    if not _FIRST_YEAR <= int(year.norm) <= _LAST_YEAR or tokens[i + 3].norm == "%":
        return None
    moment = Moment(int(year.norm), int(month.norm))
    return Found(i, i + 3, Precision.MONTH, Kind.ABSOLUTE, moment, is_impossible=not moment.is_possible)


def _digits(tokens: Tokens, i: int) -> tuple[Moment, int] | None:
    """Three numbers with the same sign between them, the year in four digits."""
    parts = [tokens[i + step] for step in range(5)]
    numbers, signs = parts[::2], parts[1::2]
    if not all(part.is_number for part in numbers) or not all(part.glued for part in parts[1:]):
        return None
    if signs[0].norm != signs[1].norm or signs[0].norm not in _SEPARATORS:
        return None
    lengths = tuple(len(part.norm) for part in numbers)
    if max(lengths) > _YEAR_DIGITS:
        return None
    a, b, c = (int(part.norm) for part in numbers)
    if lengths == (4, 2, 2) and is_year(a):
        return Moment(a, b, c), i + 5
    if lengths[2] == 4 and lengths[0] <= 2 and lengths[1] <= 2 and is_year(c):
        return Moment(c, b, a), i + 5
    return None


def _continues(tokens: Tokens, start: int, end: int) -> bool:
    """The digits are a piece of a number, of a code or of an address."""
    before = tokens[start - 1]
    if before.norm == "№":
        return True
    first = tokens[start]
    if first.glued and (before.is_number or before.is_word or before.norm in "./_"):
        return True
    after, then = tokens[end], tokens[end + 1]
    if first.glued and before.norm in DASHES and tokens[start - 2].is_word:
        return True
    if not after.glued:
        return False
    return (after.norm in "./_-" and then.glued and then.is_number and not _is_range(tokens, end)) or after.norm == "_"


def _is_range(tokens: Tokens, end: int) -> bool:
    return tokens[end].norm in DASHES and _digits(tokens, end + 1) is not None


def _behind_words(tokens: Tokens, i: int) -> int:
    """Behind `ж.`, `жылы`, `жылғы`, `күні` after the digits."""
    found = year_sign(tokens, i)
    if found is not None and found[0] == "sg":
        i = found[2]
    word = tokens[i].word
    return i + 1 if word is not None and is_unit(word, "day") and not word.plural else i
