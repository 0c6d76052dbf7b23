"""Function words of the languages in Latin letters that stand beside Kazakh: they tell a foreign sentence."""

from __future__ import annotations

import runpy
from functools import lru_cache
from pathlib import Path

import spacy

_LANGUAGES = ("az", "de", "en", "es", "fr", "it", "tr")


def stop_words(language: str) -> set[str]:
    """spaCy's function words of a language, by its code.

    They are read without the package of the language: that of French takes seconds to import.
    """
    path = Path(spacy.__file__).parent / "lang" / language / "stop_words.py"
    words: set[str] = runpy.run_path(str(path))["STOP_WORDS"]
    return words


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """In lower case, letters only."""
    return frozenset(word for language in _LANGUAGES for word in stop_words(language) if word.isalpha())
