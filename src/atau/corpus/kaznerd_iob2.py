"""The IOB2 columns of KazNERD.

A file holds ``word tag`` lines, an empty line after each sentence, and in the variant with sentence ids a first line
such as ``AID17 O``. AID17, BID17, CID17 … are variants of one sentence (numbers in digits and in words), so the
*number* is the group that must never be split over training and test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atau.corpus.kaznerd_text import hesitations
from atau.morphology.numerals_words import word_class

_ID = re.compile(r"[A-Z]+ID(\d+)\Z")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"O\Z|([BI])-([A-Z][A-Z_]*)\Z")
# What may differ between variants of one sentence.
_VARIABLE = frozenset(
    {"CARDINAL", "ORDINAL", "DATE", "TIME", "MONEY", "PERCENTAGE", "QUANTITY", "CONTACT", "MISCELLANEOUS"}
)


class KazNerdError(ValueError):
    """A line that is not IOB2, or a label missing from the table; the message gives file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path, self.line, self.problem = path, line, problem
        super().__init__(f"{path}:{line}: {problem}")


@dataclass(frozen=True, slots=True)
class IobSentence:
    """A sentence as the file has it: words and IOB2 tags of the same length, the line it starts in.

    `id` is the sentence id, or the line number where the file has none; `group` is what variants share.
    """

    id: str
    group: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    line: int


def read_iob2(path: Path | str) -> Iterator[IobSentence]:
    """The sentences of an IOB2 file, one after the other.

    Raises KazNerdError, with file and line, for a line that is not ``word tag``, a tag that is not IOB2, an I- tag
    that continues nothing, and bytes that are not UTF-8; FileNotFoundError if there is no such file.
    """
    path = Path(path)
    rows: list[tuple[str, str]] = []
    first = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            try:
                line = raw.decode("utf-8").removeprefix("\ufeff").strip("\r\n \t")
            except UnicodeDecodeError as error:
                raise KazNerdError(path, number, f"not UTF-8 ({error.reason}); save the file as UTF-8") from None
            if not line:
                if rows:
                    yield _sentence(path, rows, first)
                rows = []
                continue
            if not rows:
                first = number
            rows.append(_row(path, number, line, rows[-1][1] if rows else "O"))
    if rows:
        yield _sentence(path, rows, first)


def looks_like_iob2(path: Path | str) -> bool:
    """Whether the first line of a file that is not empty is ``word tag`` (marked text has no such first line)."""
    with Path(path).open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    cells = first.decode("utf-8", errors="replace").removeprefix("\ufeff").split()
    return len(cells) == 2 and _TAG.match(cells[1]) is not None


def _row(path: Path, number: int, line: str, previous: str) -> tuple[str, str]:
    cells = line.split()
    if len(cells) != 2:
        raise KazNerdError(path, number, f"{len(cells)} columns in {line!r}; expected a word, a space and a tag")
    word, tag = cells
    found = _TAG.match(tag)
    if found is None:
        raise KazNerdError(path, number, f"{tag!r} is not an IOB2 tag; use O, B-TYPE or I-TYPE")
    if found.group(1) == "I" and previous[2:] != found.group(2):
        raise KazNerdError(path, number, f"{tag} after {previous} continues nothing; a mention starts with B-")
    return word, tag


def _sentence(path: Path, rows: list[tuple[str, str]], line: int) -> IobSentence:
    found = _ID.match(rows[0][0])
    if found and rows[0][1] == "O":
        if len(rows) == 1:
            raise KazNerdError(path, line, f"{rows[0][0]} is not followed by a sentence; remove the id or add one")
        words, tags = zip(*rows[1:], strict=True)
        return IobSentence(rows[0][0], found.group(1), words, tags, line)
    words, tags = zip(*rows, strict=True)
    return IobSentence(f"line{line}", _skeleton(words, tags), words, tags, line)


def _skeleton(words: tuple[str, ...], tags: tuple[str, ...]) -> str:
    """What variants of one sentence share where the file has no ids: its words without numbers and dates."""
    hesitant = hesitations(words, tags)
    kept = [
        word.lower()
        for word, tag, drop in zip(words, tags, hesitant, strict=True)
        if not drop and tag[2:] not in _VARIABLE and _HAS_LETTER.search(word) and not _is_number(word.lower())
    ]
    return " ".join(kept) or " ".join(words).lower()


def _is_number(norm: str) -> bool:
    return any(char.isdigit() for char in norm) or word_class(norm) is not None
