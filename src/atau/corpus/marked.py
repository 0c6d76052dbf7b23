"""Marked text: ``⟦LABEL text⟧`` marks, nested where needed, around text that is otherwise left alone.

A file may begin with a front matter, ``key: value`` lines between two lines ``---``; everything after it is text. The
key ``fact`` alone may occur more than once: each line is a fact, see `atau.corpus.fact_lines`. A mark may carry
attributes, ``⟦PERSON{normal=Қырымбек Көшербаев; cluster=p1} Көшербаев⟧``. A bracket that is text is written with a
backslash before it; backslashes mean themselves elsewhere, and directly before a bracket two stand for one. In an
attribute's value a backslash takes the meaning from the next character (``\\;``, ``\\}``, ``\\⟦``, ``\\\\``);
``\\n``, ``\\r`` and ``\\t`` are a line feed, a carriage return and a tab.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

Pairs = tuple[tuple[str, str], ...]

LABEL: Final = re.compile(r"[A-Z_][A-Z0-9_-]*")
KEY: Final = re.compile(r"[^\W\d][\w.-]*")
_BRACKET: Final = re.compile("[⟦⟧]")
# A bracket in an attribute is written with a backslash: without one it ends the search for the closing brace.
_OPENING: Final = re.compile(rf"({LABEL.pattern})(\{{(?:[^\\}}⟦⟧]|\\.)*\}})? ", re.DOTALL)
_BRACED: Final = re.compile(rf"{LABEL.pattern}\{{")
_NO_LABEL: Final = "⟦ must be followed by a label in capitals and one space"
BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_FENCE: Final = re.compile(r"---[ \t]*\r?(?:\n|$)")
#: The one key that the front matter may repeat.
FACT: Final = "fact"
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t"}
_ATTRIBUTE_ESCAPES: Final = str.maketrans({"\n": r"\n", "\r": r"\r", "\t": r"\t"} | {c: f"\\{c}" for c in "\\;}⟦⟧"})


class MarkError(ValueError):
    """Marked text that cannot be read; the message gives line and column, also in `line` and `column` (from 1)."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(f"line {line}, column {column}: {problem}")
        self.line = line
        self.column = column
        self.problem = problem


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters ``start:end`` of the plain text are a mention of `label`; depth 0 is the outermost."""

    start: int
    end: int
    label: str
    depth: int = 0
    attributes: Pairs = ()


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Plain text and its marks in order of start, outer before inner; `header` are the pairs of the front matter."""

    text: str
    marks: tuple[Mark, ...] = field(default=())
    header: Pairs = ()

    @property
    def flat(self) -> tuple[Mark, ...]:
        """The outermost marks."""
        return tuple(mark for mark in self.marks if mark.depth == 0)

    @property
    def meta(self) -> Mapping[str, str]:
        """The front matter as a mapping, without its facts."""
        return {key: value for key, value in self.header if key != FACT}

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact lines of the front matter."""
        return tuple(value for key, value in self.header if key == FACT)


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
        for found in _BRACKET.finditer(source, position):
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
    fence = _FENCE.match(source)
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
        if _FENCE.fullmatch(line):
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


def read_attributes(block: str) -> tuple[Pairs, str]:
    """The pairs of ``{key=value; key=value}``, and what is wrong with it."""
    pairs: dict[str, str] = {}
    for item in re.findall(r"(?:[^\\;]|\\.)+", block[1:-1], re.DOTALL):
        key, equals, value = item.partition("=")
        key = key.strip()
        if not equals or KEY.fullmatch(key) is None:
            return (), "attributes must be `{key=value; key=value}`"
        if key in pairs:
            return (), f"the attribute {key!r} is given twice"
        pairs[key] = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), _stripped(value), flags=re.DOTALL)
    return tuple(pairs.items()), ""


def _stripped(value: str) -> str:
    """`value` without white space at its ends; a last one that a backslash keeps stays."""
    value = value.lstrip()
    bare = value.rstrip()
    return bare + value[len(bare) : len(bare) + 1] if bare.endswith("\\") else bare


def write(marked: MarkedText) -> str:
    """The source of `marked`: ``parse(write(x)) == x``.

    Raises ValueError for what marked text cannot hold: marks that are empty, cross, lie outside of the text, are not
    in order or whose depth is not that of their nesting; labels, keys and values of another form.
    """
    out: list[str] = []
    position = 0
    stack: list[Mark] = []
    text = marked.text

    def copy(end: int, *, before_bracket: bool) -> None:
        nonlocal position
        out.append(_escape(text[position:end], before_bracket=before_bracket))
        position = end

    for mark in marked.marks:
        while stack and stack[-1].end <= mark.start:
            copy(stack.pop().end, before_bracket=True)
            out.append("⟧")
        _check(mark, stack, position, len(text))
        copy(mark.start, before_bracket=True)
        out.append(f"⟦{mark.label}{write_attributes(mark.attributes)} ")
        stack.append(mark)
    while stack:
        copy(stack.pop().end, before_bracket=True)
        out.append("⟧")
    copy(len(text), before_bracket=False)
    body = "".join(out)
    return _write_header(marked.header, body) + body


def _check(mark: Mark, stack: list[Mark], position: int, length: int) -> None:
    where = f"the mark {mark.label} at {mark.start}-{mark.end}"
    if LABEL.fullmatch(mark.label) is None:
        raise ValueError(f"{where}: a label must be capitals, digits, _ and -, and begin with a capital")
    if not 0 <= mark.start < mark.end <= length:
        raise ValueError(f"{where} is empty or outside of the text of {length} characters")
    if mark.start < position or (stack and stack[-1].end < mark.end):
        raise ValueError(f"{where} crosses another, or is not in order")
    if mark.depth != len(stack):
        raise ValueError(f"{where} has depth {mark.depth} instead of {len(stack)}")


def _escape(piece: str, *, before_bracket: bool) -> str:
    parts: list[str] = []
    position = 0
    for found in _BRACKET.finditer(piece):
        between = piece[position : found.start()]
        parts += [between, "\\" * (1 + len(between) - len(between.rstrip("\\"))), found[0]]
        position = found.end()
    piece = "".join((*parts, piece[position:]))
    if before_bracket:
        piece += "\\" * (len(piece) - len(piece.rstrip("\\")))
    return piece


def write_attributes(pairs: Pairs) -> str:
    items: list[str] = []
    counts = Counter(key for key, _ in pairs)
    for key, value in pairs:
        if KEY.fullmatch(key) is None or counts[key] > 1:
            raise ValueError(f"{key!r} cannot be the name of an attribute, or is given twice")
        value = value.translate(_ATTRIBUTE_ESCAPES)
        if value[:1].isspace():
            value = "\\" + value
        if value[-1:].isspace() and len(value) > 1 and not re.fullmatch(r"\\\s", value):
            value = f"{value[:-1]}\\{value[-1]}"
        items.append(f"{key}={value}")
    return f"{{{'; '.join(items)}}}" if items else ""


def _write_header(pairs: Pairs, body: str) -> str:
    lines: list[str] = []
    counts = Counter(key for key, _ in pairs)
    for key, value in pairs:
        if KEY.fullmatch(key) is None or (counts[key] > 1 and key != FACT):
            raise ValueError(f"{key!r} cannot be a key of the front matter, or is given twice")
        if value != value.strip() or "\n" in value:
            raise ValueError(f"the value of {key!r} must be one line without spaces at its ends")
        lines.append(f"{key}: {value}".rstrip() + "\n")
    if lines or _FENCE.match(body):
        return f"---\n{''.join(lines)}---\n"
    return ""
