"""Abbreviations with a dot: one table for the tokenizer and the sentence boundaries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from atau.lexicon.table import read_table

_TABLE = Path(__file__).parent / "data" / "abbreviations.tsv"
AFTER = ("", "closes", "amount")


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Form in lower case, dots included, to what a capital after it says: "", "closes" or "amount" (see the table).

    Raises LexiconError on a faulty table.
    """
    return dict(read_table(_TABLE, ("form", "after"), unique=("form",), values={"after": AFTER}))  # type: ignore[arg-type]
