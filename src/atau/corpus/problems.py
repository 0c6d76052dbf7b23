"""What is found wrong in gold, with its place: one record for the validator and the converters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]


class GoldError(ValueError):
    """Gold that cannot be read, or that a format cannot hold; the message gives file and line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line` and `column` count from 1; 0 is the file, or the line, as a whole.

    `code` names the check (``cut-token``). `message` quotes nothing of the text; what it is about is in `excerpt`.
    """

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    excerpt: str = ""

    @property
    def place(self) -> str:
        """``file:line:column`` as far as they are known."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    def text(self, *, excerpt: bool = True) -> str:
        """``file:line:column: severity: message: excerpt [code]`` on one line."""
        quoted = f": {_short(self.excerpt)}" if excerpt and self.excerpt else ""
        return f"{self.place}: {self.severity}: {self.message}{quoted} [{self.code}]"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:159] + "…"


@dataclass(slots=True)
class Notes:
    """Counts problems by code and hands each one on to `sink` as it comes."""

    sink: Callable[[Problem], None] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def add(self, problem: Problem) -> None:
        """Count `problem` and tell it."""
        self.counts[problem.code] += 1
        self.errors += problem.severity == "error"
        if self.sink is not None:
            self.sink(problem)

    def error(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Something of the data is lost."""
        self.add(Problem(str(file), line, 0, "error", code, message, excerpt))

    def warn(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Something is odd, or does not fit into the other format."""
        self.add(Problem(str(file), line, 0, "warning", code, message, excerpt))

    def note(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Something was left out that is no gold."""
        self.add(Problem(str(file), line, 0, "note", code, message, excerpt))


def raise_errors(problem: Problem) -> None:
    """A sink for callers who want no broken gold. Raises GoldError for an error."""
    if problem.severity == "error":
        raise GoldError(problem.text())
