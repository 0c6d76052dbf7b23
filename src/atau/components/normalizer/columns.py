"""Units that the heading of a table gives to its figures: `Сомасы, мың теңге` over a column of bare numbers or before a
row of them.

A table is a run of lines whose cells are parted by tabs, bars or wide blanks, or a list of lines under a heading that
ends in a unit. Where it is not sure which figures a heading is for, they have no value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.normalizer.headings import Claim, Headings, UnitWords, is_year
from atau.components.quantity.value import NumericValue, Quantity, numeric_value

_RULES: Final = frozenset("-–—|:+=_")
# 2024 жыл
_LONG_YEAR: Final = 3


@dataclass(slots=True)
class _State:
    """What the headings above a line say: of the whole table, of its columns. alike: years head its columns."""

    whole: Claim | None = None
    columns: list[Claim | None] = field(default_factory=list)
    alike: bool = False


@dataclass(slots=True)
class _Line:
    """Tokens start..end (end excluded) with their cells, whether an empty line follows, and what the headings say.

    figures: how many cells have digits. digits: how many tokens. row: what a cell of its own says of its figures.
    """

    start: int
    end: int
    cells: list[tuple[int, int]]
    blank_after: bool
    state: _State | None = None
    heading: bool = False
    figures: int = 0
    digits: int = 0
    row: Claim | None = None

    def cell(self, token: int) -> int | None:
        """The index of the cell that the token stands in."""
        place = bisect_right(self.cells, (token, self.end + 1)) - 1
        return place if place >= 0 and self.cells[place][0] <= token < self.cells[place][1] else None


class Columns:
    """The tables of one text. words: its tokens. spaced: whether a space follows each.

    Takes linear time for all figures together.
    """

    def __init__(self, words: Sequence[Word], spaced: Sequence[bool], units: UnitWords) -> None:
        self._words = words
        self._spaced = spaced
        self._units = units
        self._headings = Headings(words, units)
        self._lines = self._cut()
        self._starts = [line.start for line in self._lines]
        if len(self._lines) > 1:
            self._read()
        for line in self._lines:
            line.row = self._headings.of_row(line.cells)

    def cell_end(self, start: int, end: int) -> int | None:
        """Where the cell of the figure in tokens start..end ends; None where the figure runs over cells."""
        line = self._line(start)
        if end > line.end:
            return end if len(line.cells) == 1 else None
        place = line.cell(start)
        if place is None:
            return end
        last = line.cells[place][1]
        return None if end > last else last

    def in_row(self, start: int) -> bool:
        """Whether the token stands in a line of several cells, or under a heading with a unit."""
        line = self._line(start)
        return len(line.cells) > 1 or line.state is not None

    def valued(self, start: int, end: int, found: Quantity) -> Quantity | None:
        """The value of the figure in tokens start..end, with the unit of its heading; None where that is in doubt."""
        line = self._line(start)
        scaled = any(self._units.is_scale(word.norm) for word in self._words[start:end])
        is_heading = line.heading or line.row is not None
        if is_heading and scaled and not any(word.digit for word in self._words[start:end]):
            return None  # the heading itself
        bare = found.unit is None and found.kind == "count"
        claim = self._claim_for(line, start, end)
        if bare and line.row is not None:
            claim = line.row if claim is None else Claim(None)
        if claim is None:
            return found
        one = claim.one
        if bare and any(word.digit and word.form[-1].isalpha() for word in self._words[start:end]):
            return None  # 5-уі: a figure of a sentence, not of a table
        if bare and found.counted is not None:
            return found
        if one is None:
            return None if bare or found.kind == "money" else found
        if not bare:
            same = found.unit == one.unit and one.value == 1
            return found if same or found.kind != one.kind else None
        if scaled and one.value != 1:
            return None
        return _times(found, one)

    def _line(self, token: int) -> _Line:
        return self._lines[bisect_right(self._starts, token) - 1]

    def _claim_for(self, line: _Line, start: int, end: int) -> Claim | None:
        state = line.state
        if state is None:
            return None
        if state.columns:
            if len(state.columns) != len(line.cells):
                return Claim(None)
            place = line.cell(start)
            own = None if place is None else state.columns[place]
            if own is not None or state.whole is None:
                return own
        if len(line.cells) > 1:
            return Claim(None) if line.figures > 1 and not state.alike else state.whole
        # A list: the figure ends its line.
        if state.whole is None or line.digits > sum(word.digit for word in self._words[start:end]):
            return state.whole and Claim(None)
        return Claim(None) if any(word.alpha for word in self._words[end : line.end]) else state.whole

    def _cut(self) -> list[_Line]:
        """The lines of the text with their cells."""
        lines: list[_Line] = []
        start, cell, cells = 0, 0, list[tuple[int, int]]()
        for i, word in enumerate(self._words):
            if word.space and "\n" in word.form:
                lines.append(_Line(start, i, self._outer([*cells, (cell, i)]), word.form.count("\n") > 1))
                start = cell = i + 1
                cells = []
            elif word.form == "|" or (word.space and self._parts(i, word.form)):
                cells.append((cell, i))
                cells += [(i, i)] * (word.form.count("\t") - 1)
                cell = i + 1
        size = len(self._words)
        lines.append(_Line(start, size, self._outer([*cells, (cell, size)]), False))
        return lines

    def _parts(self, i: int, form: str) -> bool:
        """Whether the white space at i parts cells: a tab, or two blanks and more."""
        return "\t" in form or len(form) + (i > 0 and self._spaced[i - 1]) > 1

    @staticmethod
    def _outer(cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The cells without the empty ones outside: `| a | b |` has two."""
        first = 1 if len(cells) > 1 and cells[0][0] == cells[0][1] else 0
        last = len(cells) - 1 if len(cells) > 1 + first and cells[-1][0] == cells[-1][1] else len(cells)
        return cells[first:last]

    def _read(self) -> None:
        """Set what the headings say of every line."""
        state: _State | None = None
        figures = False
        last: _Line | None = None
        for line in self._lines:
            words = self._words[line.start : line.end]
            if all(word.form in _RULES or word.space for word in words):
                if not words:
                    state = None if figures else state
                continue
            if last is not None and last.blank_after and (figures or len(line.cells) == 1):
                state, figures = None, False
            claims = self._headings.of_columns(words, line.cells)
            if any(claims):
                line.heading = True
                state = self._with(None if figures else state, line, claims)
                figures = False
            elif state is not None and not figures and self._heads_years(line):
                state = replace(state, alike=True)
            elif state is not None:
                line.state = state
                line.digits = sum(word.digit for word in words)
                line.figures = self._figures(line)
                figures = figures or line.digits > 0
            last = line

    def _heads_years(self, line: _Line) -> bool:
        """Years alone head the columns but the first one."""
        heads = [[w.form for w in self._words[slice(*cell)] if w.alpha or w.digit] for cell in line.cells[1:]]
        return bool(heads) and all(forms and is_year(forms[0]) and forms[1:] in ([], ["жыл"], ["ж"]) for forms in heads)

    def _figures(self, line: _Line) -> int:
        """How many cells have digits; a year in the first one heads the row."""
        cells = [self._words[slice(*cell)] for cell in line.cells]
        years = bool(cells[0]) and is_year(cells[0][0].form)
        return sum(any(word.digit for word in cell) for cell in cells[years:])

    @staticmethod
    def _with(above: _State | None, line: _Line, claims: list[Claim | None]) -> _State:
        if len(line.cells) == 1:
            return _State(whole=claims[0])
        return _State(whole=above.whole if above else None, columns=claims)


def _times(found: Quantity, one: Quantity) -> Quantity | None:
    """`found` times `one`, in its unit."""
    if not isinstance(one.value, int) or found.sides is not None:
        return None
    factor = one.value

    def scaled(number: NumericValue | None) -> NumericValue | None:
        return None if number is None else numeric_value(Fraction(number) * factor)

    value, low, high = scaled(found.value), scaled(found.low), scaled(found.high)
    return replace(found, kind=one.kind, unit=one.unit, counted=one.counted, value=value, low=low, high=high)
