"""Kazakh function words."""

from __future__ import annotations

from typing import Final

from atau.lang.tables import STOP_WORD_TABLE

#: In lower case.
STOP_WORDS: Final = frozenset(row[0] for row in STOP_WORD_TABLE.read())
