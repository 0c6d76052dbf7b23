"""The one reader of marked text on disk, and the one place that decides which files are gold.

A ``.txt`` file is one article, a ``.tsv`` file a table with a record a line, ``id<TAB>marked text``, where ``\\n``,
``\\t``, ``\\r`` and ``\\\\`` stand for a line feed, a tab, a carriage return and a backslash. A folder is read with its
subfolders.

A note, a README or a text that nobody has annotated yet must not pass for an article without names. So an article needs
a front matter or at least one mark, wherever the file is, and a table that was found in a folder needs at least one
mark (in a table that is named, the id makes a line a record). All else is passed over and reported, hidden files too.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atau.corpus.files import EncodingError, id_of, is_hidden, read_lines, read_text
from atau.corpus.marked import MarkedScan, scan_marked
from atau.corpus.problems import GoldError, Notes, Problem
from atau.corpus.records import GoldRecord, from_marked

ARTICLE: Final = ".txt"
TABLE: Final = ".tsv"
_BRACKETS: Final = ("⟦".encode(), "⟧".encode())
_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED: Final = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
_UNMARKED: Final = "no front matter and no marks, so it is passed over; an article without names needs a front matter"
_SHOWN: Final = 3


class SourceError(GoldError):
    """Marked text that cannot be read; the message gives file, line and column."""


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """An article, or a line of a table, as far as it could be read.

    row: the number of the line in a table, 0 for an article. indent: the characters before the marked text in the line.
    """

    record: GoldRecord
    scan: MarkedScan
    row: int = 0
    indent: int = 0

    @property
    def errors(self) -> list[Problem]:
        """What is wrong with the marks and the front matter, each with line and column."""
        return [
            Problem(self.record.file, *self._in_file(error.line, error.column), "error", "bad-marks", error.problem)
            for error in self.scan.errors
        ]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of a character of the text."""
        return self._in_file(*self.scan.place(offset))

    def _in_file(self, line: int, column: int) -> tuple[int, int]:
        if not self.row:
            return line, column
        # After an escaped line feed the column is not known: the line of the table is.
        return self.row, self.indent + (column if line == 1 else 1)


def marked_files(folder: Path, notes: Notes | None = None) -> list[Path]:
    """The files of a folder and its subfolders that can hold marked text, sorted by path; hidden ones are reported."""
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (ARTICLE, TABLE) or not path.is_file():
            continue
        if not is_hidden(path, folder):
            found.append(path)
        elif notes is not None:
            notes.note(path, 0, "hidden", "hidden file, passed over")
    return found


def read_file(file: Path, root: Path, notes: Notes, *, named: bool, table: bool) -> Iterator[MarkedSource]:
    """The article of a file, or the lines of a table; their ids begin below the folder `root`.

    named: the file was asked for by name, so that it is an error when it is not gold, otherwise a warning.
    """
    if table:
        if named or _has_bracket(file):
            yield from _rows(file, notes)
        else:
            notes.warn(file, 0, "no-gold", "no marks in any line, so the table is passed over")
        return
    try:
        content = read_text(file)
    except EncodingError as error:
        notes.error(file, error.line, "not-utf8", error.problem)
        return
    scan = scan_marked(content)
    if scan.has_header or scan.marked.marks or scan.errors:
        yield MarkedSource(from_marked(scan.marked, identity=id_of(file, root), file=str(file)), scan)
        return
    report = notes.error if named else notes.warn
    if content.strip():
        report(file, 0, "no-gold", _UNMARKED)
    else:
        report(file, 0, "empty", "the file is empty")


def _has_bracket(file: Path) -> bool:
    with file.open("rb") as stream:
        return any(bracket in line for line in stream for bracket in _BRACKETS)


def _rows(file: Path, notes: Notes) -> Iterator[MarkedSource]:
    for number, line in read_lines(file, notes):
        if not line.strip():
            continue
        identity, tab, content = line.partition("\t")
        if not tab:
            notes.add(Problem(str(file), number, 1, "error", "bad-record", "no tab; a line is `id<TAB>marked text`"))
            continue
        scan = scan_marked(unescape_cell(content))
        record = from_marked(scan.marked, identity=unescape_cell(identity), file=str(file), line=number)
        yield MarkedSource(record, scan, number, len(identity) + 1)


def read_sources(path: Path, notes: Notes) -> Iterator[MarkedSource]:
    """All that a file or a folder holds, errors of the marks included; what is passed over goes to `notes`.

    Raises FileNotFoundError where there is nothing to read.
    """
    if path.is_dir():
        files = marked_files(path, notes)
        if not files:
            raise FileNotFoundError(f"{path} holds no marked text; articles are .txt files, tables are .tsv files")
        for file in files:
            yield from read_file(file, path, notes, named=False, table=file.suffix == TABLE)
    elif path.is_file():
        yield from read_file(path, path.parent, notes, named=True, table=path.suffix == TABLE)
    else:
        raise FileNotFoundError(f"there is no file or folder {path}")


def read_marked_records(path: Path, notes: Notes) -> Iterator[GoldRecord]:
    """The records of a file or a folder. What cannot be read or is passed over goes to `notes`.

    Raises FileNotFoundError where there is nothing to read.
    """
    return sound(read_sources(path, notes), notes)


def sound(sources: Iterable[MarkedSource], notes: Notes) -> Iterator[GoldRecord]:
    """The records of the sources without errors; the first error of each of the others goes to `notes`."""
    for source in sources:
        errors = source.errors
        if errors:
            notes.add(errors[0])
        else:
            yield source.record


def iter_marked(path: Path | str, *, passed_over: Callable[[Problem], None] | None = None) -> Iterator[GoldRecord]:
    """The records of an article, a table or a folder, for callers who want no broken gold.

    passed_over: takes the files that are not gold; by default one UserWarning names them. Raises SourceError, with
    file, line and column, at the first fault, and where not a single file is gold; FileNotFoundError where there is
    nothing to read.
    """
    root = Path(path)
    left_out: list[Problem] = []
    found = False
    try:
        for record in read_marked_records(root, Notes(_raise_or(passed_over, left_out))):
            found = True
            yield record
        if left_out and not found:
            raise SourceError(f"{root} holds no marked text: {_listed(left_out)}")
    finally:
        if left_out and found and passed_over is None:
            warnings.warn(f"{root}: {len(left_out)} files passed over: {_listed(left_out)}", stacklevel=2)


def _raise_or(passed_over: Callable[[Problem], None] | None, left_out: list[Problem]) -> Callable[[Problem], None]:
    def sink(problem: Problem) -> None:
        if problem.severity == "error":
            line = f": line {problem.line}" if problem.line else ""
            column = f", column {problem.column}" if problem.column else ""
            raise SourceError(f"{problem.file}{line}{column}: {problem.message}")
        left_out.append(problem)
        if passed_over is not None:
            passed_over(problem)

    return sink


def _listed(problems: list[Problem]) -> str:
    shown = [f"{problem.file} ({problem.message})" for problem in problems[:_SHOWN]]
    more = len(problems) - len(shown)
    return "; ".join(shown) + (f"; and {more} more, which atau validate lists" if more > 0 else "")


def escape_cell(text: str) -> str:
    """`text` as it stands in a table."""
    return re.sub(r"[\\\t\n\r]", lambda m: _ESCAPES[m[0]], text)


def unescape_cell(text: str) -> str:
    """What `escape_cell` was given."""
    return re.sub(r"\\[\\tnr]", lambda m: _ESCAPED[m[0]], text)
