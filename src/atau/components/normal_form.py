"""The dictionary form of a mention, from its tokens alone: `Қ.Көшербаевтың` Қ. Көшербаев, `Атыраудан` Атырау."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from atau.components.nominative import CASE_ENDINGS, nominative
from atau.components.words import Word, make_word
from atau.lang.text import fold
from atau.lexicon.places import places

_OPEN, _CLOSE = "«“„‹\"'‘", "»”“›\"'’"
_UPPER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_WORD = r"[^\W\d_]"
# A word broken by a hyphen at the end of a line; a new part of a name begins with a capital and keeps the hyphen.
_BROKEN = re.compile(rf"(?<={_WORD})([-‐‑])[ \t]*\n\s*(?=({_WORD}))")
_STRAY_ENDING = re.compile(rf"(?<={_WORD})\s*\n\s*(?:{'|'.join(sorted(CASE_ENDINGS, key=len, reverse=True))})$")
_AFTER_QUOTE = re.compile(rf"(?<=[»”“›\"’])\s?[-‐‑–]?\s?({'|'.join(sorted(CASE_ENDINGS, key=len, reverse=True))})$")
_INITIAL = re.compile(rf"(?<![^\W\d_])([{_UPPER}][а-яёәғқңөұүһіa-z]?\.)(?=[{_UPPER}])")
_ROMAN = re.compile(r"[IVXІХ]+")
_SHORTEST_FOLDED = 4


def surface(words: Iterable[tuple[Word, str]]) -> str:
    """The repaired words on one line. words: each with the white space after it; tokens of white space as they are."""
    text = "".join((word.form if word.space else fold(word.form)) + space for word, space in words)
    text = _BROKEN.sub(lambda found: found[1] if found[2].isupper() else "", text)
    joined = _STRAY_ENDING.search(text)
    if joined:
        text = text[: joined.start()] + text[joined.start() : joined.end()].strip()
    return " ".join(text.split())


def normal_form(text: str, label: str) -> str:
    """The dictionary form of a repaired mention of `label`.

    The last word is put in the nominative, number and possessive stay; quotes round the whole go. Persons: initials
    are parted by a blank, capitals folded. Places: capitals folded where they are no abbreviation.

    >>> normal_form("Қ.Е.КӨШЕРБАЕВТЫҢ", "PERSON"), normal_form("«Қазақмыс» ЖШС-нің", "ORG")
    ('Қ. Е. Көшербаев', '«Қазақмыс» ЖШС')
    """
    text = _AFTER_QUOTE.sub("", text)
    text = _unquoted(text)
    if label == "PERSON":
        text = _INITIAL.sub(r"\1 ", text)
    first, blank, last = text.rpartition(" ")
    if any(c.isalpha() for c in last) and not last.endswith("."):
        last = _nominative(last, label)
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


def _nominative(word: str, label: str) -> str:
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
    return word[:start] + core[: len(nominative(lower, label))] + word[end:]


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
    return "-".join(part.capitalize() for part in word.split("-"))


def _common_words() -> frozenset[str]:
    """Words of place names that are written small: облысы, ауданы."""
    if not _COMMON:
        small = {word for place in places() for word in place.name.split()[1:] if word.islower()}
        _COMMON.append(frozenset(small | {"облысы", "ауданы", "қаласы", "көшесі", "ауылы", "өзені", "көлі"}))
    return _COMMON[0]


_COMMON: list[frozenset[str]] = []


def words_of(tokens: Iterable[Token]) -> list[tuple[Word, str]]:
    """What `surface` takes, from spaCy's tokens."""
    return [(make_word(token.text), token.whitespace_) for token in tokens]
