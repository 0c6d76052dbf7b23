"""Guesses the capitals of a sentence in Arabic letters, which have none: names, beginnings, initials, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from atau.lexicon import given_names, patronymic_like, places, surname_like, surnames
from atau.morphology import analyses, match
from atau.script.tables import CAPITALS

_WORD: Final = re.compile("[\u0400-\u052f]+")
_OPENERS: Final = frozenset('«“„"‹(')
_QUOTES: Final = frozenset('«“„"‹')
_SHORTEST: Final = 3
_ANALYSES: Final = 4
_POSSESSIVE: Final = ("ұлы", "қызы")
_LONGEST_ABBREVIATION: Final = 6
_VOWELS: Final = frozenset("аәеёиоөуұүыіэюя")
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің")
# A word that is more frequent (in nats) than names are.
_RARE: Final = 9.0
_REACH: Final = 8
_ORGANS: Final = ("министрл", "агентті", "комитет", "департамент", "парламент", "мәжіліс", "сенат", "үкімет")
_NONE, _WEAK, _STRONG, _UPPER = range(4)


class _Word(NamedTuple):
    """chunk, start, end: where it stands. form: in lower case. before, after: the characters beside it."""

    chunk: int
    start: int
    end: int
    form: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Names:
    """Words that bear a capital: always, or beside others that do; and what is written in capitals."""

    strong: Mapping[str, str]
    weak: Mapping[str, str]
    upper: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    upper: set[str] = set()
    entries = [(name, entry.weak) for table in (given_names(), surnames()) for name, entry in table.items()]
    for place in places():
        words = place.name.split()
        entries += [(word, place.weak or len(words) > 1) for word in words if word[:1].isupper()]
    for name, is_weak in entries:
        low = name.lower()
        (weak if is_weak else strong)[low] = "poss" if low.endswith(_POSSESSIVE) else ""
    for word, case in CAPITALS.read():
        if case == "upper":
            upper.add(word)
        else:
            strong[word] = ""
    for word in strong:
        weak.pop(word, None)
    return _Names(strong, weak, frozenset(upper))


@lru_cache(maxsize=1 << 15)
def _kind(form: str) -> int:
    """How surely a word bears a capital.

    >>> [_kind(form) for form in ("астанаға", "сейітовтің", "ақш", "келді")]
    [2, 2, 3, 0]
    """
    names = _names()
    if form in names.upper:
        return _UPPER
    if form in names.strong:
        return _STRONG
    if form in names.weak:
        return _WEAK
    if len(form) < _SHORTEST:
        return _NONE
    if any(len(a.stem) >= _SHORTEST for a in match(form, names.strong)):
        return _STRONG
    stems = [a.stem for a in analyses(form)[:_ANALYSES]]
    if any(surname_like(stem) or patronymic_like(stem) for stem in stems):
        return _STRONG
    return _WEAK if any(len(a.stem) >= _SHORTEST for a in match(form, names.weak)) else _NONE


def _is_initial(word: _Word) -> bool:
    return len(word.form) == 1 and word.after == "."


def _is_abbreviation(form: str, known: Mapping[str, float]) -> bool:
    """A short word without a vowel that is no unit.

    >>> [_is_abbreviation(form, {"км": 1}) for form in ("жшс", "км", "жол")]
    [True, False, False]
    """
    return 1 < len(form) < _LONGEST_ABBREVIATION and _VOWELS.isdisjoint(form) and form not in known


def _beside_names(
    words: Sequence[_Word], kinds: Sequence[int], raised: Sequence[bool], i: int, known: Mapping[str, float]
) -> bool:
    """Beside a surname or an initial stand the other names of a person, which may be any words."""
    word = words[i]
    if word.before == "-":
        return kinds[i] >= _WEAK and raised[i - 1] if i else False
    if i and _is_initial(words[i - 1]) and (word.before == "." or word.form not in known):
        return True
    after = i + 1 < len(words) and kinds[i + 1] == _STRONG and not word.after
    before = i > 0 and raised[i - 1] and kinds[i - 1] >= _WEAK and not words[i - 1].after
    if kinds[i] == _WEAK:
        return (after or before) and known.get(word.form, _RARE) >= _RARE
    return after and word.form not in known and surname_like(words[i + 1].form)


def _beginnings(words: Sequence[_Word], raised: Sequence[bool]) -> list[int]:
    """The words after the name of a state with which the name of one of its organs begins.

    Қазақстан Республикасының Білім және ғылым министрлігі.
    """
    found = []
    for i in range(1, len(words)):
        last = words[i - 1]
        if raised[i - 1] and not last.after and (last.form.endswith(_GENITIVE) or last.form == "қр"):
            organ = (k for k in range(i, min(i + _REACH, len(words))) if words[k].form.startswith(_ORGANS))
            end = next(organ, None)
            if end is not None and not any(words[k].after for k in range(i, end)):
                found.append(i)
    return found


def capitalise(chunks: Sequence[str], known: Mapping[str, float], *, begins: bool) -> list[str]:
    """The chunks of a sentence with capitals; no chunk changes its length.

    known: forms that are words, with their costs in nats. begins: the first word begins a sentence.

    >>> capitalise(["нұрлан", "сейітов", "астанаға", "келді."], {}, begins=True)
    ['Нұрлан', 'Сейітов', 'Астанаға', 'келді.']
    """
    words = [
        _Word(
            i,
            *found.span(),
            found.group().lower(),
            chunk[found.start() - 1 : found.start()],
            chunk[found.end() : found.end() + 1],
        )
        for i, chunk in enumerate(chunks)
        for found in _WORD.finditer(chunk)
    ]
    kinds = [_UPPER if _is_abbreviation(word.form, known) else _kind(word.form) for word in words]
    raised = [
        kind >= _STRONG or word.before in _QUOTES or _is_initial(word) for kind, word in zip(kinds, words, strict=True)
    ]
    for i in range(len(words)):
        raised[i] = raised[i] or _beside_names(words, kinds, raised, i, known)
    for i in _beginnings(words, raised):
        raised[i] = True
    if begins and words and not any(map(str.isdigit, "".join(chunks[: words[0].chunk + 1]))):
        raised[0] = True
    result = [list(chunk) for chunk in chunks]
    for word, kind, up in zip(words, kinds, raised, strict=True):
        if kind == _UPPER:
            result[word.chunk][word.start : word.end] = word.form.upper()
        elif up and not (word.before == "-" and kind < _WEAK):
            result[word.chunk][word.start] = word.form[0].upper()
    return ["".join(chunk) for chunk in result]
