"""Function words of the languages in Latin letters that stand beside Kazakh: they tell a foreign sentence."""

from __future__ import annotations

import importlib
from functools import lru_cache

_LANGUAGES = ("az", "de", "en", "es", "fr", "it", "tr")


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """In lower case, of three letters or more or English and Turkish; from spaCy."""
    found: set[str] = set()
    for language in _LANGUAGES:
        words = importlib.import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
        found.update(word for word in words if word.isalpha())
    return frozenset(found)
