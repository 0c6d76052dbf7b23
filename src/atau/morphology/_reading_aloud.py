"""How what is no Cyrillic word is read aloud: numbers, units, abbreviations, words in another script."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from atau.morphology._sounds import VOWELS
from atau.morphology.numerals_words import SPELLED
from atau.tables import Table

READINGS: Final = Table(
    Path(__file__).parent / "data" / "readings.tsv", ("symbol", "kind", "reading"), required="all", unique=("symbol",),
    values={"kind": ("word", "unit", "letter")}, allow_mixed=True,
)  # fmt: skip
_READINGS: Final[dict[str, dict[str, str]]] = {"word": {}, "unit": {}, "letter": {}}
for _symbol, _kind, _reading in READINGS.read():
    _READINGS[_kind][_symbol] = _reading

_CYRILLIC: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
_LATIN: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввсиз")
# Powers of ten with a word of their own, as the last word of a number with so many zeros.
_POWERS: Final = (12, 9, 6, 3, 2)
_ASCII_DIGITS: Final = frozenset("0123456789")


def last_part(stem: str) -> str:
    """The last word of a compound or phrase, without the punctuation after it."""
    if stem.isalnum():
        return stem
    end = len(stem)
    while end and not (stem[end - 1].isalnum() or stem[end - 1] in _READINGS["unit"]):
        end -= 1
    start = end
    while start and (stem[start - 1].isalnum() or stem[start - 1] in _READINGS["unit"]):
        start -= 1
    return stem[start:end]


def _read_number(digits: str) -> str:
    """The last word of a number that is read aloud."""
    zeros = len(digits) - len(digits.rstrip("0"))
    if digits[-1] != "0" or zeros == len(digits):
        return SPELLED[int(digits[-1])]
    if zeros == 1:
        return SPELLED[int(digits[-2]) * 10]
    return next(SPELLED[10**power] for power in _POWERS if zeros >= power)


def _read_abbreviation(part: str) -> str:
    word = _READINGS["word"].get(part)
    if word is not None:
        return word
    lower = part.lower()
    if part[-1] in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        return _READINGS["letter"][part[-1].upper()]
    if VOWELS.intersection(lower[-2:]):
        return lower  # read as a word, or its last letter is a vowel
    return _READINGS["letter"].get(part[-1].upper(), lower)


def _read_latin(part: str) -> str:
    lower = part.lower()
    if len(lower) > 3 and lower[-1] == "e" and lower[-2] not in "aeiouy":
        lower = lower[:-1]  # silent: Google, YouTube
    return lower.translate(_LATIN)


def read_aloud(part: str, lower: str, *, abbreviation: bool) -> str | None:
    """How a number, a unit, an abbreviation or a word in another script is read; None for a Cyrillic word.

    >>> read_aloud("2030", "2030", abbreviation=False), read_aloud("км", "км", abbreviation=False)
    ('отыз', 'километр')
    """
    last = lower[-1:]
    if last in _ASCII_DIGITS:
        return _read_number(lower[len(lower.rstrip("0123456789")) :])
    if part in _READINGS["unit"]:
        return _READINGS["unit"][part]
    if (abbreviation and part) or _is_abbreviation(part):
        return _read_abbreviation(part)
    return _read_latin(part) if last not in _CYRILLIC else None


def _is_abbreviation(part: str) -> bool:
    """All capitals, and short or without the shape of a word; or capitals after small letters."""
    if part in _READINGS["word"]:
        return True
    if len(part) < 2 or not part[-2:].isupper() or not part.isalpha():
        return False
    if not part.isupper():
        return True  # ҚазҰУ
    lower = part.lower()
    if len(part) <= 3 or lower[-1] in "ұүө":
        return True
    return len(part) <= 6 and not VOWELS.intersection(lower[:3])
