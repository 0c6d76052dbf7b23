"""The words, numbers and signs of a text, as dates are read from them.

Kazakh in Latin or Arabic letters is read in Cyrillic; all offsets are those of the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from atau.dates.words import Word, date_word
from atau.lang.scripts import read_scripts
from atau.lang.text import INVISIBLE, normalize
from atau.morphology.numerals_words import Kind, NumWord, suffix_of, word_class

DASHES: Final = frozenset("-‐‑–—−")
_TOKEN: Final = re.compile(rf"[0-9]+|[^\W\d_][^\W\d_{INVISIBLE}]*(?:[{INVISIBLE}]+[^\W\d_]+)*|\n[ \t]*\n|[^\w\s]|_")


@dataclass(slots=True)
class Token:
    """text[start:end]. norm: lower case, repaired. glued: nothing stands between it and the token before.

    first: it is the first one of its line.
    """

    start: int
    end: int
    norm: str
    glued: bool
    capital: bool = False
    first: bool = False
    _word: Word | None = None
    _known: bool = False

    @property
    def is_number(self) -> bool:
        return self.norm.isdecimal()

    @property
    def is_word(self) -> bool:
        return self.norm[:1].isalpha()

    @property
    def word(self) -> Word | None:
        """What it is as a word of a date."""
        if not self._known:
            self._word, self._known = (date_word(self.norm) if self.is_word else None), True
        return self._word


END: Final = Token(0, 0, "", False)


class Tokens:
    """The tokens of a text; an index beyond them gives a token without text."""

    def __init__(self, text: str) -> None:
        read, starts, ends = _in_cyrillic(text)
        self.items: list[Token] = []
        last = -1
        for found in _TOKEN.finditer(read):
            start, end = found.span()
            piece = found.group()
            norm = normalize(piece) if piece[0].isalpha() else piece[:1] if piece[0] == "\n" else piece
            first = last < 0 or "\n" in read[last:start] or read[start - 1 : start] == "\n"
            self.items.append(Token(starts[start], ends[end - 1], norm, start == last, piece[:1].isupper(), first))
            last = end

    def __len__(self) -> int:
        return len(self.items)

    def is_last_of_line(self, i: int) -> bool:
        """Whether a line ends behind token `i`."""
        after = self[i + 1]
        return after is END or after.first or after.norm == "\n"

    def __getitem__(self, i: int) -> Token:
        return self.items[i] if 0 <= i < len(self.items) else END

    def numerals(self, start: int, most: int = 8) -> list[NumWord | None]:
        """The words from `start` on as numerals, up to the first one that is none; digits are none."""
        found: list[NumWord | None] = []
        for i in range(start, min(start + most, len(self))):
            word = word_class(self[i].norm) if self[i].is_word else None
            if word is None:
                break
            found.append(word)
        return found

    def suffix(self, i: int) -> tuple[Kind, str, str, int]:
        """The ending of the number in digits at `i` (12-сінде, 2020-шы): kind, possessive, case, index behind it."""
        at = i + 1
        if self[at].norm in DASHES and self[at].glued:
            at += 1
        word = self[at]
        found = suffix_of(word.norm) if word.is_word and word.glued else None
        return (*found, at + 1) if found else ("cardinal", "", "nom", i + 1)


def _in_cyrillic(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text in Cyrillic, and for each of its characters where what it stands for starts and ends in `text`."""
    chunks = read_scripts(text)
    if not chunks:
        return text, range(len(text)), range(1, len(text) + 1)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for chunk in chunks:
        parts += (text[at : chunk.start], chunk.cyrillic)
        starts += [*range(at, chunk.start), *(chunk.start, *chunk.ends[:-1])[: len(chunk.cyrillic)]]
        ends += [*range(at + 1, chunk.start + 1), *chunk.ends]
        at = chunk.end
    parts.append(text[at:])
    return "".join(parts), [*starts, *range(at, len(text))], [*ends, *range(at + 1, len(text) + 1)]
