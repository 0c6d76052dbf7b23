"""Amounts in the rows of a table: the head of the column says what is counted, the name in the row whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from atau.components.quantity.lexicon import shared_lexicon
from atau.facts.amounts.nouns import before_bracket, is_measure, phrase_start
from atau.facts.amounts.phrase import Kind, kind_of
from atau.facts.view import BREAK, LINE, FactDoc, Named
from atau.labels import AMOUNTS

_BARS: Final = frozenset("|│¦")
_SLASH: Final = "/"
_TAB: Final = "\t"
_SEMICOLON: Final = ";"
_FEWEST: Final = 3  # cells that make a row
_LABELS: Final = ("ORG", "LOC")
_ENDS: Final = frozenset((",", "(", ";", ":"))
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:ж\.?|жыл[ыа]?)?")


class Cell(NamedTuple):
    """Tokens start..end (end excluded), white space and separators apart."""

    start: int
    end: int


class Line(NamedTuple):
    """The cells of a line: of one that is no row, a single one; of a blank one, none."""

    cells: Sequence[Cell]

    @property
    def is_row(self) -> bool:
        return len(self.cells) >= _FEWEST


class Place(NamedTuple):
    """Where an amount stands in a table.

    counted: the words of the head of its column that say what is counted. owner: the organisation or place that its row
    names. year: the head of a column for a year.
    """

    counted: Cell | None
    owner: Named | None
    year: str | None


class Grid:
    """The tables of a document: lines of cells, one below the other, under a line of heads.

    Between cells stands a bar, a tab, a slash with white space on both sides, or a semicolon below a line of heads.
    """

    def __init__(self, view: FactDoc) -> None:
        self.view = view

    def place(self, amount: Named) -> Place | None:
        """Where an amount stands; None outside of tables, and where neither head nor row says anything."""
        return self._places.get(amount.index)

    @cached_property
    def _places(self) -> dict[int, Place]:
        found: dict[int, Place] = {}
        signs = _BARS | {_SLASH, _SEMICOLON}
        if signs.isdisjoint(self.view.norms) and _TAB not in self.view.text:
            return found
        heads: Sequence[Cell] = ()
        caption: Cell | None = None
        above: Cell | None = None  # the last line of text
        filled = False  # amounts stand below the heads
        for line in self._lines():
            if not line.is_row:
                if line.cells or filled:
                    heads, filled = (), False
                above = line.cells[0] if line.cells else above
                continue
            inside = [self._mentions(cell) for cell in line.cells]
            amounts = [(column, named) for column, cell in enumerate(inside) for named in cell if _is_amount(named)]
            if not amounts:
                if not heads:
                    heads, caption = line.cells, above
                continue
            filled = True
            if len(heads) != len(line.cells):
                continue
            owner = _owner(inside)
            for column, named in amounts:
                place = self._place(heads[column], caption, owner)
                if place is not None:
                    found[named.index] = place
        return found

    def _place(self, head: Cell, caption: Cell | None, owner: Named | None) -> Place | None:
        if head.start >= head.end:
            return None
        year = _YEAR.fullmatch("".join(self.view.norms[head.start : head.end]))
        if year is not None:
            counted = None if caption is None else self._announced(caption)
            return Place(counted, owner, year[1]) if counted or owner else None
        counted = self._unit_noun(head) or self._head(head)
        return Place(counted, owner, None) if counted or owner else None

    def _lines(self) -> Iterable[Line]:
        cells: list[Cell] = []
        start = 0
        for token, norm in enumerate([*self.view.norms, BREAK]):
            ends = norm in (LINE, BREAK)
            form = self.view.words[token].form if token < len(self.view.words) else ""
            line, _, indent = form.rpartition("\n")
            if ends or norm in _BARS or _TAB in form or self._is_between_cells(token, norm):
                cells.append(self._trimmed(start, token))
                start = token + 1
                empty = Cell(start, start)
                cells += [empty] * (line.count(_TAB) if ends else form.count(_TAB) - 1)
            if ends:
                yield Line(cells[1:-1] if self._has_frame(cells) else cells)
                if norm == BREAK:
                    yield Line(())
                cells = [empty] * indent.count(_TAB)

    def _is_between_cells(self, token: int, norm: str) -> bool:
        """Whether a slash or a semicolon stands between cells, not between the parts of a sentence."""
        if norm == _SLASH:
            return self._is_apart(token)
        return norm == _SEMICOLON and self.view.line_start(token) in self._rows_of_semicolons

    @cached_property
    def _rows_of_semicolons(self) -> frozenset[int]:
        """The first tokens of the lines of tables between whose cells semicolons stand.

        The first of them is a line of heads: words without a mention or a number.
        """
        view = self.view
        counts: dict[int, int] = {}
        for token, norm in enumerate(view.norms):
            if norm == _SEMICOLON:
                counts[view.line_start(token)] = counts.get(view.line_start(token), 0) + 1
        found: set[int] = set()
        heads = -1
        for start, count in sorted(counts.items()):
            end = start
            while end < len(view.norms) and view.norms[end] not in (LINE, BREAK):
                end += 1
            inside = range(start, end)
            if count >= _FEWEST - 1 and not any(view.owner[at] >= 0 or view.words[at].digit for at in inside):
                heads = count
                found.add(start)
            elif count == heads:
                found.add(start)
        return frozenset(found)

    def _is_apart(self, token: int) -> bool:
        """Whether white space stands on both sides of a sign: not км/сағ."""
        doc = self.view.doc
        return 0 < token < len(doc) and bool(doc[token].whitespace_ and doc[token - 1].whitespace_)

    def _has_frame(self, cells: Sequence[Cell]) -> bool:
        """Whether a bar stands at both ends of a line, so that nothing outside of them is a cell."""
        ends = cells[0], cells[-1]
        bars = self.view.norm(cells[0].end), self.view.norm(self.view.before(cells[-1].start))
        return len(cells) > 1 and all(cell.start >= cell.end for cell in ends) and _BARS.issuperset(bars)

    def _trimmed(self, start: int, end: int) -> Cell:
        words = self.view.words
        while start < end and words[start].space:
            start += 1
        while end > start and words[end - 1].space:
            end -= 1
        return Cell(start, end)

    def _mentions(self, cell: Cell) -> list[Named]:
        return self.view.in_sentence(cell.start, cell.end)

    def _head(self, cell: Cell) -> Cell | None:
        """The words of a head up to a sign: `Халқы, мың адам`; None where its last one is no noun."""
        end = cell.start
        while end < cell.end and self.view.norms[end] not in _ENDS:
            end += 1
        head = self._trimmed(cell.start, end)
        words = self.view.words[head.start : head.end]
        if not words or not words[-1].alpha or any(word.digit for word in words):
            return None
        return head if kind_of(self.view.norms[head.end - 1]) in (Kind.NOUN, Kind.OWNED) else None

    def _unit_noun(self, cell: Cell) -> Cell | None:
        """The noun that is counted, as a unit behind a comma: `Шақырылды, адам`; not behind a measure: `Саны, адам`."""
        view, last = self.view, cell.end - 1
        comma = view.before(last)
        if comma <= cell.start or view.norms[comma] != "," or is_measure(view.norms[view.before(comma)]):
            return None
        return Cell(last, cell.end) if shared_lexicon().counted.find([view.norms[last]]) else None

    def _announced(self, caption: Cell) -> Cell | None:
        """The measure that a line above the heads ends with: `Жаңа науқастар саны (адам):`."""
        view = self.view
        token = caption.end - 1
        if view.norms[token] == ":":
            token = view.before(token)
        token = before_bracket(view, token, caption.start)
        if token < caption.start or view.owner[token] >= 0 or not is_measure(view.norms[token]):
            return None
        return Cell(phrase_start(view, token, caption.start), token + 1)


def _owner(cells: Sequence[Sequence[Named]]) -> Named | None:
    """The organisation or place of the first cell that names any, the organisation before the place.

    None where that names two of a kind (a way from … to …), and where a person comes before: the row is about the
    person.
    """
    for cell in cells:
        if any(named.label == "PERSON" for named in cell):
            return None
        for label in _LABELS:
            owners = {named.cluster: named for named in cell if named.label == label}
            if owners:
                return next(iter(owners.values())) if len(owners) == 1 else None
    return None


def _is_amount(named: Named) -> bool:
    return named.label in AMOUNTS
