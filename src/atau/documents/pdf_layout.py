"""Reading order on a page: lines to columns, columns to paragraphs.

A PDF says where each letter stands, not what is read after what: layout programs write column by column, line by line
across the columns, or in any other order. So the order of the file is not trusted. Lengths are in points.

    `pdf_lines.lines_of` ─ pieces of lines ─ `margins` ─ `columns` ─ `paragraphs` ─ `join_columns` ─ paragraphs
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from atau.documents.pdf_lines import Line, joined, joined_rows, rows_of

# Of columns:
_GUTTER: Final = 0.7  # the least width of the space between two, in parts of the size of the letters
_LINES: Final = 3  # each has this many lines at least
_LETTERS: Final = 12  # and this many letters in a line, usually; else it is one of a table, read across
_CROSSING: Final = 0.4  # the share of lines that may cross the space: headlines, captions
_STEP: Final = 2.0  # points; how finely the space is looked for
_DEPTH: Final = 8  # columns inside columns
# Of paragraphs:
_INDENT: Final = 0.6  # in parts of the size of the letters
_LINE_GAP: Final = 1.3  # in parts of the usual distance of baselines
_SIZE: Final = 1.12  # letters this much larger or smaller begin a paragraph
_FULL: Final = 0.8  # in parts of the width of the column; a shorter line is the last of a paragraph
_ENDS: Final = (".", "!", "?", "…", ":", ";", "»", "”", '"')
# Of margins:
_MARGIN: Final = 0.13  # in parts of the height of the page
_MARGIN_GAP: Final = 1.6  # in parts of the size of the letters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, each with the number of its page.

    open: the last line is full, so that the paragraph may go on in the next column. indented: the first line is not at
    the left edge, so that it goes on no other one; None where its column indents no paragraph.
    """

    lines: tuple[tuple[int, Line], ...]
    open: bool
    indented: bool | None

    @property
    def size(self) -> float:
        return statistics.median(line.size for _, line in self.lines)


def margins(lines: Sequence[Line], low: float, high: float) -> tuple[list[Line], list[Line], list[Line]]:
    """(head, body, foot): the single row above all others at the top of the page, and the one at the bottom.

    low, high: y of the edges of the page.
    """
    rows = rows_of(lines)
    margin = _MARGIN * (high - low)
    head: list[Line] = []
    foot: list[Line] = []
    if len(rows) > 1 and rows[0][0].base > high - margin and _is_apart(rows[0], rows[1]):
        head = rows.pop(0)
    if len(rows) > 1 and rows[-1][0].base < low + margin and _is_apart(rows[-2], rows[-1]):
        foot = rows.pop()
    return head, [line for row in rows for line in row], foot


def _is_apart(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    gap = min(line.base for line in upper) - max(line.base for line in lower)
    return gap > _MARGIN_GAP * max(line.size for line in (*upper, *lower))


# --- columns ----------------------------------------------------------------------------------------


def columns(lines: Sequence[Line], depth: int = 0) -> Iterator[list[Line]]:
    """The lines in reading order, column by column; a line that crosses the columns parts what is above from below."""
    gutter = _gutter(lines) if depth < _DEPTH else None
    if gutter is None:
        if lines:
            yield joined_rows(lines)
        return
    crossing = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.base)
    rest = [line for line in lines if not line.left < gutter < line.right]
    across: list[Line] = []
    for line in [*crossing, None]:
        above = [other for other in rest if line is None or other.base > line.base]
        if above and across:
            yield [joined(row) for row in rows_of(across)]
            across = []
        yield from columns([other for other in above if other.right <= gutter], depth + 1)
        yield from columns([other for other in above if other.left >= gutter], depth + 1)
        rest = [other for other in rest if line is not None and other.base <= line.base]
        if line is not None:
            across.append(line)
    if across:
        yield [joined(row) for row in rows_of(across)]


