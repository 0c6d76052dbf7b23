"""A record prepared for the checks: its tokens, the words in and around annotations, and positions in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from atau.components.common.token_facts import Word, words
from atau.corpus.marked import Mark
from atau.corpus.problems import Problem, Severity, excerpt_of
from atau.corpus.records import GoldRecord

Locate = Callable[[int], tuple[int, int]]


@dataclass(slots=True)
class CheckedArticle:
    """split: train, dev or test, "" for none. place: maps a character offset to line and column in the file."""

    file: str
    split: str
    record: GoldRecord
    place: Locate
    doc: Doc
    words: list[Word]
    starts: list[int]
    ends: list[int]
    in_folder: bool = False

    @property
    def shallow_marks(self) -> list[Mark]:
        """The annotations down to the deepest level that the guidelines know: those outside, and those inside them."""
        return [mark for mark in self.record.marks if mark.depth < 2]

    def problem(self, offset: int, severity: Severity, code: str, message: str, excerpt: str = "") -> Problem:
        """A problem at a character offset."""
        return Problem(self.file, *self.place(offset), severity, code, message, excerpt)

    def about(self, mark: Mark, severity: Severity, code: str, message: str, more: str = "") -> Problem:
        """A problem with an annotation."""
        piece = excerpt_of(self.record.text, mark.start, mark.end)
        return self.problem(mark.start, severity, code, f"{mark.label}: {message}", f"“{piece}”{more}")

    def inside(self, mark: Mark) -> range:
        """The tokens that overlap the annotation, without white space at its ends."""
        first = bisect_right(self.ends, mark.start)
        last = bisect_left(self.starts, mark.end)
        while first < last and self.words[first].space:
            first += 1
        while first < last and self.words[last - 1].space:
            last -= 1
        return range(first, last)

    def word(self, index: int) -> Word | None:
        """The token at `index`; None outside the text and for white space."""
        if 0 <= index < len(self.words) and not self.words[index].space:
            return self.words[index]
        return None

    def opens_sentence(self, index: int) -> bool:
        """Whether only punctuation precedes the token in its sentence."""
        while index > 0 and not self.doc[index].is_sent_start:
            index -= 1
            if not (self.words[index].punct or self.words[index].space):
                return False
        return True


def make_article(
    record: GoldRecord, doc: Doc, place: Locate, *, file: str, split: str = "", in_folder: bool = False
) -> CheckedArticle:
    """Prepare a record; `doc` must have sentence boundaries."""
    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    return CheckedArticle(file, split, record, place, doc, words(doc), starts, ends, in_folder)
