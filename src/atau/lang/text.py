"""Maps the string of a token to the word it stands for: repaired, folded, normalized.

Nothing here changes a text; these functions compute the lexical attributes of tokens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Soft hyphen, zero-width characters, directional marks, byte-order mark: they are not letters of a word.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BREAK = re.compile(r"(?<=\w)\s*[-\u2010-\u2014]\s+(?=\w)")
_SPACE = re.compile(r"\s+")
_DIRT = re.compile(rf"\s|[{INVISIBLE}]")

# Latin letters, and letters of other alphabets, that pass for Kazakh Cyrillic ones.
_TWINS = str.maketrans(
    "AaBCcEeËëFfHhIiÏïKkMOopPTXxYyƏəÄäӘɵӨöÖҢӊӉӷӶ",
    "АаВСсЕеЁёҒғНһІіЇїКкМОорРТХхУуӘәӘәӘөӨөӨҢңҢғҒ",
)
# Letters of other Cyrillic alphabets (Khakas, Abkhaz, Yakut, Bashkir) that fonts without the Kazakh ones put for them.
_NEIGHBOURS = str.maketrans("ӚӛҤҥҦҧҠҡҞҟҔҕӊӉӷӶ", "ӨөҮүҰұҚқҚқҒғңҢғҒ")
_NEIGHBOUR = re.compile("[ӚӛҤҥҦҧҠҡҞҟҔҕӊӉӷӶ]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0259\u018f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# A word of these alone has nothing to repair or to fold.
_PLAIN = frozenset("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ")
_APOSTROPHES = str.maketrans("’‘ʼʹ`´", "''''''")
# Cyrillic letters, the Roman numerals of Unicode (Ⅷ) and the Arabic alif that PDFs put for І.
_ROMAN_TWINS = str.maketrans(
    dict(zip("ІХСМ\u0627\ufe8d\ufe8e", "IXCMIII", strict=True))
    | {chr(code): unicodedata.normalize("NFKC", chr(code)).upper() for code in range(0x2160, 0x2180)}
)
_ROMAN_LETTERS = re.compile("[IVXLCDMІХСМ\u0627\ufe8d\ufe8e\u2160-\u217f]+")
_ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MAX_CACHED = 1 << 15


def repair(orth: str) -> str:
    """The word that `orth` stands for, case kept.

    White space inside a word (letter-spaced text), a hyphen with white space after it (a word broken at a line end),
    soft hyphens and zero-width characters go. A token that holds nothing else stays as it is.
    """
    if orth.isalnum() or _DIRT.search(orth) is None:
        return orth
    bare = _INVISIBLE.sub("", orth)
    if not bare.strip():
        return orth
    return _SPACE.sub("", _BREAK.sub("", bare.strip()))


def fold(form: str) -> str:
    """`form` with the twins of Kazakh letters replaced inside Cyrillic words, case kept.

    A word (or the part of one before or after a hyphen) is folded when it mixes alphabets and comes out wholly
    Cyrillic; letters of other Cyrillic alphabets always are. Real Latin words and Latin stems with a Cyrillic suffix
    (``BBC-ге``) stay. A Roman numeral that is written with Cyrillic letters becomes Latin.
    """
    if form.isascii():
        return form
    if "-" in form:
        return "-".join(_fold_part(part) for part in form.split("-"))
    return _fold_part(form)


def _fold_part(part: str) -> str:
    if _ROMAN_LETTERS.fullmatch(part):
        roman = part.translate(_ROMAN_TWINS)
        # С, М and Х alone, and words of С and М (СМ), are letters, not numerals.
        if _ROMAN.fullmatch(roman) and (roman == "I" or (any(c in roman for c in "IVX") and len(roman) > 1)):
            return roman
    if _NEIGHBOUR.search(part):
        part = part.translate(_NEIGHBOURS)
    if _LATIN.search(part) and _CYRILLIC.search(part):
        folded = part.translate(_TWINS)
        if not _LATIN.search(folded):
            return folded
    return part


@lru_cache(maxsize=_MAX_CACHED)
def normalize(word: str) -> str:
    """The NORM of a token: repaired, folded, apostrophes made alike, lower case."""
    if _PLAIN.issuperset(word) and not word.isupper():  # in capitals it may be a Roman numeral
        return word.lower()
    return fold(repair(word)).translate(_APOSTROPHES).lower()
