"""Words beside a number that may be a damaged part of it: `екі жүз̅ден` is two hundred, not two.

Such a number has no value. What is read as whole (Latin twins of Kazakh letters, soft hyphens) is no damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from atau.components.quantity.lexicon import QuantityLexicon
from atau.lang.text import normalize, repair
from atau.morphology.numerals_words import SUFFIXES, word_class

_LETTERS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_VOWELS: Final = frozenset("аәеёиоөуүұыіэюя")
_WORD: Final = frozenset(f"{_LETTERS}-")
# Stands for what no Kazakh word holds: other letters, digits, combining marks.
_MARK: Final = "?"
_STRANGE: Final = re.compile(r"\?+")
_CLEAN: Final = re.compile(f"[{_LETTERS}]")
_LONGEST: Final = 40
_FEWEST_CLEAN: Final = 2
# A lost letter leaves another letter behind, with a mark at most.
_MOST_FOR_A_LETTER: Final = 2
_MOST_BEFORE_ENDING: Final = 2


@lru_cache(maxsize=4096)
def may_be_numeral(form: str) -> bool:
    """Whether `form`, which is no numeral as it stands, is one without what is strange in it, or with a letter for it.

    >>> may_be_numeral("жүз̅ден"), may_be_numeral("İжүзден"), may_be_numeral("жyз"), may_be_numeral("GB-тан")
    (True, True, True, False)
    """
    if len(form) > _LONGEST or form[:1].isdigit():
        return False
    whole = repair(form)
    word = _marked(whole)
    strange = list(_STRANGE.finditer(word))
    if not strange or word_class(normalize(form)) is not None or len(word) - word.count(_MARK) < _FEWEST_CLEAN:
        return False
    if not all(_is_part_of_word(char) for char in whole):
        return False
    pieces = [piece for piece in _STRANGE.split(word) if len(piece) > _FEWEST_CLEAN]
    if any(word_class(piece) is not None for piece in (word.replace(_MARK, ""), *pieces)):
        return True  # жүз̅ден; жүз̅шақырым: what joins two words may be anything
    if len(strange) > 1 or len(strange[0].group()) > _MOST_FOR_A_LETTER:
        return False
    before, after = word[: strange[0].start()], word[strange[0].end() :]
    return any(word_class(before + letter + after) is not None for letter in _LETTERS)


def _marked(word: str) -> str:
    """`word` in lower case, with a mark for what is strange in it: no Kazakh letter, or a capital after a small one."""
    small = word[:1] + "".join(
        _MARK if char.isupper() and before.islower() else char for before, char in pairwise(word)
    )
    return "".join(char if char in _WORD else _MARK for char in map(str.lower, small))


def _is_part_of_word(char: str) -> bool:
    return char == "-" or unicodedata.category(char)[0] in "LMN"


def has_extra_letter(noun: str) -> bool:
    """Whether the word is a numeral with a letter too many.

    >>> has_extra_letter("жүзіден"), has_extra_letter("данадан")
    (True, False)
    """
    return word_class(noun) is None and any(
        word_class(noun[:i] + noun[i + 1 :]) is not None for i in range(min(len(noun), _LONGEST))
    )


def lacks_vowel(noun: str) -> bool:
    """Whether the word is a numeral without its first vowel; no Kazakh word begins with two consonants.

    >>> lacks_vowel("жзден"), lacks_vowel("трактор"), lacks_vowel("млн")
    (True, False, False)
    """
    begins = len(noun) > 1 and _VOWELS.isdisjoint(noun[:2]) and noun[:2].isalpha()
    return begins and word_class(noun) is None and any(word_class(noun[0] + vowel + noun[1:]) for vowel in _VOWELS)


def is_torn_ending(form: str) -> bool:
    """Whether what is glued to a numeral is its ending behind something strange: жүз|Кден, жүз|XVIIIден.

    >>> is_torn_ending("Кден"), is_torn_ending("XVIIIден"), is_torn_ending("Адамнан")
    (True, True, False)
    """
    word = normalize(form)
    for length in range(1, len(word)):
        rest, suffix = word[:length], word[length:]
        if suffix in SUFFIXES and (length <= _MOST_BEFORE_ENDING or _CLEAN.search(rest) is None):
            return True
    return False


def _is_garbage(char: str) -> bool:
    """Whether no text has this before a word: a stray mark, a sign of a script or block that no one writes with."""
    category = unicodedata.category(char) if char else ""
    return category in ("Mn", "Me", "Cn", "Co") or (category == "So" and not _is_pictogram(char))


def _is_pictogram(char: str) -> bool:
    return "\u2190" <= char <= "\u2bff" or "\U0001f000" <= char <= "\U0001faff"


def may_go_on(before: str, after: str, lexicon: QuantityLexicon, *, glued: bool) -> bool:
    """Whether two words beside each other may be one number of which one word is damaged.

    glued: nothing stands between them.
    """
    first, second = lexicon.elements(before), lexicon.elements(after)
    if first and first[-1].num is not None:
        if may_be_numeral(after) or lacks_vowel(normalize(after)):
            return True
        if glued and first[-1].form == "word" and second and second[0].form == "word" and second[0].num is None:
            return lexicon.units.find(second[0].text) is None and is_torn_ending(after)
    spelled = bool(second) and second[0].num is not None and second[0].form == "word"
    damaged = may_be_numeral(before) or lacks_vowel(normalize(before))
    return spelled and (damaged or (glued and _is_garbage(before[-1:])))


def is_damaged(words: Sequence[str], spaced: Sequence[bool], lexicon: QuantityLexicon) -> bool:
    """Whether a word of the amount may be a damaged part of its number.

    spaced: whether white space follows each word.
    """
    return any(
        may_go_on(words[i], words[i + 1], lexicon, glued=not spaced[i])
        for i in range(len(words) - 1)
        if not (words[i].isspace() or words[i + 1].isspace())
    )
