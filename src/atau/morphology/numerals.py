"""Kazakh numerals: words to numbers and back.

    >>> to_words(2026)
    'екі мың жиырма алты'
    >>> parse(["төрт", "бүтін", "оннан", "бір"]).value
    Fraction(41, 10)

The grammar is that of school grammars: units, tens, hundreds and scales in falling order;
fractions are "of three, two" (үштен екі), decimals "four wholes, of ten, one".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from atau.morphology._sum import RunningSum
from atau.morphology.numerals_words import SPELLED, Kind, NumCase, NumWord, word_class

__all__ = ["LIMIT", "NumWord", "Numeral", "parse", "read", "to_words", "word_class"]

#: to_words and the scale words reach up to, and not including, this number.
LIMIT = 10**18

_GROUPS = 6
# Words of the decimals (жүз мыңнан тоғыз жүз тоқсан тоғыз), and digits in groups of three: more are no number.
_MOST_DECIMALS = 12
_MOST_GROUPS = 12
# A longer row of groups of three digits is a table or a code, not one number. Longer ones were never seen, and values
# stay exact up to here.
_LONGEST_ROW = 12
_THOUSAND = 1000
_DENOMINATORS = frozenset(10**power for power in range(1, 10))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from one or more words.

    value: int where it is whole, else Fraction; the lower bound when kind is "many" (ондаған).
    scale: the last scale word's value (10**6 in `265 миллион`), 1 without one.
    high: the upper bound where a word is itself a range (5-6, екі-үш), else None.
    doubtful: which numbers the bounds of the range are cannot be told (5-6 мыңнан бес); `parse` gives None then.
    """

    value: int | Fraction
    kind: Kind = "cardinal"
    case: NumCase = "nom"
    possessive: str = ""
    scale: int = 1
    high: int | Fraction | None = None
    doubtful: bool = False


