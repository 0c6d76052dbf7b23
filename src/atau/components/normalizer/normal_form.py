"""The dictionary form of a mention, from its tokens alone: `Қ.Көшербаевтың` Қ. Көшербаев, `Атыраудан` Атырау."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from atau.components.normalizer.nominative import CASE_ENDINGS, is_known, nominative, shared_head
from atau.lang.text import fold
from atau.lexicon.places import places

_OPEN, _CLOSE = "«“„‹\"'‘", "»”“›\"'’"
_UPPER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_WORD = r"[^\W\d_]"
# A word broken by a hyphen at the end of a line; a new part of a name begins with a capital and keeps the hyphen.
_BROKEN = re.compile(rf"(?<={_WORD})([-‐‑])[ \t]*\n\s*(?=({_WORD}))")
_ALL_ENDINGS = "|".join(sorted(CASE_ENDINGS, key=len, reverse=True))
_STRAY_ENDING = re.compile(rf"(?<={_WORD})\s*\n\s*(?:{_ALL_ENDINGS})$")
# An ending written apart: «Қазпочта»-ның, БҰҰ -ға, БҰҰ ның; `мен` and `не` alone are words.
_APART = re.compile(
    rf"(?:(?<=[»”“›\"’])\s?[-‐‑–]?\s?(?:{_ALL_ENDINGS})|\s[-‐‑–]\s?(?:{_ALL_ENDINGS})|-\s(?:{_ALL_ENDINGS})"
    r"|\s(?:[ндт][ыі]ң|[ғгқк][ае]|[дт][ае]н?))$"
)
_INITIAL = re.compile(rf"(?<![^\W\d_])([{_UPPER}][а-яёәғқңөұүһіa-z]?\.)(?=[^\W\d_])")
_ROMAN = re.compile(r"[IVXІХ]+")
_SHORTEST_FOLDED = 4


def surface(forms: Iterable[str], spaced: Iterable[bool]) -> str:
    """The repaired forms of the tokens on one line. spaced: whether a blank follows; white space stands as it is."""
    text = "".join(fold(form) + " " * space for form, space in zip(forms, spaced, strict=True))
    text = _BROKEN.sub(lambda found: found[1] if found[2].isupper() else "", text)
    joined = _STRAY_ENDING.search(text)
    if joined:
        text = text[: joined.start()] + text[joined.start() : joined.end()].strip()
    return " ".join(text.split())


def normal_form(text: str, label: str) -> str:
    """The dictionary form of a repaired mention of `label`.

    The last word is put in the nominative, number and possessive stay; quotes round the whole go. Persons: initials
    are parted by a blank, capitals folded. Places: capitals folded where they are no abbreviation; the plural of a
    head that several places share becomes singular.

    >>> normal_form("Қ.Е.КӨШЕРБАЕВТЫҢ", "PERSON"), normal_form("«Қазақмыс» ЖШС-нің", "ORG")
    ('Қ. Е. Көшербаев', '«Қазақмыс» ЖШС')
    """
    text = _APART.sub("", text)
    text = _unquoted(text)
    if label == "PERSON":
        text = _INITIAL.sub(r"\1 ", text)
    first, blank, last = text.rpartition(" ")
    if any(c.isalpha() for c in last) and not last.endswith("."):
        shared = shared_head(last.lower()) if label == "LOC" and first else ""
        if shared and is_known(shared, "LOC"):
            last = shared.upper() if last.isupper() else shared
        else:
            last = _nominative(last, label, alone=not first)
    text = first + blank + last
    if label == "PERSON":
        return " ".join(_title(word) for word in text.split(" "))
    if label == "LOC" and text.isupper() and len(text) >= _SHORTEST_FOLDED:
        return " ".join(_place_case(word, i) for i, word in enumerate(text.split(" ")))
    return text


def _unquoted(text: str) -> str:
    if len(text) > 2 and text[0] in _OPEN and text[-1] in _CLOSE and not any(c in _CLOSE for c in text[1:-1]):
        return text[1:-1].strip()
    return text


def _nominative(word: str, label: str, *, alone: bool) -> str:
    """`word`, its letters' case kept, quotes and brackets round it too."""
    head = re.match(r"\W*", word)
    tail = re.search(r"[^\w.]*$", word)
    start, end = head.end() if head else 0, tail.start() if tail else len(word)
    core = word[start:end]
    lower = core.lower()
    if len(lower) != len(core):
        return word
    # What is written as an abbreviation ends in a hyphen and a case, or in no case at all.
    if core.isupper() and "-" not in core and len(core) < _SHORTEST_FOLDED:
        return word
    if core.isupper() and "-" not in core and label != "PERSON" and not is_known(lower, label):
        return word
    found = nominative(lower, label, core[:1].isupper(), alone or label == "PERSON")
    return word[:start] + core[: len(found)] + word[end:]


def _title(word: str) -> str:
    """A word of a person's name in small letters with a capital: ӘМІРОВА, БАЙ-ОҒЛЫ; initials and numbers stay."""
    if "-" in word:
        return "-".join(_title(part) for part in word.split("-"))
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or "." in word or not all(c.isupper() for c in letters) or _ROMAN.fullmatch(word):
        return word
    return word.capitalize()


def _place_case(word: str, place: int) -> str:
    if len(word) < _SHORTEST_FOLDED:
        return word
    if place and word.lower() in _common_words():
        return word.lower()
    if word.lower() not in _name_words():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Words of place names that are written small: облысы, ауданы."""
    small = {word for place in places() for word in place.name.split()[1:] if word.islower()}
    return frozenset(small | {"облысы", "ауданы", "қаласы", "көшесі", "ауылы", "өзені", "көлі", "республикасы"})


@lru_cache(maxsize=1)
def _name_words() -> frozenset[str]:
    """The words of the places of the lexicon; what is none of them may be an abbreviation (КСРО)."""
    return frozenset(word.lower() for place in places() for word in place.name.split() if not word.isupper())
