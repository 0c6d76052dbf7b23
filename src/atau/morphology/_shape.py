"""The features of a stem that decide its suffixes: harmony, the class of its ending, its voiced form."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.morphology._reading_aloud import last_part, read_aloud
from atau.morphology._sounds import VOWELS, ending_class, is_back, is_mixed
from atau.morphology._suffixes import PARADIGMS, Key, Suffix
from atau.tables import Table

# Letters of loans: their stems may waver in harmony and do not voice a final п.
_LOAN: Final = frozenset("вфцчщъьёэю")
_WAVER: Final = _LOAN | frozenset("хияу")
_VOICED: Final = {"п": "б", "к": "г", "қ": "ғ"}
_NO_FLAGS: Final[frozenset[str]] = frozenset()
CLASSES: Final = frozenset({"front", "back", "poss", "plain", "abbr", "link"})

_DATA: Final = Path(__file__).parent / "data"
EXCEPTIONS: Final = Table(
    _DATA / "exceptions.tsv", ("stem", "harmony", "before_vowel"), required="all", unique=("stem",),
    values={"harmony": ("front", "back", "-")},
)  # fmt: skip
POSSESSED: Final = Table(_DATA / "possessed.tsv", ("form", "sort"), required="all", unique=("form",))

_EXCEPTIONS: Final[dict[str, tuple[str, str]]] = {
    stem: (harmony, before) for stem, harmony, before in EXCEPTIONS.read()
}
_REGULAR: Final = ("-", "-")
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


def is_possessed(stem: str) -> bool:
    """The last word bears the possessive of the third person, as the heads of names and patronymics do (Жандосұлы)."""
    return _is_possessed(last_part(stem).lower())


def _is_possessed(last: str) -> bool:
    return last in _POSSESSED or (last.endswith(_PATRONYMIC) and len(last) > 5)


def shape(stem: str, cls: str = "") -> Shape:
    """How `stem` inflects in class `cls` (see `inflect`); ValueError for an unknown class."""
    if not stem:
        raise ValueError("the stem is empty")
    flags = frozenset(filter(None, cls.split(","))) if cls else _NO_FLAGS
    if flags - CLASSES:
        raise ValueError(f"unknown class {cls!r}; the classes are {', '.join(sorted(CLASSES))}")
    part = last_part(stem)
    lower = part.lower()
    last = lower[-1:]
    read = read_aloud(part, lower, abbreviation="abbr" in flags)
    native = read is None
    word = lower if read is None else read
    joiner = "" if native and stem[-1].isalpha() else "-"
    before = stem
    harmony, short = _EXCEPTIONS.get(word, _REGULAR)
    back = harmony == "back" if harmony != "-" else is_back(word)
    end = ending_class(word)
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
        wavers=not native or not _WAVER.isdisjoint(word) or is_mixed(word),
        links=native and len(word) > 2 and last in "кгт" and word[-2] not in VOWELS,
        possessed=_is_possessed(lower),
        suffixes=PARADIGMS[end, back],
    )


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
