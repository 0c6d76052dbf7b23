"""Reading the project's tables: tab-separated, header line, `#` comments, checked in full on load.

A rule or a name is a line in a table. A slip of the pen there (a tab too few, a Latin letter that
looks Cyrillic, an entry given twice) would otherwise show as a name silently not found, so every
table is checked when it is read and the error says which file, which line, what is wrong and what
to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Row = tuple[str, ...]

# A Latin letter next to a Cyrillic one: `партияcы`. ə (U+0259) is the Latin twin of ә (U+04D9).
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u018f"
_CYRILLIC = "\u0400-\u052f"
_MIXED = re.compile(f"[{_CYRILLIC}][{_LATIN}]|[{_LATIN}][{_CYRILLIC}]")


class TableError(ValueError):
    """A table that cannot be used; the message names file, line, problem and remedy."""

    def __init__(self, path: Path | str, line: int, problem: str, remedy: str) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}. {remedy}.")


@dataclass(frozen=True)
class Table:
    """A table of the package: the file and its schema; the arguments are those of `read_table`.

    required: columns that must not be empty (default: the first one); "all" for every column.
    """

    path: Path
    columns: tuple[str, ...]
    required: tuple[str, ...] | Literal["all"] = ()
    unique: tuple[str, ...] = ()
    values: Mapping[str, Collection[str]] = field(default_factory=dict)
    checks: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    allow_mixed: bool = False

    @property
    def name(self) -> str:
        """The file name without its ending, by which users and settings call the table."""
        return self.path.stem

    def read(self, path: Path | str | None = None) -> list[Row]:
        """The rows of the table, or of a user's file with the same schema. Raises TableError on the first fault."""
        return read_table(
            self.path if path is None else path,
            self.columns,
            required=self.columns if self.required == "all" else self.required,
            unique=self.unique,
            values=self.values,
            checks=self.checks,
            allow_mixed=self.allow_mixed,
        )


def read_table(
    path: Path | str,
    columns: Sequence[str],
    *,
    required: Collection[str] = (),
    unique: Sequence[str] = (),
    values: Mapping[str, Collection[str]] | None = None,
    checks: Mapping[str, Callable[[str], bool]] | None = None,
    allow_mixed: bool = False,
) -> list[Row]:
    """The rows of a tab-separated table as tuples in the order of `columns`.

    The first line that is neither empty nor a comment is the header and must be `columns`. Empty
    columns at the end of a row may be left out. Cells are stripped of surrounding spaces.

    required: columns that must not be empty (default: the first one).
    unique: columns that together must not occur twice (default: no check).
    values: for a column, the values it may have ("" must be listed to be allowed).
    checks: for a column, a predicate on its cells.
    allow_mixed: allow Latin and Cyrillic letters in one word (for tables of look-alikes).
    Raises TableError on the first fault.
    """
    where = Path(path)
    try:
        text = where.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TableError(where, 0, "no such table", "Reinstall atau or correct the path") from None
    except UnicodeDecodeError as error:
        raise TableError(where, 0, f"not UTF-8 ({error.reason})", "Save the file as UTF-8") from None
    lines = text.removeprefix("\ufeff").split("\n")
    suspicious = not unicodedata.is_normalized("NFC", text) or (not allow_mixed and _MIXED.search(text) is not None)
    columns = tuple(columns)
    width = len(columns)
    must = [columns.index(name) for name in (required or columns[:1])]
    key_of = [columns.index(name) for name in unique]
    allowed = [(columns.index(name), set(kinds)) for name, kinds in (values or {}).items()]
    tested = [(columns.index(name), test) for name, test in (checks or {}).items()]
    seen: dict[Row, int] = {}
    rows: list[Row] = []
    header = False
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#") or line.isspace():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            if tuple(cells) != columns:
                raise TableError(
                    where,
                    number,
                    f"header is {cells!r}",
                    f"The first line must be the columns {', '.join(columns)}, parted by tabs",
                )
            header = True
            continue
        if len(cells) > width:
            raise TableError(
                where,
                number,
                f"{len(cells)} columns instead of {width}",
                f"Keep to the columns {', '.join(columns)}",
            )
        cells += [""] * (width - len(cells))
        for i in must:
            if not cells[i]:
                raise TableError(
                    where,
                    number,
                    f"column {columns[i]!r} is empty",
                    "Fill it, and part columns by tabs, not spaces",
                )
        for i, known in allowed:
            if cells[i] not in known:
                raise TableError(
                    where,
                    number,
                    f"{cells[i]!r} is not a known {columns[i]}",
                    f"Use one of {', '.join(sorted(repr(k) for k in known))}",
                )
        for i, test in tested:
            if not test(cells[i]):
                raise TableError(where, number, f"{cells[i]!r} is not a valid {columns[i]}", "Correct the cell")
        if suspicious:
            _check_letters(where, number, line, allow_mixed)
        row = tuple(cells)
        if key_of:
            key = tuple(row[i] for i in key_of)
            first = seen.setdefault(key, number)
            if first != number:
                raise TableError(
                    where,
                    number,
                    f"{' / '.join(key)} is there already, in line {first}",
                    "Remove one of the two",
                )
        rows.append(row)
    if not header:
        raise TableError(where, 0, "no header", f"Begin the file with the columns {', '.join(columns)}")
    return rows


def _check_letters(where: Path, number: int, line: str, allow_mixed: bool) -> None:
    if not unicodedata.is_normalized("NFC", line):
        raise TableError(where, number, "not in Unicode form NFC", "Normalise the line to NFC")
    mixed = None if allow_mixed else _MIXED.search(line)
    if mixed is not None:
        around = line[max(0, mixed.start() - 8) : mixed.start() + 8]
        names = " and ".join(unicodedata.name(c, repr(c)) for c in mixed.group())
        raise TableError(
            where,
            number,
            f"Latin and Cyrillic letters in one word: {around!r} ({names})",
            "Write the word in one alphabet",
        )
