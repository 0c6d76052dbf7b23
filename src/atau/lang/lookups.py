"""Lookup tables of ``kk`` under spaCy's registry, and the NORM exceptions for Russian words in Kazakh text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import spacy_lookups_data
from spacy.util import load_language_data

# Kazakh news quotes Russian; its spelling variants are those of spacy-lookups-data's Russian table.
KK_LOOKUPS: dict[str, Path] = {"lexeme_norm": spacy_lookups_data.ru["lexeme_norm"]}


@lru_cache(maxsize=1)
def russian_norms() -> dict[str, str]:
    """Russian word form to NORM, from spacy-lookups-data."""
    table: dict[str, str] = load_language_data(KK_LOOKUPS["lexeme_norm"])  # type: ignore[assignment]
    return {str(form): str(norm) for form, norm in table.items()}
