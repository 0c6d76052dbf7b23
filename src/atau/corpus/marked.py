"""Marked text: ``⟦LABEL text⟧`` marks, nested where needed, around text that is otherwise left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MARK = re.compile(r"⟦([A-Z_]+) |⟧")


class MarkError(ValueError):
    """Marks that do not close, close twice, or have no label; the message gives line and column."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters ``start:end`` of the plain text are a mention of `label`; depth 0 is the outermost."""

    start: int
    end: int
    label: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Plain text and its marks in order of start, outer before inner."""

    text: str
    marks: tuple[Mark, ...] = field(default=())

    @property
    def flat(self) -> tuple[Mark, ...]:
        """The outermost marks."""
        return tuple(mark for mark in self.marks if mark.depth == 0)


def _place(source: str, offset: int) -> str:
    line = source.count("\n", 0, offset) + 1
    column = offset - (source.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def parse(source: str) -> MarkedText:
    """Read marked text.

    Raises MarkError, with line and column, for a mark that never closes, a bracket that closes nothing, or an opening
    bracket without ``LABEL`` and one space.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    open_marks: list[tuple[int, str, int]] = []
    length = 0
    position = 0
    for found in _MARK.finditer(source):
        piece = source[position : found.start()]
        if "⟦" in piece:
            where = _place(source, position + piece.index("⟦"))
            raise MarkError(f"{where}: ⟦ must be followed by a label in capitals and one space")
        parts.append(piece)
        length += len(piece)
        position = found.end()
        if found.group(1):
            open_marks.append((length, found.group(1), found.start()))
        elif open_marks:
            start, label, _ = open_marks.pop()
            marks.append(Mark(start, length, label, len(open_marks)))
        else:
            raise MarkError(f"{_place(source, found.start())}: ⟧ closes no mark")
    if open_marks:
        _, label, offset = open_marks[-1]
        raise MarkError(f"{_place(source, offset)}: ⟦{label} is never closed")
    tail = source[position:]
    if "⟦" in tail:
        where = _place(source, position + tail.index("⟦"))
        raise MarkError(f"{where}: ⟦ must be followed by a label in capitals and one space")
    parts.append(tail)
    marks.sort(key=lambda mark: (mark.start, -mark.end, mark.depth))
    return MarkedText("".join(parts), tuple(marks))
