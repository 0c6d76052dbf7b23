"""Amounts in the rows of a table: the head of the column says what is counted, the name in the row whose it is."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

from atau.facts.amounts.phrase import Kind, kind_of
from atau.facts.view import BREAK, LINE, FactDoc, Named
from atau.labels import AMOUNTS

_BARS: Final = frozenset("|│¦")
_TAB: Final = "\t"
_FEWEST: Final = 3  # cells that make a row
_LABELS: Final = ("ORG", "LOC")
_ENDS: Final = frozenset((",", "(", ";", ":"))


class Cell(NamedTuple):
    """Tokens start..end (end excluded), white space and separators apart."""

    start: int
    end: int


class Grid:
    """The tables of a document: lines of cells between bars or tabs, one below the other, under a line of heads."""

    def __init__(self, view: FactDoc) -> None:
        self.view = view

    def place(self, amount: Named) -> tuple[Cell, Named | None] | None:
        """The head of the column of an amount, and the organisation or place that its row names; None outside."""
        return self._places.get(amount.index)

    @cached_property
    def _places(self) -> dict[int, tuple[Cell, Named | None]]:
        found: dict[int, tuple[Cell, Named | None]] = {}
        if _BARS.isdisjoint(self.view.norms) and _TAB not in self.view.text:
            return found
        heads: list[Cell] = []
        for row in self._rows():
            if row is None:
                heads = []
                continue
            inside = [self._mentions(cell) for cell in row]
            amounts = [(column, named) for column, cell in enumerate(inside) for named in cell if _is_amount(named)]
            if not amounts:
                heads = heads or row
                continue
            owner = _owner(inside)
            for column, named in amounts:
                head = self._head(heads[column]) if len(heads) == len(row) else None
                if head is not None:
                    found[named.index] = head, owner
        return found

    def _rows(self) -> list[list[Cell] | None]:
        """The rows in order; None for a line that is no row or is blank, behind which a table begins anew."""
        rows: list[list[Cell] | None] = []
        cells: list[Cell] = []
        start = 0
        for token, norm in enumerate([*self.view.norms, BREAK]):
            ends = norm in (LINE, BREAK)
            form = self.view.words[token].form if token < len(self.view.words) else ""
            line, _, indent = form.rpartition("\n")
            if ends or norm in _BARS or _TAB in form:
                cells.append(self._trimmed(start, token))
                start = token + 1
                empty = Cell(start, start)
                cells += [empty] * (line.count(_TAB) if ends else form.count(_TAB) - 1)
            if ends:
                row = cells[1:-1] if self._has_frame(cells) else cells
                rows.append(row if len(row) >= _FEWEST else None)
                rows += [None] * (norm == BREAK)
                cells = [empty] * indent.count(_TAB)
        return rows

    def _has_frame(self, cells: list[Cell]) -> bool:
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
            return None  # a year says when, not what
        return head if kind_of(self.view.norms[head.end - 1]) in (Kind.NOUN, Kind.OWNED) else None


def _owner(cells: list[list[Named]]) -> Named | None:
    """The organisation or place of the first cell that names any; None where that names two (a way from … to …)."""
    for cell in cells:
        owners = {named.cluster: named for named in cell if named.label in _LABELS}
        if owners:
            return next(iter(owners.values())) if len(owners) == 1 else None
    return None


def _is_amount(named: Named) -> bool:
    return named.label in AMOUNTS
