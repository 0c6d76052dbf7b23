"""Marked text on disk: one article a file, and the table of one record a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from atau.corpus.formats.base import ReadOptions, WriteOptions, read_lines, read_text, write_lines
from atau.corpus.formats.names import file_of, id_of
from atau.corpus.marked import LABEL, MarkError, parse, write
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord, from_marked, to_marked

SPLITS: Final = frozenset({"train", "dev", "test"})
_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED: Final = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def is_article(path: Path, source: str) -> bool:
    """Whether a file found in a folder is gold: it has a front matter or a mark, or stands in a train, dev or test
    folder. Texts without any of these (a demonstration, a note) are none."""
    return source.startswith("---") or "⟦" in source or bool(SPLITS & set(path.parts[-4:-1]))


def marked_files(folder: Path) -> list[Path]:
    """The .txt files of a folder and its subfolders, in order of their names; hidden ones left out."""
    files = (path for path in folder.rglob("*.txt") if path.is_file())
    return sorted(path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def read_marked(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """The article of a file, or of each .txt file of a folder. The id is that of the front matter, or the file's name.

    What cannot be read is reported with its line and column and left out.
    """
    files = marked_files(path) if path.is_dir() else [path]
    root = path if path.is_dir() else path.parent
    for file in files:
        try:
            source = read_text(file)
        except GoldError as error:
            notes.error(file, 0, "not-utf8", str(error))
            continue
        if path.is_dir() and not is_article(file, source):
            notes.note(file, 0, "no-gold", "no front matter and no mark; the text is left out")
            continue
        try:
            yield from_marked(parse(source), identity=id_of(file, root), file=str(file))
        except MarkError as error:
            notes.error(f"{file}:{error.line}:{error.column}", 0, "bad-marks", error.problem)


def write_marked(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """A file for each record into the folder `path`, or, where `path` ends with .txt, one record into one file."""
    single = path.name.endswith(".txt")
    seen: set[Path] = set()
    if not single:
        path.mkdir(parents=True, exist_ok=True)
    for number, record in enumerate(records):
        if single and number:
            raise GoldError("a file of marked text holds one record; give a folder, or a file that ends with .tsv")
        file = path if single else file_of(record, path, ".txt", seen)
        source = _source(record)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source.encode("utf-8"))
    if single and not seen and not path.exists():
        path.write_bytes(b"")


def _source(record: GoldRecord, *, header: bool = True) -> str:
    for mark in record.marks:
        if LABEL.fullmatch(mark.label) is None:
            raise GoldError(
                f"{record.id}: marked text cannot hold the label {mark.label!r} (capitals, digits, _ and - only); "
                f'rename it: --rename-label "{mark.label}={_suggestion(mark.label)}"'
            )
    marked = to_marked(record)
    try:
        return write(marked if header else type(marked)(marked.text, marked.marks))
    except ValueError as error:
        raise GoldError(f"{record.id}: {error}") from None


def _suggestion(label: str) -> str:
    name = re.sub(r"[^A-Z0-9_-]+", "_", label.upper()).strip("_-")
    return name if LABEL.fullmatch(name) else f"L_{name}"


def read_tsv(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """One record a line, ``id<TAB>marked text``; ``\\n``, ``\\t``, ``\\r`` and ``\\\\`` stand for a line feed, a tab, a
    carriage return and a backslash."""
    for number, line in read_lines(path, notes):
        if not line.strip():
            continue
        identity, tab, source = line.partition("\t")
        if not tab:
            notes.error(path, number, "bad-record", "the line must be `id<TAB>marked text`")
            continue
        try:
            marked = parse(unescape(source))
        except MarkError as error:
            place = f"{path}:{number}:{len(identity) + 1 + error.column if error.line == 1 else 1}"
            notes.error(place, 0, "bad-marks", error.problem)
            continue
        yield from_marked(marked, identity=unescape(identity), file=str(path), line=number)


def write_tsv(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """The lines that `read_tsv` reads."""
    write_lines((f"{_escape(r.id)}\t{_escape(_source(r, header=False))}" for r in records), path)


def _escape(text: str) -> str:
    return re.sub(r"[\\\t\n\r]", lambda m: _ESCAPES[m[0]], text)


def unescape(text: str) -> str:
    """The text of a cell of the table."""
    return re.sub(r"\\[\\tnr]", lambda m: _ESCAPED[m[0]], text)
