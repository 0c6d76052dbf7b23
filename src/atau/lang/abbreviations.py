"""Abbreviations with a dot: one table for the tokenizer and the sentence boundaries."""

from __future__ import annotations

from functools import lru_cache

from atau.lang.tables import ABBREVIATIONS


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Form in lower case, dots included, to what a capital after it says: "", "closes" or "amount" (see the table).

    Raises TableError on a faulty table.
    """
    return {row[0]: row[1] for row in ABBREVIATIONS.read()}
