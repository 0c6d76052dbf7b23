"""Whether the components of a pipeline stand in an order in which each finds what it reads.

spaCy's ``requires`` and ``assigns`` know attributes; what a matcher reads is finer: candidates of a label in a span
group. A component says it in two attributes of its class: `READS` and `WRITES`, names such as ``"LOC candidates"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class PipelineOrderWarning(UserWarning):
    """A component reads what a later one writes."""


class Misplaced(NamedTuple):
    """The component `reader` reads `what`, which `writer`, the last of those that write it, writes after it."""

    reader: str
    what: str
    writer: str

    def __str__(self) -> str:
        return (
            f"{self.reader} reads the {self.what} that {self.writer} writes, but comes before it, so they are not "
            f"used: move {self.reader} after {self.writer}"
        )


def misplaced(pipeline: Iterable[tuple[str, Any]]) -> list[Misplaced]:
    """What is wrong with the order of (name, component) pairs.

    >>> class Reader: READS, WRITES = ("LOC candidates",), ()
    >>> class Writer: READS, WRITES = (), ("LOC candidates",)
    >>> misplaced([("reader", Reader()), ("writer", Writer())])
    [Misplaced(reader='reader', what='LOC candidates', writer='writer')]
    >>> misplaced([("writer", Writer()), ("reader", Reader())])
    []
    """
    pipes = list(pipeline)
    found = []
    for i, (name, pipe) in enumerate(pipes):
        for what in getattr(pipe, "READS", ()):
            later = [other for other, writer in pipes[i + 1 :] if what in getattr(writer, "WRITES", ())]
            if later:
                found.append(Misplaced(name, what, later[-1]))
    return found
