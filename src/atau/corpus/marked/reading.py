"""A text and its marks out of marked text, with what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Final

from atau.corpus.marked.attributes import read_attributes
from atau.corpus.marked.text import BLANK_LINE, BRACKET, FACT, FENCE, KEY, LABEL, Mark, MarkedText, MarkError, Pairs

# A bracket in an attribute is written with a backslash: without one it ends the search for the closing brace.
_OPENING: Final = re.compile(rf"({LABEL.pattern})(\{{(?:[^\\}}⟦⟧]|\\.)*\}})? ", re.DOTALL)
_BRACED: Final = re.compile(rf"{LABEL.pattern}\{{")
_NO_LABEL: Final = "⟦ must be followed by a label in capitals and one space"


@dataclass(slots=True)
class MarkedScan:
    """All that was found in a source, its errors included.

    `marked` holds what could be read in spite of them. `errors` are in order of place. `header_lines` has the line of
    each key, `fact_lines` that of each fact.
    """

    source: str
    marked: MarkedText
    errors: list[MarkError]
    header_lines: dict[str, int]
    fact_lines: list[int]
    has_header: bool
    _texts: list[int]
    _sources: list[int]
    _lines: Lines

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the source, from 1, of a character of the plain text."""
        i = bisect_right(self._texts, offset) - 1
        return self._lines.place(self._sources[i] + offset - self._texts[i])


class Lines:
    """Where the lines of a source begin."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def parse(source: str) -> MarkedText:
    """Read marked text.

    Raises MarkError, with line and column, for the first of: a fault of the front matter, a mark that never closes, a
    bracket that closes nothing, an opening bracket without ``LABEL`` and one space, broken attributes.
    """
    scan = scan_marked(source)
    if scan.errors:
        raise scan.errors[0]
    return scan.marked


def scan_marked(source: str) -> MarkedScan:
    """Read marked text and find all of its errors.

    Where brackets do not pair up, they are paired within each paragraph anew, so that one bracket too few does not
    spoil the rest of the text.
    """
    header, lines_of_keys, header_errors, start = _read_header(source)
    keys = {key: numbers[0] for key, numbers in lines_of_keys.items()}
    lines = Lines(source)
    scan = _Scanner(source, start, lines, by_paragraph=False)
    if scan.errors:
        scan = _Scanner(source, start, lines, by_paragraph=True)
    scan.marks.sort(key=lambda mark: (mark.start, -mark.end, mark.depth))
    marked = MarkedText("".join(scan.parts), _nested(scan.marks) if scan.errors else tuple(scan.marks), header)
    errors = header_errors + sorted(scan.errors, key=lambda error: (error.line, error.column))
    facts = lines_of_keys.get(FACT, [])
    return MarkedScan(source, marked, errors, keys, facts, start > 0, scan.texts, scan.sources, lines)


class _Scanner:
    """One pass over the brackets of `source` from `position` on."""

    def __init__(self, source: str, position: int, lines: Lines, *, by_paragraph: bool) -> None:
        self.source = source
        self._lines = lines
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.errors: list[MarkError] = []
        # Where pieces of the text begin, in the text and in the source.
        self.texts = [0]
        self.sources = [position]
        self._length = 0
        self._open: list[tuple[int, str, int, Pairs]] = []
        self._depth = 0  # of the marks with a label in `_open`
        for found in BRACKET.finditer(source, position):
            if found.start() < position:  # a bracket inside an attribute
                continue
            between = source[position : found.start()]
            slashes = len(between) - len(between.rstrip("\\"))
            between = between[: len(between) - slashes]
            if by_paragraph and BLANK_LINE.search(between):
                self._give_up()
            self._add(between, position)
            if slashes:
                self._add("\\" * (slashes // 2), found.start() - slashes)
            position = found.end()
            bracket = found[0]
            if slashes % 2:
                self._add(bracket, position - 1)
            elif bracket == "⟦":
                position = self._opens(position)
            else:
                self._closes(position - 1)
        self._add(source[position:], position)
        self._give_up()

    def _add(self, piece: str, offset: int) -> None:
        self.parts.append(piece)
        self.texts.append(self._length)
        self.sources.append(offset)
        self._length += len(piece)

    def _error(self, offset: int, problem: str) -> None:
        self.errors.append(MarkError(*self._lines.place(offset), problem))

    def _opens(self, position: int) -> int:
        head = _OPENING.match(self.source, position)
        if head is None:
            braced = _BRACED.match(self.source, position)
            problem = "the attributes must end with } and one space" if braced else _NO_LABEL
            self._error(position - 1, problem)
            self._open.append((self._length, "", position - 1, ()))
            return position
        attributes, problem = read_attributes(head[2]) if head[2] else ((), "")
        if problem:
            self._error(head.start(2), problem)
        self._open.append((self._length, head[1], position - 1, attributes))
        self._depth += 1
        return head.end()

    def _closes(self, offset: int) -> None:
        if not self._open:
            self._error(offset, "⟧ closes no mark")
            return
        start, label, _, attributes = self._open.pop()
        if label:
            self._depth -= 1
            self.marks.append(Mark(start, self._length, label, self._depth, attributes))

    def _give_up(self) -> None:
        for _, label, offset, _ in self._open:
            if label:
                self._error(offset, f"⟦{label} is never closed")
        self._open.clear()
        self._depth = 0


def _nested(marks: list[Mark]) -> tuple[Mark, ...]:
    """`marks` with the depths they have without those that were given up."""
    found: list[Mark] = []
    stack: list[Mark] = []
    for mark in marks:
        while stack and stack[-1].end <= mark.start:
            stack.pop()
        found.append(replace(mark, depth=len(stack)))
        stack.append(mark)
    return tuple(found)


def _read_header(source: str) -> tuple[Pairs, dict[str, list[int]], list[MarkError], int]:
    """The pairs of the front matter, the lines of each key, the errors, and where the text begins."""
    fence = FENCE.match(source)
    if fence is None:
        return (), {}, [], 0
    pairs: list[tuple[str, str]] = []
    lines: dict[str, list[int]] = {}
    errors: list[MarkError] = []
    position, number = fence.end(), 1
    while position < len(source):
        number += 1
        end = source.find("\n", position) + 1 or len(source)
        line = source[position:end]
        if FENCE.fullmatch(line):
            return tuple(pairs), lines, errors, end
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or KEY.fullmatch(key) is None:
            errors.append(MarkError(number, 1, "a line of the front matter must be `key: value`"))
        elif key in lines and key != FACT:
            errors.append(MarkError(number, 1, f"{key!r} appears twice in the front matter"))
        else:
            pairs.append((key, value.strip()))
            lines.setdefault(key, []).append(number)
        position = end
    problem = "the front matter has no second line ---; if --- is text, put an empty front matter before it"
    return (), {}, [MarkError(1, 1, problem)], fence.end()
