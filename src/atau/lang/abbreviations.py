"""Abbreviations with a dot: one table for the tokenizer and the sentence boundaries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.tables import Table

AFTER = ("", "closes", "amount")
ABBREVIATIONS: Final = Table(
    Path(__file__).parent / "data" / "abbreviations.tsv", ("form", "after"), unique=("form",), values={"after": AFTER}
)


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Form in lower case, dots included, to what a capital after it says: "", "closes" or "amount" (see the table).

    Raises TableError on a faulty table.
    """
    return dict(ABBREVIATIONS.read())  # type: ignore[arg-type]
