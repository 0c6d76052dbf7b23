"""Words cut into the pieces that the encoder knows: the unigram model of SentencePiece, read as data.

The pieces and their log probabilities are those of XLM-RoBERTa (Conneau et al., 2020), fewer by those that Kazakh,
Russian and Latin text does not use. A word is cut where the sum of log probabilities is greatest (Kudo, 2018).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

# Before a word that follows white space.
SPACE: Final = "\u2581"
# The pieces of the encoder that are no text, in the order of their numbers.
START, END, UNKNOWN, MASK, PAD = range(5)
SPECIAL: Final = ("<s>", "</s>", "<unk>", "<mask>", "<pad>")
# What a character that no piece holds costs, beside the least probable piece.
_UNKNOWN_COST: Final = 10.0
_MAX_CACHED: Final = 1 << 16
# No piece of a name is as long; a run of signs without white space may be a million characters.
_LONGEST_WORD: Final = 128


class PieceError(ValueError):
    """Raised when a table of pieces is damaged."""


class Pieces:
    """The pieces by number, and words cut into them.

    pieces: the text of each, `SPECIAL` first. scores: the log probability of each.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        if tuple(pieces[: len(SPECIAL)]) != SPECIAL or len(pieces) != len(scores):
            raise PieceError("the table of pieces does not begin with the special ones, or has a score too few")
        self.pieces = tuple(pieces)
        self.scores = tuple(scores)
        self._known = {
            piece: (number, score)
            for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if number >= len(SPECIAL)
        }
        self._longest = max(map(len, self._known), default=1)
        self._unknown = min(scores, default=0.0) - _UNKNOWN_COST
        self._cut: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.pieces)

    def numbers(self, word: str, spaced: bool) -> tuple[int, ...]:
        """The numbers of the pieces of `word`, one at least. spaced: it follows white space, or begins the text.

        Of a word of more than 128 characters the rest is left out.
        """
        key = SPACE + word if spaced else word
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) >= _MAX_CACHED:
                self._cut = {}
            plain = unicodedata.normalize("NFKC", word[:_LONGEST_WORD])
            text = "".join(plain.split())
            found = self._cut[key] = self._best(SPACE + text if spaced else text) or (UNKNOWN,)
        return found

    def _best(self, text: str) -> tuple[int, ...]:
        """The pieces of the greatest sum; a run of unknown characters is one unknown piece."""
        size = len(text)
        best = [0.0] + [-math.inf] * size
        step: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        known, longest, unknown = self._known, self._longest, self._unknown
        for start in range(size):
            reached = best[start]
            if reached + unknown > best[start + 1]:
                best[start + 1], step[start + 1] = reached + unknown, (start, UNKNOWN)
            for end in range(start + 1, min(size, start + longest) + 1):
                entry = known.get(text[start:end])
                if entry is not None and reached + entry[1] > best[end]:
                    best[end], step[end] = reached + entry[1], (start, entry[0])
        numbers: list[int] = []
        while size:
            size, number = step[size]
            if number != UNKNOWN or not numbers or numbers[-1] != UNKNOWN:
                numbers.append(number)
        return tuple(reversed(numbers))

    def to_text(self) -> str:
        """One piece a line: its text, a tab, its log probability."""
        rows = zip(self.pieces, self.scores, strict=True)
        return "".join(f"{piece}\t{score:.6g}\n" for piece, score in rows)

    @classmethod
    def from_text(cls, text: str) -> Pieces:
        """Read what `to_text` gave. Raises PieceError."""
        pieces: list[str] = []
        scores: list[float] = []
        for number, line in enumerate(text.split("\n")[:-1], 1):
            piece, tab, score = line.rpartition("\t")
            try:
                scores.append(float(score))
            except ValueError:
                tab = ""
            if not tab:
                raise PieceError(f"line {number} of the table of pieces is damaged; reinstall the model")
            pieces.append(piece)
        return cls(pieces, scores)

    @classmethod
    def read(cls, path: Path) -> Pieces:
        """Read a table from disk. Raises OSError, PieceError."""
        return cls.from_text(path.read_text(encoding="utf-8"))
