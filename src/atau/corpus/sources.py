"""Marked text by the record: a file, a folder of articles, or a table of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atau.corpus.formats.marked_files import unescape
from atau.corpus.marked import Mark, MarkError, parse
from atau.corpus.records import from_marked


class SourceError(ValueError):
    """Marked text that cannot be read; the message gives file, line and column."""


@dataclass(frozen=True, slots=True)
class Article:
    """A marked text with its id, the group it was given ("" for none), the file it comes from, and its source.

    Id and group are those of the front matter; without an id there it is the name of the file.
    """

    id: str
    group: str
    text: str
    marks: tuple[Mark, ...]
    path: Path
    source: str


def marked_files(path: Path) -> list[Path]:
    """The ``.txt`` and ``.tsv`` files at `path`, in the order of their names. Raises FileNotFoundError without any."""
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix in {".txt", ".tsv"} and file.is_file())
        if not found:
            raise FileNotFoundError(f"{path} holds no marked text; articles are .txt files, sentences a .tsv file")
        return found
    if not path.is_file():
        raise FileNotFoundError(f"there is no file or folder {path}")
    return [path]


def iter_marked(path: Path | str) -> Iterator[Article]:
    """The articles of a ``.txt`` file, a folder, or a ``.tsv`` file of ``id<TAB>marked text`` lines,
    where ``\\n``, ``\\t``, ``\\r`` and ``\\\\`` stand for a line feed, a tab, a carriage return and a backslash.

    Raises SourceError, with file, line and column, at the first fault; FileNotFoundError where there is nothing.
    """
    for file in marked_files(Path(path)):
        try:
            # newline="": the text is sacred, carriage returns too.
            with file.open(encoding="utf-8-sig", newline="") as stream:
                content = stream.read()
        except UnicodeDecodeError as error:
            raise SourceError(f"{file}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
        if file.suffix == ".tsv":
            yield from _rows(file, content)
        else:
            yield _article(file, content)


def _rows(file: Path, content: str) -> Iterator[Article]:
    for number, line in enumerate(content.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        name, tab, marked = line.partition("\t")
        if not tab:
            raise SourceError(f"{file}: line {number}: no tab; a line is an id, a tab and marked text")
        try:
            parsed = parse(unescape(marked))
        except MarkError as error:
            column = error.column + len(name) + 1
            raise SourceError(f"{file}: line {number}, column {column}: {error.problem}") from None
        yield Article(name, "", parsed.text, parsed.marks, file, line)


def _article(file: Path, content: str) -> Article:
    try:
        parsed = parse(content)
    except MarkError as error:
        raise SourceError(f"{file}: {error}") from None
    record = from_marked(parsed, identity=file.stem)
    return Article(record.id, str(record.meta.get("group", "")), record.text, record.marks, file, content)
