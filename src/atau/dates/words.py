"""The words of date expressions with their endings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from atau.morphology import match
from atau.tables import Table

_DATA: Final = Path(__file__).parent / "data"
MONTHS: Final = Table(
    _DATA / "months.tsv",
    ("word", "month", "use"),
    required="all",
    unique=("word",),
    values={"use": ("free", "locative", "dated", "season", "short")},
)
DATE_WORDS: Final = Table(
    _DATA / "date_words.tsv",
    ("word", "class", "value"),
    required="all",
    unique=("word",),
    values={
        "class": (
            "unit", "weekday", "year_word", "day_word", "modifier", "past", "future", "recurring", "after_day", "ago",
            "label", "counter", "count",
        )
    },
)  # fmt: skip
_MONTH: Final = "month_name"
# Words of these classes have no endings but those that they are listed with.
_FIXED: Final = frozenset(("modifier", "past", "future", "recurring", "ago", "label", "count"))


class Word(NamedTuple):
    """A word of a date. use: of a month, how sure it is one; see the table. The rest as in `Analysis`."""

    cls: str
    value: str
    use: str = ""
    plural: bool = False
    possessive: bool = False
    case: str = "nom"
    attributive: bool = False

    @property
    def is_bare(self) -> bool:
        return self.case == "nom" and not (self.plural or self.possessive or self.attributive)


def _read_tables() -> dict[str, tuple[str, str, str]]:
    found = {word: (_MONTH, month, use) for word, month, use in MONTHS.read()}
    for word, cls, value in DATE_WORDS.read():
        found[word] = (cls, value, "")
    return found


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[str, str, str]], Mapping[str, str], frozenset[str]]:
    """What each word does, the inflection classes of those that have endings, and how words begin."""
    words = _read_tables()
    stems = {word: "" for word, (cls, _, use) in words.items() if cls not in _FIXED and use != "short"}
    return words, stems, frozenset(word[:2] for word in words)


@lru_cache(maxsize=1 << 13)
def date_word(norm: str) -> Word | None:
    """The word of a date that `norm` (lower case, with any endings) is, else None.

    >>> date_word("қыркүйегінде").value
    '9'
    """
    words, stems, beginnings = _tables()
    if norm[:2] not in beginnings:
        return None
    entry = words.get(norm)
    if entry is not None:
        return Word(*entry)
    for analysis in match(norm, stems):
        if analysis.possessive in ("", "3"):
            cls, value, use = words[analysis.stem]
            plural, owned = analysis.number == "pl", analysis.possessive == "3"
            return Word(cls, value, use, plural, owned, analysis.case, analysis.attributive)
    return None


def is_surely_month(word: Word) -> bool:
    """Whether the name of a month, with the ending it has, is the month without a day or a year beside it."""
    if word.use == "locative":
        return word.attributive or word.case == "loc"
    return word.use == "free" and (word.attributive or word.case in ("loc", "abl", "dat", "gen"))


def month_number(word: Word | None) -> int | None:
    """1 to 12 where the word names a month in full, else None."""
    return int(word.value) if word is not None and word.cls == _MONTH and word.use != "short" else None


def short_month(word: Word | None) -> int | None:
    """1 to 12 where the word is a month cut short, else None."""
    return int(word.value) if word is not None and word.cls == _MONTH and word.use == "short" else None


def is_unit(word: Word | None, unit: str) -> bool:
    """Whether the word is the unit of time `unit`."""
    return word is not None and word.cls == "unit" and word.value == unit


@lru_cache(maxsize=1)
def labels() -> tuple[str, ...]:
    """The words that name the time of publication."""
    return tuple(word for word, (cls, value, _) in _tables()[0].items() if cls == "label" and value == "+")
