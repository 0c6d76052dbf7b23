"""A text and its marks, and the forms of labels and keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Pairs = tuple[tuple[str, str], ...]

LABEL: Final = re.compile(r"[A-Z_][A-Z0-9_-]*")
KEY: Final = re.compile(r"[^\W\d][\w.-]*")
BRACKET: Final = re.compile("[⟦⟧]")
BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
#: A line at which the front matter begins or ends.
FENCE: Final = re.compile(r"---[ \t]*\r?(?:\n|$)")
#: The one key that the front matter may repeat.
FACT: Final = "fact"


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
