"""One numeral word at a time: what a single token says about a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from atau.tables import Table

Role = Literal[
    "digits", "range", "zero", "unit", "ten", "hundred", "scale",
    "collective", "half", "andhalf", "quarter", "whole", "many", "part",
]  # fmt: skip
Kind = Literal["cardinal", "ordinal", "collective", "fraction", "decimal", "many"]
# equ: the equative -дай, "about, like" (жүздей, "some hundred").
NumCase = Literal["nom", "gen", "dat", "acc", "loc", "abl", "ins", "equ"]


@dataclass(frozen=True, slots=True)
class NumWord:
    """A numeral word or a number in digits.

    value: exact value; the lower bound for roles "many" and "range". high: the upper bound of a
    range (екі-үш, 5-6). Role "part" (бірі, "one of") is a numeral after an ablative only. text:
    the digits as written, without suffix ("" for words).
    """

    value: Fraction
    role: Role
    kind: Kind = "cardinal"
    case: NumCase = "nom"
    possessive: str = ""
    text: str = ""
    high: Fraction | None = None

    @property
    def bare(self) -> bool:
        """Without suffixes, so that further numeral words may follow it."""
        return self.case == "nom" and not self.possessive and self.kind != "ordinal"


# The roles of the words that a number is written with.
_SPELLED: Final = ("zero", "unit", "ten", "hundred", "scale")
_DATA: Final = Path(__file__).parent / "data"
NUMERALS: Final = Table(
    _DATA / "numerals.tsv",
    ("word", "role", "value", "spelling"),
    required="all",
    unique=("word",),
    values={"role": get_args(Role), "spelling": ("standard", "variant")},
)
NUMERAL_SUFFIXES: Final = Table(
    _DATA / "numeral_suffixes.tsv",
    ("suffix", "possessive", "case"),
    required="all",
    unique=("suffix",),
    values={"case": get_args(NumCase)},
)
NUMERALS_NOT: Final = Table(_DATA / "numerals_not.tsv", ("form", "meaning"), required="all", unique=("form",))


def _read_words() -> tuple[dict[str, tuple[Role, Fraction]], dict[int, str]]:
    words: dict[str, tuple[Role, Fraction]] = {}
    spelled: dict[int, str] = {}
    for word, role, value, spelling in NUMERALS.read():
        words[word] = (role, Fraction(value))  # type: ignore[assignment]
        if spelling == "standard" and role in _SPELLED:
            spelled[int(value)] = word
    return words, spelled


def _read_suffixes() -> dict[str, tuple[str, NumCase]]:
    suffixes: dict[str, tuple[str, NumCase]] = {"": ("", "nom")}
    for suffix, possessive, case in NUMERAL_SUFFIXES.read():
        suffixes[suffix] = (possessive.strip("-"), case)  # type: ignore[assignment]
    return suffixes


WORDS, SPELLED = _read_words()
SUFFIXES = _read_suffixes()
_NOT = frozenset(form for form, _ in NUMERALS_NOT.read())
_ORDINAL = re.compile(r"(?:[ыі]|[сc][ыі])?н?ш[ыі](.*)")
_NUMBER = re.compile(r"(\d{1,20}(?:[.,]\d{1,12})?|[½¼¾])(?:[-‐‑–—]?([^\W\d_]+))?")
_RANGE = re.compile(r"(\d{1,15}(?:[.,]\d{1,6})?)[-‐‑–—](\d{1,15}(?:[.,]\d{1,6})?)(?:[-‐‑–—]?([^\W\d_]+))?")
# 1.500.000; 1,500,000.75; 1’500’000: a separator of thousands, and another one before decimals
_GROUPED = re.compile(
    r"(\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+|(?:['’]\d{3})+))(?:([.,])(\d{1,12}))?(?:[-‐‑–—]?([^\W\d_]+))?"
)
_BYTE = 255
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_FRONT, _BACK = frozenset("еіөүәэ"), frozenset("аыоұяё")
_LONGEST = max(map(len, WORDS))
# Most words are not numerals, and most of those do not even begin like one.
_BEGINNINGS = frozenset(word[:2] for word in WORDS)


def _harmony(text: str) -> str:
    """The last vowel that decides: f(ront), b(ack), or an empty string when there is none."""
    for char in reversed(text):
        if char in _FRONT:
            return "f"
        if char in _BACK:
            return "b"
    return ""


def _agrees(stem: str, suffix: str) -> bool:
    # The instrumental -мен never changes its vowel.
    last = suffix[:1] in "мбп" and suffix[1:] == "ен"
    vowel = _harmony(suffix[:2])
    return not suffix or last or not vowel or _harmony(stem) in ("", vowel)


def number_value(digits: str) -> Fraction:
    """Value of digits with a decimal comma or point, or of one of ½ ¼ ¾."""
    return _VULGAR.get(digits) or Fraction(digits.replace(",", "."))


def suffix_of(text: str) -> tuple[Kind, str, NumCase] | None:
    """Kind, possessive and case that the letters after digits express (уі, дан, ншы); None for other letters."""
    plain = SUFFIXES.get(text)
    if plain is not None:
        return "cardinal", *plain
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal and ordinal[1] in SUFFIXES:
        return "ordinal", *SUFFIXES[ordinal[1]]
    return None


def _ungrouped(norm: str) -> str:
    """`norm` without the separators of thousands, where they can be nothing else (see `_GROUPED`)."""
    match = _GROUPED.fullmatch(norm)
    if match is None:
        return norm
    whole, point, decimals, suffix = match.groups()
    sign = next(char for char in whole if not char.isdigit())
    groups = whole.split(sign)
    address = sign == "." and len(groups) == 4 and all(int(group) <= _BYTE for group in groups)
    if point == sign or address or whole[0] == "0" or (len(groups) == 2 and not point and sign in ".,"):
        return norm
    return "".join(groups) + (f".{decimals}" if decimals else "") + (f"-{suffix}" if suffix else "")


def _digits(norm: str) -> NumWord | None:
    norm = _ungrouped(norm) if not norm.isdecimal() else norm
    match = _NUMBER.fullmatch(norm)
    if match:
        suffix = suffix_of(match[2] or "")
        if suffix is None:
            return None
        kind, possessive, case = suffix
        value = number_value(match[1])
        if kind == "cardinal" and not match[1].isdecimal():
            kind = "decimal"
        return NumWord(value, "digits", kind, case, possessive, match[1])
    match = _RANGE.fullmatch(norm)
    if match:
        suffix = suffix_of(match[3] or "")
        if suffix is None:
            return None
        kind, possessive, case = suffix
        low, high = number_value(match[1]), number_value(match[2])
        return NumWord(low, "range", kind, case, possessive, f"{match[1]}-{match[2]}", high)
    return None


def _word(norm: str) -> NumWord | None:
    if norm[:2] not in _BEGINNINGS:
        return None
    for length in range(min(len(norm), _LONGEST), 1, -1):
        entry = WORDS.get(norm[:length])
        if entry is None:
            continue
        rest = norm[length:].removeprefix(".").removeprefix("-")
        suffix = suffix_of(rest)
        if suffix is None or ("." not in norm and not _agrees(norm[:length], rest)):
            continue
        role, value = entry
        kind, possessive, case = suffix
        if kind == "cardinal" and role == "collective":
            kind = "collective"
        elif kind == "cardinal" and role == "many":
            kind = "many"
        elif kind == "cardinal" and role in ("half", "andhalf", "quarter"):
            kind = "fraction"
        return NumWord(value, role, kind, case, possessive)
    return None


@lru_cache(maxsize=16384)
def word_class(norm: str) -> NumWord | None:
    """The numeral that one lower-case word is, in digits or letters, with its suffix; else None.

    Hyphenated pairs (екі-үш, 5-6) are of role "range". Not numerals: words that only look like
    an inflected one (онда, үшін, алтын) and `біреу`, which means "someone". `бірі` ("one of") is of
    role "part": a numeral in `үштен бірі` only.
    """
    if not norm or len(norm) > 40:
        return None
    if norm in _NOT:
        rest = norm[3:]
        if norm.startswith(SPELLED[1]) and rest in SUFFIXES and SUFFIXES[rest][0] == "3":
            return NumWord(Fraction(1), "part", "cardinal", SUFFIXES[rest][1], "3")
        return None
    if norm[0].isdecimal() or norm[0] in _VULGAR:
        return _digits(norm)
    found = _word(norm)
    if found is not None or "-" not in norm:
        return found
    first, _, second = norm.partition("-")
    low, high = _word(first), _word(second)
    if low is None or high is None or not low.bare or first in _NOT or second in _NOT:
        return None
    return NumWord(low.value, "range", high.kind, high.case, high.possessive, "", high.value)
