"""The features of a stem that decide its suffixes: harmony, the class of its ending, its voiced form."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.morphology._suffixes import PARADIGMS, Key, Suffix
from atau.morphology.numerals_words import SPELLED
from atau.tables import Table

VOWELS: Final = frozenset("аәеёиоөуұүыіэюя")
_BACK: Final = frozenset("аоұыя")
_FRONT: Final = frozenset("әеөүіэ")
_ENDS: Final = (
    dict.fromkeys("аәеёоөұүыіэя", "V")
    | dict.fromkeys("иуюрй", "G")
    | {"л": "L", "м": "N", "н": "N", "ң": "N", "з": "Z", "ж": "Z"}
)
_CYRILLIC: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
# Letters of loans: their stems may waver in harmony and do not voice a final п.
_LOAN: Final = frozenset("вфцчщъьёэю")
_WAVER: Final = _LOAN | frozenset("хияу")
_VOICED: Final = {"п": "б", "к": "г", "қ": "ғ"}
_LATIN: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввсиз")

# Powers of ten with a word of their own, as the last word of a number with so many zeros.
_POWERS: Final = (12, 9, 6, 3, 2)
_ASCII_DIGITS: Final = frozenset("0123456789")
_NO_FLAGS: Final[frozenset[str]] = frozenset()
CLASSES: Final = frozenset({"front", "back", "poss", "plain", "abbr", "link"})

_DATA: Final = Path(__file__).parent / "data"
EXCEPTIONS: Final = Table(
    _DATA / "exceptions.tsv", ("stem", "harmony", "before_vowel"), required="all", unique=("stem",),
    values={"harmony": ("front", "back", "-")},
)  # fmt: skip
READINGS: Final = Table(
    _DATA / "readings.tsv", ("symbol", "kind", "reading"), required="all", unique=("symbol",),
    values={"kind": ("word", "unit", "letter")}, allow_mixed=True,
)  # fmt: skip
POSSESSED: Final = Table(_DATA / "possessed.tsv", ("form", "sort"), required="all", unique=("form",))

_EXCEPTIONS: Final[dict[str, tuple[str, str]]] = {
    stem: (harmony, before) for stem, harmony, before in EXCEPTIONS.read()
}
_REGULAR: Final = ("-", "-")
_READINGS: Final[dict[str, dict[str, str]]] = {"word": {}, "unit": {}, "letter": {}}
for _symbol, _kind, _reading in READINGS.read():
    _READINGS[_kind][_symbol] = _reading

_POSSESSED: Final = frozenset(form for form, _ in POSSESSED.read())
_PATRONYMIC: Final = ("ұлы", "қызы")

# shortened stem -> full stem: орн -> орын
FULL_STEMS: Final[dict[str, str]] = {
    before: stem for stem, (_, before) in _EXCEPTIONS.items() if before not in ("-", stem)
}


class Shape(NamedTuple):
    """How a stem inflects.

    `before_vowel` is the stem before a suffix that begins with a vowel (кітап: кітаб). `joiner` is a hyphen
    for digits, abbreviations and Latin script. `wavers`: a loan or name whose harmony writers do
    not agree on. `links`: some writers give it a linking vowel (банкіге, банкке).
    `possessed`: see `is_possessed`.
    """

    stem: str
    end: str
    back: bool
    before_vowel: str
    joiner: str
    upper: bool
    wavers: bool
    links: bool
    possessed: bool
    suffixes: dict[Key, Suffix]

    def form(self, key: Key) -> str:
        """The inflected form; KeyError where the class has no such form."""
        text, vowel = self.suffixes[key]
        if not text:
            return self.stem
        if self.upper:
            text = text.upper()
        return (self.before_vowel if vowel else self.stem) + self.joiner + text


def _last_part(stem: str) -> str:
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


def is_possessed(stem: str) -> bool:
    """The last word bears the possessive of the third person, as the heads of names and patronymics do (Жандосұлы)."""
    return _is_possessed(_last_part(stem).lower())


def _is_possessed(last: str) -> bool:
    return last in _POSSESSED or (last.endswith(_PATRONYMIC) and len(last) > 5)


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


def _ending(word: str) -> str:
    bare = word.rstrip("ьъ")
    return _ENDS.get(bare[-1:], "T" if bare else "V")


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


def _read_aloud(part: str, lower: str, *, abbreviation: bool) -> str | None:
    """How a number, a unit, an abbreviation or a word in another script is read; None for a Cyrillic word.

    >>> _read_aloud("2030", "2030", abbreviation=False), _read_aloud("км", "км", abbreviation=False)
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


def shape(stem: str, cls: str = "") -> Shape:
    """How `stem` inflects in class `cls` (see `inflect`); ValueError for an unknown class."""
    if not stem:
        raise ValueError("the stem is empty")
    flags = frozenset(filter(None, cls.split(","))) if cls else _NO_FLAGS
    if flags - CLASSES:
        raise ValueError(f"unknown class {cls!r}; the classes are {', '.join(sorted(CLASSES))}")
    part = _last_part(stem)
    lower = part.lower()
    last = lower[-1:]
    read = _read_aloud(part, lower, abbreviation="abbr" in flags)
    native = read is None
    word = lower if read is None else read
    joiner = "" if native and stem[-1].isalpha() else "-"
    before = stem
    harmony, short = _EXCEPTIONS.get(word, _REGULAR)
    back = harmony == "back" if harmony != "-" else is_back(word)
    end = _ending(word)
    if flags:
        if "front" in flags or "back" in flags:
            back = "back" in flags
        if "poss" in flags:
            end = "P"
        elif "link" in flags:
            end = "K"
    upper = native and not joiner and len(part) > 1 and part.isupper()
    if native and not joiner and not (flags and flags.intersection(("plain", "poss"))):
        before = _before_vowel(stem, lower, short, upper=upper)
    return Shape(
        stem=stem,
        end=end,
        back=back,
        before_vowel=before,
        joiner=joiner,
        upper=upper,
        wavers=not native or not _WAVER.isdisjoint(word) or _is_mixed(word),
        links=native and len(word) > 2 and last in "кгт" and word[-2] not in VOWELS,
        possessed=_is_possessed(lower),
        suffixes=PARADIGMS[end, back],
    )


def _is_mixed(word: str) -> bool:
    return not _BACK.isdisjoint(word) and not _FRONT.isdisjoint(word)


def _before_vowel(stem: str, lower: str, short: str, *, upper: bool) -> str:
    if short != "-":
        return stem[: len(stem) - len(lower)] + _like(short, stem[-len(lower) :], upper=upper)
    last = lower[-1]
    if last in "ьъ":
        return stem[:-1]
    voiced = _VOICED.get(last)
    if voiced is None or lower[-2:-1] not in VOWELS or len(lower) < 2:
        return stem
    if last == "п" and (lower[-2] == "и" or not _LOAN.isdisjoint(lower)):
        return stem  # принцип
    return stem[:-1] + (voiced.upper() if upper else voiced)


def _like(short: str, part: str, *, upper: bool) -> str:
    if upper:
        return short.upper()
    return short.capitalize() if part[0].isupper() else short


cached_shape = lru_cache(maxsize=8192)(shape)
