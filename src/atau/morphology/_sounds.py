"""The sounds of a word as it is read: vowel harmony, and the class of its ending."""

from __future__ import annotations

from typing import Final

VOWELS: Final = frozenset("аәеёиоөуұүыіэюя")
_BACK: Final = frozenset("аоұыя")
_FRONT: Final = frozenset("әеөүіэ")
_ENDS: Final = (
    dict.fromkeys("аәеёоөұүыіэя", "V")
    | dict.fromkeys("иуюрй", "G")
    | {"л": "L", "м": "N", "н": "N", "ң": "N", "з": "Z", "ж": "Z"}
)


def is_back(word: str) -> bool:
    """Vowel harmony of a lower-case word read in Kazakh, exceptions not considered."""
    last = word[-1:]
    if last in "қғ":
        return True
    if last == "ь" or (last in "кг" and len(word) > 2 and word[-2] not in VOWELS):
        return False  # медаль, банк, Петербург
    if len(word) > 4 and word[-2:] in ("ов", "ев", "ёв"):
        word = word[:-2]  # surnames keep the harmony of the name: Назарбаев, Ахметов
    size = len(word)
    for at in range(size - 1, -1, -1):
        letter = word[at]
        if letter in _BACK:
            return True
        if letter in _FRONT:
            return letter in "еэ" and last == "х"  # цех, чех
        if letter == "ё":
            return not word.endswith("ёр")
        if at == size - 1:
            continue  # a final у, и, ю is neutral: оқу, білу
        if letter == "у" and not (at and word[at - 1] in VOWELS):
            return True  # institut; after a vowel it is a consonant
        if letter == "ю":
            return False
        if letter == "и":
            return word[at + 1] in "хқғ"  # тарих
    return "и" not in word


def is_mixed(word: str) -> bool:
    """Whether a word has back and front vowels."""
    return not _BACK.isdisjoint(word) and not _FRONT.isdisjoint(word)


def ending_class(word: str) -> str:
    """The class of the ending, on which the first consonant of a suffix depends; half a key of `PARADIGMS`."""
    bare = word.rstrip("ьъ")
    return _ENDS.get(bare[-1:], "T" if bare else "V")