def _tidy(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def to_words(n: int) -> str:
    """The cardinal in words, separated by spaces; ValueError unless 0 <= n < LIMIT."""
    if not 0 <= n < LIMIT:
        raise ValueError(f"{n} is outside 0 <= n < {LIMIT}")
    if n == 0:
        return SPELLED[0]
    values: list[int] = []
    for power in range(_GROUPS - 1, -1, -1):
        group = n // 1000**power % 1000
        if not group:
            continue
        hundreds, rest = divmod(group, 100)
        if hundreds:
            values += [hundreds if hundreds > 1 else 0, 100]
        values += [rest // 10 * 10, rest % 10, 1000**power if power else 0]
    return " ".join(SPELLED[value] for value in values if value)


def _groups(words: Sequence[NumWord | None], start: int) -> tuple[NumWord, int] | None:
    """Digits written in groups of three (13 007; 7 479,5) as one word, and where they end."""
    first = words[start]
    if first is None or first.role != "digits" or not first.bare or len(first.text) > 3:
        return None
    if not first.text.isdecimal() or first.text.startswith("0"):
        return None
    text, last, end = first.text, first, start + 1
    while end < len(words) and end < start + _MOST_GROUPS:
        word = words[end]
        if word is None or word.role != "digits" or not text.isdecimal():
            break
        whole = word.text.replace(",", ".").partition(".")[0]
        if len(whole) != 3:
            break
        text, last, end = text + word.text, word, end + 1
        if not word.bare:
            break
    if end == start + 1:
        return None
    value = Fraction(text.replace(",", "."))
    return NumWord(value, "digits", last.kind, last.case, last.possessive, text), end


def _is_group(word: NumWord | None) -> bool:
    return word is not None and word.role == "digits" and word.bare and len(word.text) == 3 and word.text.isdecimal()


def _in_long_row(words: Sequence[NumWord | None], start: int) -> bool:
    """The word at `start` is part of a row of groups of three digits that is too long for one number."""
    first = last = start
    while first and start - first <= _LONGEST_ROW and _is_group(words[first - 1]):
        first -= 1
    while last + 1 < len(words) and last - first <= _LONGEST_ROW and _is_group(words[last + 1]):
        last += 1
    return last - first >= _LONGEST_ROW


def read(words: Sequence[NumWord | None], start: int = 0) -> tuple[Numeral, int] | None:
    """The longest numeral that begins at `start`, and the index after its last word.

    None inside a row of more than twelve groups of three digits.
    """
    running = RunningSum()
    last: NumWord | None = None
    i = start
    while i < len(words):
        word = words[i]
        if word is None or (word.role == "digits" and _in_long_row(words, i)):
            break
        after = i + 1
        grouped = _groups(words, i)
        if grouped:
            word, after = grouped
        if word.role == "whole" and running.high is None:
            decimal = _after_whole(words, after, running.value) if _takes_whole(last, word, running) else None
            if decimal:
                return decimal
            break
        if not running.add(word):
            break
        last, i = word, after
        if not word.bare and not running.doubtful:
            break
    if last is None:
        return None
    value = running.value
    if last.case == "abl" and not last.possessive and last.role != "digits" and value > 1:
        part = _fraction(words, i, value)
        if part:
            return part if running.high is None else (replace(part[0], doubtful=True), part[1])
    return _numeral(running, last), i


def _takes_whole(last: NumWord | None, whole: NumWord, running: RunningSum) -> bool:
    """Whether `бүтін` may follow what has been read: an integer without endings."""
    return last is not None and last.bare and whole.bare and running.value.denominator == 1


def _numeral(running: RunningSum, last: NumWord) -> Numeral:
    """The numeral of the words that have been added, `last` being the last one."""
    value = running.value
    kind: Kind = running.kind if running.kind != "cardinal" else last.kind
    if kind == "decimal" and value.denominator == 1 and last.role != "digits":
        kind = "cardinal"
    high = None if running.high is None else _tidy(running.high)
    in_digits = last.role == "range" and last.text
    doubtful = running.doubtful or (high is not None and (high == value or (high < value and not in_digits)))
    # млн-млрд: a scale that multiplies nothing
    doubtful = doubtful or (last.role == "range" and not last.text and last.high is not None and last.high >= _THOUSAND)
    return Numeral(_tidy(value), kind, last.case, last.possessive, running.scale or 1, high, doubtful)


def _fraction(words: Sequence[NumWord | None], start: int, whole: Fraction) -> tuple[Numeral, int] | None:
    """`үштен` has been read; `екі` after it makes two thirds. A dative is a range (беске дейін)."""
    second = words[start] if start < len(words) else None
    if second is not None and second.role == "part":
        return Numeral(_tidy(1 / whole), "fraction", second.case, second.possessive), start + 1
    if second is not None and second.role == "range" and second.possessive == "3":  # бестен екі-үші
        return Numeral(_tidy(second.value / whole), "fraction", second.case, "3", doubtful=True), start + 1
    if second is None or second.role not in ("unit", "ten", "hundred"):
        return None
    upper = read(words, start)
    if upper is None or upper[0].kind != "cardinal" or upper[0].case in ("dat", "abl"):
        return None
    if upper[0].case == "nom" and upper[0].possessive == "1pl":
        return None
    if not 0 < upper[0].value < whole:
        return None
    value = Fraction(upper[0].value) / whole
    return Numeral(_tidy(value), "fraction", upper[0].case, upper[0].possessive), upper[1]


def _after_whole(words: Sequence[NumWord | None], start: int, whole: Fraction) -> tuple[Numeral, int] | None:
    """After `бүтін`: `оннан бір` or, in short, the decimals alone (`төрт бүтін бес`); a scale may follow."""
    stop = _end_of_decimals(words, start)
    part = read(words[start:stop])
    if part is None or part[0].kind not in ("cardinal", "fraction") or part[0].scale > 1:
        return None
    numeral, end = part[0], start + part[1]
    doubtful = numeral.doubtful or numeral.high is not None
    # A denominator whose numerator does not follow: бес бүтін оннан екі-үш
    doubtful = doubtful or (numeral.kind == "cardinal" and numeral.case == "abl" and numeral.value in _DENOMINATORS)
    tail = Fraction(numeral.value)
    if numeral.kind == "cardinal":
        tail /= 10 ** len(str(numeral.value))
    kind: Kind = "decimal" if 10**12 % tail.denominator == 0 else "fraction"
    value = whole + tail
    scale = words[end] if end == stop and end < len(words) else None
    if scale is None or scale.role != "scale" or numeral.case != "nom" or numeral.possessive:
        return Numeral(_tidy(value), kind, numeral.case, numeral.possessive, doubtful=doubtful), end
    value *= scale.value
    return Numeral(_tidy(value), kind, scale.case, scale.possessive, int(scale.value), doubtful=doubtful), end + 1


def _end_of_decimals(words: Sequence[NumWord | None], start: int) -> int:
    """Where the decimals after `бүтін` end: before a scale that is no denominator (`мыңнан бес | миллион`)."""
    for i in range(start, min(start + _MOST_DECIMALS, len(words))):
        word, before = words[i], words[i - 1]
        if word is None:
            return i
        if i > start and word.role == "scale" and word.case != "abl" and before is not None and before.bare:
            return i
    return min(start + _MOST_DECIMALS, len(words))


def parse(words: Sequence[str]) -> Numeral | None:
    """The number that all the words together make, None where they are not one numeral.

    Words of any case, with suffixes on the last one; a percent sign after the number is skipped
    and gives its case (`31,5` `%-ды`). No unit words.
    """
    classes: list[NumWord | None] = []
    ending: NumWord | None = None
    for place, word in enumerate(words):
        norm = word.lower()
        number, sign, suffix = norm.partition("%")
        if sign:
            if place < len(words) - 1:
                return None
            ending = word_class("1" + suffix)
            if ending is None:
                return None
            if not number:
                break
        classes.append(word_class(number.rstrip(".") or norm))
    found = read(classes)
    if found is None or found[1] != len(classes) or found[0].doubtful:
        return None
    numeral = found[0]
    if ending is not None:
        return Numeral(numeral.value, numeral.kind, ending.case, ending.possessive, numeral.scale, numeral.high)
    return numeral
