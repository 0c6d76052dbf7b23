"""Letters with their places on a page to lines of text.

Lengths are in points; y grows upwards, as PDF has it. All thresholds are in parts of the size of the letters.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_SAME_LINE: Final = 0.35  # how far the baselines of one line may be apart
_PIECE: Final = 0.9  # a gap this wide parts a line into pieces, which may belong to different columns
_WORD: Final = 0.17  # a gap this wide parts words where the file has no space
_SPACED: Final = 0.12  # a line whose usual gap is this wide is letter-spaced
_WIDER: Final = 0.15  # by how much the gaps between its words are wider
_ALIGNED: Final = 0.25  # how far the edges of the cells of one column may be apart
CELLS: Final = " | "  # between the cells of a row of a table, so that no name goes on in the next one
_LONGEST: Final = 18  # letters; no letter-spaced word is longer
_TYPED: Final = 0.4  # in parts of its letters: with more spaces, the author has spaced it, not the layout
_TWICE: Final = 0.2  # a letter drawn again this near makes it bold


@dataclass(frozen=True, slots=True)
class Letter:
    """A character at its place. base: y of the baseline. size: about that of the font."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one: its text, the places of its ends and its baseline. cells: of a table, 0 for none."""

    text: str
    left: float
    right: float
    base: float
    size: float
    cells: int = 0


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces on one baseline together, from the top down, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        if rows and rows[-1][0].base - line.base <= _SAME_LINE * max(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def joined(row: Sequence[Line], between: str = " ") -> Line:
    """The pieces of a row as one line; `between` other than a space parts the cells of a table."""
    if len(row) == 1:
        return row[0]
    size = statistics.median(line.size for line in row)
    cells = 0 if between == " " else len(row)
    return Line(between.join(line.text for line in row), row[0].left, row[-1].right, row[0].base, size, cells)


def joined_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from the top down; where pieces stand below one another, as in a table, they are cells."""
    rows = rows_of(lines)
    beside = [False, *(_are_aligned(a, b) for a, b in pairwise(rows)), False]
    in_table = (before or after for before, after in pairwise(beside))
    return [joined(row, CELLS if is_row else " ") for row, is_row in zip(rows, in_table, strict=True)]


def _are_aligned(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    """Whether two rows have as many pieces, each after the first at the same left or right edge as the other's.

    Of the last ones only the left edge tells: justified lines all end at the right one.
    """
    if len(upper) < 2 or len(upper) != len(lower):
        return False
    near = _ALIGNED * max(upper[0].size, lower[0].size)
    left = [abs(a.left - b.left) < near for a, b in zip(upper[1:], lower[1:], strict=True)]
    right = [abs(a.right - b.right) < near for a, b in zip(upper[1:], lower[1:], strict=True)]
    return left[-1] and all(a or b for a, b in zip(left, right, strict=True))


def lines_of(letters: Sequence[Letter]) -> list[Line]:
    """The pieces of lines that the letters of a page form, in no order of reading."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (-letter.base, letter.left)):
        if rows and rows[-1][0].base - letter.base <= _SAME_LINE * max(rows[-1][0].size, letter.size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows for piece in _pieces(row) if (line := _line(piece)) is not None]


def _pieces(row: list[Letter]) -> Iterator[list[Letter]]:
    """The row parted at wide gaps; a letter-spaced one at gaps that are wide for it."""
    row.sort(key=lambda letter: letter.left)
    usual = _usual_gap(row)
    widest = _PIECE + (3 * usual if usual > _SPACED else 0)
    piece: list[Letter] = []
    before: Letter | None = None
    for letter in row:
        if not letter.char.isspace():
            if before is not None:
                if letter.char == before.char and letter.left - before.left < _TWICE * letter.size:
                    continue
                if _gap(before, letter) > widest:
                    yield piece
                    piece = []
            before = letter
        piece.append(letter)
    yield piece


def _line(letters: Sequence[Letter]) -> Line | None:
    """The text of a piece: words stand apart where the file has a space or the letters a gap.

    In a piece that the layout has letter-spaced, the gaps alone say where words end. Where the file itself has spaces
    between the letters they stay, as do gaps that would give no words, and the tokenizer finds the words.
    """
    inked = [letter for letter in letters if not letter.char.isspace()]
    if not inked:
        return None
    usual = _usual_gap(letters)
    spaced = usual > _SPACED and len(inked) > 2
    spaces = _spaces(letters)
    typed = spaced and sum(spaces) > _TYPED * len(spaces)
    wide = usual + _WIDER if spaced else _WORD
    gaps = spaces if typed else [_gap(a, b) > wide for a, b in pairwise(inked)]
    if spaced and not typed and _longest_run(gaps) > _LONGEST:
        gaps = [_gap(a, b) > _SPACED for a, b in pairwise(inked)]
    if not spaced:
        gaps = [gap or space for gap, space in zip(gaps, spaces, strict=True)]
    text = inked[0].char + "".join(" " * gap + letter.char for gap, letter in zip(gaps, inked[1:], strict=True))
    size = statistics.median(letter.size for letter in inked)
    return Line(text, inked[0].left, max(letter.right for letter in inked), inked[0].base, size)


def _longest_run(gaps: Sequence[bool]) -> int:
    """Letters of the longest word, if words end at these gaps."""
    longest = run = 1
    for gap in gaps:
        run = 1 if gap else run + 1
        longest = max(longest, run)
    return longest


def _spaces(letters: Sequence[Letter]) -> list[bool]:
    """For each letter after the first, whether the file has a space before it."""
    found: list[bool] = []
    space = False
    for letter in letters:
        if letter.char.isspace():
            space = True
        else:
            found.append(space)
            space = False
    return found[1:]


def _usual_gap(letters: Sequence[Letter]) -> float:
    inked = [letter for letter in letters if not letter.char.isspace()]
    gaps = [_gap(a, b) for a, b in pairwise(inked)]
    return statistics.median(gaps) if gaps else 0.0


def _gap(before: Letter, letter: Letter) -> float:
    return (letter.left - before.right) / max(before.size, letter.size, 1.0)
