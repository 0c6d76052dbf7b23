"""Problems of gold files, shared by the validator and the converters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from atau.terminal import printable

_EXCERPT: Final = 200
Severity = Literal["error", "warning", "note"]


class GoldError(ValueError):
    """Gold that cannot be read or written in a format; the message gives file and line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem. `line` and `column` count from 1; 0 means the whole file or the whole line.

    `code` names the check (``cut-token``). `message` never quotes the text; `excerpt` does.
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
        """``file:line:column`` as far as known."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    def text(self, *, excerpt: bool = True) -> str:
        """``file:line:column: severity: message: excerpt [code]`` on one line, safe to print on a terminal."""
        quoted = f": {_short(self.excerpt)}" if excerpt and self.excerpt else ""
        return printable(f"{self.place}: {self.severity}: {self.message}{quoted} [{self.code}]")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:159] + "…"


def excerpt_of(text: str, start: int, end: int) -> str:
    """``text[start:end]``, cut where it is longer than anybody reads."""
    return text[start:end] if end - start <= _EXCERPT else text[start : start + _EXCERPT] + "…"


@dataclass(slots=True)
class Notes:
    """Counts problems by code and passes each one to `sink`."""

    sink: Callable[[Problem], None] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def add(self, problem: Problem) -> None:
        """Count `problem` and pass it to the sink."""
        self.counts[problem.code] += 1
        self.errors += problem.severity == "error"
        if self.sink is not None:
            self.sink(problem)

    def error(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Data is lost."""
        self.add(Problem(str(file), line, 0, "error", code, message, excerpt))

    def warn(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Something looks wrong or does not fit the target format."""
        self.add(Problem(str(file), line, 0, "warning", code, message, excerpt))

    def note(self, file: object, line: int, code: str, message: str, excerpt: str = "") -> None:
        """Something that is not gold was omitted."""
        self.add(Problem(str(file), line, 0, "note", code, message, excerpt))


def raise_errors(problem: Problem) -> None:
    """A sink that raises GoldError for the first error."""
    if problem.severity == "error":
        raise GoldError(problem.text())
