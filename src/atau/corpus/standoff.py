"""Gold whose sentences stand elsewhere: marks and positions here, the text in checkouts of its sources.

A table of stand-off marks has a sentence a line, with the columns of `COLUMNS`. `start` and `length` count characters
of the *plain view* of a file: every run of white space is one blank, none at either end; of an .xml file, what stands
between the tags. `sha256_16` is the start of the checksum of the sentence, so that a source that has changed is noticed
and nothing is ever marked that is not the sentence that was read.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atau.corpus.files import read_lines
from atau.corpus.marked import LABEL, Mark
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord, LabelledSpan, arrange

COLUMNS: Final = ("id", "repository", "commit", "path", "start", "length", "sha256_16", "marks")
# A sentence that is not where it was is looked for this many characters around.
_NEAR: Final = 400
_TAG: Final = re.compile(r"<[^<>]*>")
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
_GIT_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Standoff:
    """One sentence: where its text stands, the start of its checksum, its marks. line: of the table, from 1."""

    id: str
    repository: str
    commit: str
    path: str
    start: int
    length: int
    sha256: str
    marks: tuple[Mark, ...]
    line: int

    @property
    def place(self) -> str:
        """Repository, commit and file, for people."""
        return f"{self.repository}@{self.commit[:8]}:{self.path}"


def read_standoff(table: Path, notes: Notes) -> Iterator[Standoff]:
    """The rows of a table of stand-off marks; a row that cannot be read is an error in `notes` and is left out."""
    lines = read_lines(table, notes)
    _, first = next(lines, (1, ""))
    header = tuple(first.split("\t"))
    if header != COLUMNS:
        notes.error(table, 1, "bad-header", f"the columns must be {', '.join(COLUMNS)}, separated by tabs")
        return
    seen: set[str] = set()
    for number, line in lines:
        if not line:
            continue
        try:
            row = _row(line.split("\t"), number)
            if row.id in seen:
                raise ValueError(f"the id {row.id!r} is that of a sentence before it")
        except ValueError as error:
            notes.error(table, number, "bad-row", f"{error}; the sentence is omitted", line)
            continue
        seen.add(row.id)
        yield row


def _row(cells: list[str], line: int) -> Standoff:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells instead of {len(COLUMNS)}")
    identity, repository, commit, path, start, length, checksum, marks = cells
    if not identity or not start.isascii() or not start.isdigit() or not length.isascii() or not length.isdigit():
        raise ValueError("id, start and length must be given, the last two as numbers")
    if not int(length):
        raise ValueError("a sentence has at least one character")
    if not _COMMIT.fullmatch(commit) or not re.fullmatch(r"[0-9a-f]{16}", checksum):
        raise ValueError("commit and sha256_16 must be hexadecimal")
    for part in (repository, path):
        if not part or part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/"):
            raise ValueError(f"{part!r} is not a relative path")
    return Standoff(
        identity, repository, commit, path, int(start), int(length), checksum, _marks(marks, int(length)), line
    )


def _marks(cell: str, length: int) -> tuple[Mark, ...]:
    try:
        given = [(start, end, label, depth) for start, end, label, depth in json.loads(cell)]
    except (ValueError, TypeError):
        raise ValueError("marks must be a JSON list of [start, end, label, depth]") from None
    spans: list[LabelledSpan] = []
    for start, end, label, _ in given:
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise ValueError(f"a mark from {start!r} to {end!r} is not inside a sentence of {length} characters")
        if not isinstance(label, str) or not LABEL.fullmatch(label):
            raise ValueError(f"{label!r} is not a label")
        spans.append((start, end, label, ()))
    marks, crossing = arrange(spans)
    if crossing:
        raise ValueError("two marks cross")
    if sorted((m.start, -m.end, m.depth) for m in marks) != sorted((s, -e, depth) for s, e, _, depth in given):
        raise ValueError("the depths of the marks are not those of marks inside each other")
    return marks


class Clones:
    """The files of checkouts in one folder: ``FOLDER/owner/name`` or ``FOLDER/name``.

    uncommitted: the (repository, commit) of which files were read as they lie in the folder, each with the reason.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uncommitted: dict[tuple[str, str], str] = {}
        self._views = lru_cache(maxsize=8)(self._read)

    def views(self, row: Standoff) -> tuple[str, ...]:
        """The plain views of the file of `row`, the likeliest first. Raises OSError where it cannot be read."""
        return self._views(row.repository, row.commit, row.path)

    def _read(self, repository: str, commit: str, path: str) -> tuple[str, ...]:
        clone = self._clone(repository)
        data = _committed(clone, commit, path)
        if data is None:
            file = clone / path
            if not file.resolve().is_relative_to(clone.resolve()):
                raise OSError("it is a link out of its checkout")
            data = file.read_bytes()
            reason = "Git cannot read that commit there" if (clone / ".git").exists() else "it is no Git repository"
            self.uncommitted.setdefault((repository, commit), reason)
        text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
        plain = _squeezed(text)
        if path.endswith(".xml"):
            return _squeezed(_TAG.sub(" ", text)), _squeezed(_TAG.sub("", text)), plain
        return (plain,)

    def _clone(self, repository: str) -> Path:
        for clone in (self.folder / repository, self.folder / repository.rpartition("/")[2]):
            if clone.is_dir():
                return clone
        raise FileNotFoundError(f"there is no checkout of {repository} in {self.folder}")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _committed(clone: Path, commit: str, path: str) -> bytes | None:
    """The file as it was committed; None where this is no Git repository or does not hold the commit."""
    if not (clone / ".git").exists():
        return None
    try:
        done = subprocess.run(
            ["git", "-C", str(clone), "cat-file", "blob", f"{commit}:{path}"],
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def locate(row: Standoff, views: tuple[str, ...]) -> str | None:
    """The sentence of `row`: at its position, or near it where the file has changed before it; None elsewhere."""
    for view in views:
        for shift in range(_NEAR + 1):
            for start in {row.start - shift, row.start + shift}:
                text = view[start : start + row.length] if start >= 0 else ""
                if len(text) == row.length and checksum(text) == row.sha256:
                    return text
    return None


def checksum(text: str) -> str:
    """What stands in the column ``sha256_16`` for `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def join(table: Path, folder: Path, notes: Notes) -> Iterator[GoldRecord]:
    """The gold of `table` with the texts from the checkouts in `folder`.

    A sentence that is not found is an error in `notes`, with its place; the others come all the same. Where a checkout
    does not hold the commit of the table its files are read as they lie, and a warning says so once; the checksums keep
    out what is not the sentence that was read.
    """
    clones = Clones(folder)
    unread: set[tuple[str, str]] = set()
    warned = 0
    for row in read_standoff(table, notes):
        try:
            views = clones.views(row)
            if len(clones.uncommitted) > warned:
                warned = len(clones.uncommitted)
                reason = clones.uncommitted[row.repository, row.commit]
                message = f"{row.place}: {reason}; the files of the checkout are read as they lie"
                notes.warn(table, row.line, "not-at-commit", message)
            text = locate(row, views)
        except OSError as error:
            if (row.repository, row.path) not in unread:
                unread.add((row.repository, row.path))
                reason = error.strerror or str(error)
                notes.warn(table, row.line, "no-source", f"{row.place} cannot be read: {reason}")
            notes.error(table, row.line, "not-located", f"{row.id}: its source is not there; the sentence is omitted")
            continue
        if text is None:
            message = (
                f"{row.id}: {row.place} has another text at {row.start} (not checksum {row.sha256}); it is omitted"
            )
            notes.error(table, row.line, "not-located", message)
            continue
        meta = {"source": row.place, "start": row.start}
        yield GoldRecord(row.id, text, row.marks, meta, str(table), row.line)
