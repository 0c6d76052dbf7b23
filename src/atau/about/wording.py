"""Numbers and long texts in words."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 100


def short(text: str) -> str:
    """`text`, cut between words where it is long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def count(number: int, noun: str) -> str:
    """How many: ``1 table``, ``1,200 rows``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
