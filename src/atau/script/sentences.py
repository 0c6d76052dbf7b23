"""Stretches of a text without Cyrillic letters, their sentences, and which of these are Kazakh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from atau.script.letters import ARABIC_LETTERS, CYRILLIC, LATIN_LETTERS

#: A stretch of a text without Cyrillic letters that is long enough to hold two words.
STRETCH: Final = re.compile(f"[^{CYRILLIC}]{{8,}}")
SHORT_STRETCH: Final = re.compile(f"[^{CYRILLIC}]{{2,}}")
# Written twice, the set is searched for three times as fast as with {2}.
_LETTERS: Final = re.compile(f"[{LATIN_LETTERS}{ARABIC_LETTERS}][{LATIN_LETTERS}{ARABIC_LETTERS}]")
_RUN: Final = re.compile(f"[{LATIN_LETTERS}{ARABIC_LETTERS}]{{2,}}")
_CHUNK: Final = re.compile(r"\S+")
_SENTENCE_END: Final = re.compile(r"[.!?…؟۔][»”\"')\]]*$")
# What a sentence must gain a word.
_ENOUGH: Final = 1.0
# The share of known words, of three letters or more, in a sentence that is surely Kazakh.
_KNOWN: Final = 0.6
_FEWEST_INSIDE: Final = 4
# A sentence of known words only, so many of three letters or more, that gain so much.
_FEWEST_KNOWN: Final = 3
_PLENTY: Final = 5.0
_WRAPPED: Final = 50


@dataclass(slots=True)
class Sentence:
    """Chunks between white space, and what was counted in them.

    gain: of reading its words, in nats. kazakh: words with Kazakh letters. long: words of three letters or more,
    known: those of them that are known. small: words that begin with a small letter.
    """

    chunks: list[tuple[int, int]]
    gain: float = 0.0
    count: int = 0
    letters: int = 0
    kazakh: int = 0
    long: int = 0
    known: int = 0
    small: int = 0

    @property
    def mean(self) -> float:
        return self.gain / self.count if self.count else 0.0

    @property
    def is_sure(self) -> bool:
        """Most words are known ones, as Kazakh has them."""
        return self.count > 1 and self.mean >= _ENOUGH and self.known >= _KNOWN * self.long

    @property
    def is_known(self) -> bool:
        """All of its words are known ones, and spelt in full, as Kazakh is in Arabic letters."""
        return self.known == self.long >= _FEWEST_KNOWN and self.mean >= _PLENTY


def stretches(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """The parts of a text without Cyrillic letters that hold Latin or Arabic words, cut at white space."""
    found = []
    for stretch in pattern.finditer(text):
        start, end = stretch.span()
        if start:
            while start < end and not text[start].isspace():
                start += 1
        if end < len(text):
            while end > start and not text[end - 1].isspace():
                end -= 1
        if _LETTERS.search(text, start, end):
            found.append((start, end))
    return found


def may_be_read(text: str) -> bool:
    """A quick test: the text holds as many Latin or Arabic words as a sentence that is read has at least."""
    if _LETTERS.search(text) is None:
        return False
    return any(_is_rich(text, start, end) for start, end in stretches(text, STRETCH))


def _is_rich(text: str, start: int, end: int) -> bool:
    fewest = 2 if start == 0 and end == len(text) else _FEWEST_INSIDE
    words = _RUN.finditer(text, start, end)
    return sum(1 for _ in islice(words, fewest)) == fewest


def sentences_of(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of a stretch: they end with a line, too."""
    chunks: list[tuple[int, int]] = []
    last = start
    for found in _CHUNK.finditer(text, start, end):
        if chunks and "\n" in text[last : found.start()]:
            yield Sentence(chunks)
            chunks = []
        chunks.append(found.span())
        last = found.end()
        word = found.group()
        if _SENTENCE_END.search(word) and len(word) > 3:
            yield Sentence(chunks)
            chunks = []
    if chunks:
        yield Sentence(chunks)


def kazakh_sentences(sentences: Sequence[Sentence], *, alone: bool, arabic: bool = False) -> list[Sentence]:
    """The sentences that are Kazakh; the short ones among others are as those around them.

    alone: the text has no Cyrillic letters. arabic: it is in Arabic letters. There other languages leave vowels out or
    write them otherwise, so that known words show that it is Kazakh; in Latin letters it takes Kazakh sounds.
    """
    sure = [s for s in sentences if s.is_sure]
    words = sum(s.count for s in sure)
    if not any(s.kazakh or (arabic and s.is_known) for s in sure):
        return []
    if not alone and (words < _FEWEST_INSIDE or sum(s.small for s in sure) < 2):
        return []
    mostly = 2 * sum(s.letters for s in sure) > sum(s.letters for s in sentences)
    if not mostly and words < _FEWEST_INSIDE:
        return []
    return [s for s in sentences if (s.is_sure and (s.count > 2 or mostly)) or (mostly and s.mean > -2.0)]


def begins_sentence(text: str, start: int) -> bool:
    """What begins at `start` begins a sentence: a line that is merely wrapped is as long as a page is wide."""
    before = text[:start].rstrip()
    if not before or _SENTENCE_END.search(before[-4:]):
        return True
    return "\n\n" in text[len(before) : start] or len(before) - before.rfind("\n") < _WRAPPED