def _gutter(lines: Sequence[Line]) -> float | None:
    """x of the space between two columns, the one that the fewest lines cross; None where there is none."""
    if len(lines) < 2 * _LINES:
        return None
    size = statistics.median(line.size for line in lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    steps = min(int((right - left) / _STEP), 5000)
    # How many lines cover each step, summed from where they begin and end.
    change = [0] * (steps + 2)
    for line in lines:
        first = int((line.left - left) / _STEP) + 1
        last = int((line.right - left) / _STEP)
        if first <= last and first <= steps:
            change[first] += 1
            change[min(last, steps) + 1] -= 1
    allowed = _CROSSING * len(rows_of(lines))
    free: list[tuple[int, int, int]] = []  # (crossing lines, -width, middle)
    count, begin = 0, None
    covered = []
    for step in range(steps + 1):
        count += change[step]
        covered.append(count)
    for step in range(1, steps + 1):
        if begin is not None and covered[step] != covered[begin]:
            free.append((covered[begin], begin - step, (begin + step) // 2))
            begin = None
        if begin is None and covered[step] <= allowed:
            begin = step
    for _, width, middle in sorted(free):
        x = left + middle * _STEP
        if -width * _STEP >= _GUTTER * size and _are_columns(lines, x):
            return x
    return None


def _are_columns(lines: Sequence[Line], x: float) -> bool:
    """Whether what stands on both sides of `x` is running text, and side by side."""
    sides = [rows_of([line for line in lines if line.right <= x]), rows_of([line for line in lines if line.left >= x])]
    if any(len(side) < _LINES for side in sides):
        return False
    low = max(min(row[0].base for row in side) for side in sides)
    high = min(max(row[0].base for row in side) for side in sides)
    for side in sides:
        beside = [row for row in side if low - row[0].size <= row[0].base <= high + row[0].size]
        if len(beside) < 2 or statistics.median(sum(len(line.text) for line in row) for row in beside) < _LETTERS:
            return False
    return True


# --- paragraphs -------------------------------------------------------------------------------------


def paragraphs(column: Sequence[Line], page: int) -> list[Paragraph]:
    """The paragraphs of a column: they begin where a line is indented, lower than usual, or of another size."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    gaps = [a.base - b.base for a, b in pairwise(column)]
    usual = statistics.median_low(gaps) if gaps else 0.0
    indented = [line.left - left > _INDENT * line.size for line in column]
    groups: list[list[int]] = []
    for place, line in enumerate(column):
        before = column[place - 1] if place else None
        if before is not None and not (
            line.cells
            or before.cells
            or before.base - line.base > _LINE_GAP * max(usual, min(before.size, line.size))
            or not 1 / _SIZE < line.size / before.size < _SIZE
            or (indented[place] and not indented[place - 1])
            or (_is_short(before, left, right) and before.text.endswith(_ENDS) and not line.text[0].islower())
        ):
            groups[-1].append(place)
        else:
            groups.append([place])
    # A centred headline is no indent; an indented first line has a second one at the edge.
    indents = any(indented[group[0]] and len(group) > 1 and not indented[group[1]] for group in groups)
    return [
        Paragraph(
            tuple((page, column[place]) for place in group),
            open=not _is_short(column[group[-1]], left, right),
            indented=indented[group[0]] if indents else None,
        )
        for group in groups
    ]


def _is_short(line: Line, left: float, right: float) -> bool:
    return line.right - left < _FULL * (right - left)


def with_apart(paragraphs: Sequence[Paragraph], apart: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with those that stand apart from the text of their page put after the last that begins there."""
    result = list(paragraphs)
    for paragraph in reversed(apart):
        page = paragraph.lines[0][0]
        place = next((n for n in range(len(result), 0, -1) if result[n - 1].lines[0][0] <= page), 0)
        result.insert(place, paragraph)
    return result


def join_columns(blocks: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """The paragraphs of all columns of all pages; one that goes on in the next column is one."""
    result: list[Paragraph] = []
    for block in blocks:
        for place, paragraph in enumerate(block):
            if place == 0 and result and _goes_on(result[-1], paragraph):
                before = result.pop()
                paragraph = replace(paragraph, lines=before.lines + paragraph.lines, indented=before.indented)
            result.append(paragraph)
    return result


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    if not before.open or after.indented or not 1 / _SIZE < after.size / before.size < _SIZE:
        return False
    last, first = before.lines[-1][1].text, after.lines[0][1].text
    if last.endswith("-") or first[0].islower():
        return True
    return after.indented is False or not last.endswith(_ENDS)
