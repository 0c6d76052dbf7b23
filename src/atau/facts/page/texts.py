"""The words of the page in Kazakh, Russian and English, from data/words.tsv and data/units.tsv."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import read_table

#: Code to the language's own name.
LANGUAGES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_DATA: Final = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def page_texts() -> dict[str, dict[str, str]]:
    """Language to key to words. Raises TableError."""
    return _by_language("words.tsv", "key")


@lru_cache(maxsize=1)
def unit_names() -> dict[str, dict[str, list[str]]]:
    """Language to code of a unit (ISO 4217, UCUM, percent) to its forms after 1, 2 and 5, one where they are alike.

    Raises TableError.
    """
    names = _by_language("units.tsv", "code")
    return {language: {code: name.split("|") for code, name in known.items()} for language, known in names.items()}


def _by_language(name: str, key: str) -> dict[str, dict[str, str]]:
    rows = read_table(_DATA / name, (key, *LANGUAGES), required="all", unique=(key,))
    return {language: {row[0]: row[index] for row in rows} for index, language in enumerate(LANGUAGES, 1)}
