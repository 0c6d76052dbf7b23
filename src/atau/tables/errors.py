"""What is wrong with a table."""

from __future__ import annotations

from pathlib import Path


class TableError(ValueError):
    """A table that cannot be used; the message names file, line, problem and remedy."""

    def __init__(self, path: Path | str, line: int, problem: str, remedy: str) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}. {remedy}.")
