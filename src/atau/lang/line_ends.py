"""Which line ends part sentences: those of headlines, lists, table rows, cues do, those of a wrapped paragraph do not.

A line end inside a sentence was made by a program that wrapped the text at some width, so the next word would not have
fitted into the line. What that width is, the certain cases tell: lines whose sentence goes on with a small letter. A
line that ends earlier, though the next begins with a capital, was ended by its author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from atau.lang.tables import name_pieces
from atau.lang.text import normalize

#: Line ends; a carriage return with its line feed is one.
LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OPENERS: Final = "«“„‘\"'(["
_CLOSERS: Final = "»”\"’')]›“"
_ENDS: Final = ".!?…"
_DASHES: Final = "-–—"
# «1. », «2) », «а) », «IV. », «• », «§ 5»: what numbers an item. An initial (Х.) is no numeral.
_NUMBERED: Final = re.compile(
    r"\(?\d{1,3}[.)]\s|\(?[^\W\d_]\)\s|(?:[IVXІХ]{2,5}|[IV])[.)]\s|[•●▪■◦‣►▶✓✔★☆➤*·§#|]\s?\S|\+\d"
)
# «3.1. », «2.1 »: of a chapter where a capital follows, else a decimal.
_CHAPTER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[«“\"]?")
_DASH: Final = re.compile(r"[-–—−](?:\s+(?=\S)|(?=[^\s\d]))")
_TIME: Final = re.compile(r"\[?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\]?(?=\s|$)")
_ADDRESS: Final = re.compile(r"https?:|www\.|[\w.+-]+@\w")
_LETTER: Final = re.compile(r"[^\W\d_]")
_BLANKS: Final = re.compile(r" {2,}")
_INITIAL: Final = re.compile(rf"(?:[^\W\d_]|{'|'.join(map(re.escape, name_pieces('initial')))})\.")
_FIRST_WORD: Final = re.compile(r"(?:(?:[^\W\d_]|Дж)\.\s?)*\S*")
# Words after which a sentence goes on.
_JOINING: Final = frozenset("және мен пен бен немесе әрі яғни үшін арқылы деген атындағы".split())
_MIN_CELLS: Final = 3
_GENITIVE: Final = re.compile(r"[^\W\d_]{3}(?:[ндт][ыі]ң|[НДТ][ЫІ]Ң)$")
_SLACK: Final = 0.12
# A line is short that would have held half as much again; so many of them tell that a page has no width.
_RAGGED: Final = 0.67
_FEW_SHORT: Final = 3
# A line of so few words may end in a comma and yet be whole: «Құрметпен,».
_FEW: Final = 2


@dataclass(frozen=True)
class Line:
    """A line of a text without the white space around it; `blank_before`: an empty line stands before it."""

    text: str
    blank_before: bool = False

    @cached_property
    def first_word(self) -> str:
        """The first word, initials taken together with the surname after them.

        >>> Line("Қ. Серіков келді").first_word
        'Қ. Серіков'
        """
        found = _FIRST_WORD.match(self.text)
        return found.group().strip() if found else ""

    @cached_property
    def is_row(self) -> bool:
        """The line is a row of a table: cells parted by tabs, bars, or wide gaps with a number at the end.

        >>> Line("Тараз | 427").is_row, Line("Астана   26   17").is_row, Line("Астана – елорда").is_row
        (True, True, False)
        """
        text = self.text
        if "\t" in text or text.startswith("|") or text.count(" | ") > 0:
            return True
        cells = _BLANKS.split(text)
        return len(cells) >= _MIN_CELLS and cells[-1][:1].isdigit()

    @cached_property
    def is_wordless(self) -> bool:
        """No letter in it: a time code, the number of a cue or of a page, a rule.

        >>> Line("00:01 --> 00:04").is_wordless, Line("12 мамыр").is_wordless
        (True, False)
        """
        return _LETTER.search(self.text) is None

    @cached_property
    def is_capitals(self) -> bool:
        """The line is in capitals: a headline, the name of a section."""
        return self.text.isupper() and sum(map(str.isalpha, self.text)) > 3

    @cached_property
    def begins_item(self) -> bool:
        """The line begins with the number or the bullet of an item, or with a time before a capital.

        >>> Line("2) екінші").begins_item, Line("• қалам").begins_item, Line("Қ. Серіков").begins_item
        (True, True, False)
        """
        if _NUMBERED.match(self.text):
            return True
        chapter = _CHAPTER.match(self.text)
        if chapter is not None and self.text[chapter.end() :][:1].isupper():
            return True
        time = _TIME.match(self.text)
        return time is not None and not self.text[time.end() :].strip()[:1].islower()

    @cached_property
    def after_dash(self) -> str:
        """What stands after the dash that the line begins with: an item, or what somebody says."""
        dash = _DASH.match(self.text)
        return self.text[dash.end() :] if dash else ""

    @cached_property
    def begins_small(self) -> bool:
        """The first letter or digit is a small letter, and it begins no address of a page or a mailbox."""
        first = self.text.lstrip(_OPENERS)[:1]
        return first.islower() and _ADDRESS.match(self.text) is None

    @cached_property
    def goes_on(self) -> bool:
        """Its last mark or word wants more: a comma, a hyphen, an opened bracket, ``және``, a genitive, an initial.

        >>> Line("Астана,").goes_on, Line("Асан және").goes_on, Line("Қ.").goes_on, Line("Астана").goes_on
        (True, True, True, False)
        >>> Line("комиссияның").goes_on
        True
        """
        last = self.text.split()[-1]
        if last[-1] in ",«“„([/" or last[-1] in _DASHES or (last == "&"):
            return True
        if normalize(last) in _JOINING or _GENITIVE.search(last):
            return True
        return _INITIAL.fullmatch(last.lstrip(_OPENERS)) is not None

    @cached_property
    def has_ended(self) -> bool:
        """A sentence ends with the line: its last mark, closing ones left out, is an end."""
        return self.text.rstrip(_CLOSERS)[-1:] in tuple(_ENDS)


def _certain(line: Line, following: Line) -> bool | None:
    """Whether a sentence begins at `following`, as far as the two lines alone say it; None where they do not."""
    if line.is_row or following.is_row or line.is_wordless or following.begins_item:
        return True
    if following.after_dash:
        return _begins_at_dash(line, following)
    if line.goes_on:
        # «Құрметпен,» at the end of a letter.
        alone = line.text[-1] == "," and len(line.text.split()) <= _FEW and not following.begins_small
        return None if alone else False
    if line.text[-1] == ";":
        return True
    if following.begins_small:
        return None if line.text[-1] == ":" else False
    return True if line.is_capitals != following.is_capitals and not following.is_wordless else None


def _begins_at_dash(line: Line, following: Line) -> bool | None:
    """The same for a dash: an item of a list, what somebody says, or a dash inside a sentence that was wrapped."""
    if line.after_dash or line.text[-1] in ":;":
        return True
    said = following.after_dash.lstrip(_OPENERS)[:1]
    if not said.islower():
        return True if line.has_ended else None
    return None if following.text[0] == "-" else False


class _Width:
    """The width at which a text was wrapped, known by the lines whose sentence surely goes on in the next one."""

    def __init__(self) -> None:
        self._longest, self._limit = 0, 1 << 30
        self._needed: list[int] = []

    def add(self, line: Line, following: Line) -> None:
        self._longest = max(self._longest, len(line.text))
        self._limit = min(self._limit, _needed(line, following))
        self._needed.append(_needed(line, following))

    def known(self) -> bool:
        return self._longest > 0

    def is_ragged(self) -> bool:
        """Several lines end long before the width though their sentence goes on: links or pictures stood there once."""
        short = sum(needed <= self._longest * _RAGGED for needed in self._needed)
        return short >= _FEW_SHORT and short > len(self._needed) * _SLACK

    def wraps(self, line: Line, following: Line) -> bool:
        """The next word would not have fitted into `line`, and the line fits into the width.

        In fonts with letters of different widths, lines of one width differ in their number of letters.
        """
        limit = max(self._limit, self._longest * (1 + _SLACK) + 1)
        return len(line.text) < limit and _needed(line, following) > self._longest * (1 - _SLACK)


def _needed(line: Line, following: Line) -> int:
    return len(line.text) + 1 + len(following.first_word)


def read_lines(text: str) -> tuple[list[Line], list[int]]:
    """The lines of a text that are not empty, and the offsets of their first characters."""
    lines: list[Line] = []
    offsets: list[int] = []
    blank, position = False, 0
    for end in [*(found.span() for found in LINE_END.finditer(text)), (len(text), len(text))]:
        raw = text[position : end[0]]
        bare = raw.strip()
        if bare:
            lines.append(Line(bare, blank))
            offsets.append(position + len(raw) - len(raw.lstrip()))
        blank = not bare and bool(lines)
        position = end[1]
    return lines, offsets


def line_starts(lines: Sequence[Line]) -> list[bool | None]:
    """For each line: a sentence begins with it, does not, or (None) the marks before it decide.

    >>> line_starts([Line("Жаңа мектеп"), Line("Бүгін мектеп ашылды.")])
    [None, True]
    """
    page = _Width()
    blocks: list[_Width] = []
    block = _Width()
    verdicts: list[bool | None] = [None] if lines else []
    for line, following in pairwise(lines):
        blocks.append(block)
        if following.blank_before:
            block = _Width()
            verdicts.append(True)
            continue
        verdict = _certain(line, following)
        verdicts.append(verdict)
        if verdict is False and following.begins_small and not line.has_ended:
            page.add(line, following)
            block.add(line, following)
    ragged = page.is_ragged()
    for i in range(1, len(lines)):
        if verdicts[i] is not None:
            continue
        line, following = lines[i - 1], lines[i]
        width = blocks[i - 1] if blocks[i - 1].known() else page
        wrapped = (ragged and not line.has_ended) or (width.known() and width.wraps(line, following))
        verdicts[i] = None if wrapped else True
    return verdicts
