"""The formats of marked text: an article a file, and the table with a record a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from atau.corpus.files import file_of, write_lines
from atau.corpus.formats.base import ReadOptions, WriteOptions
from atau.corpus.marked import LABEL, write
from atau.corpus.problems import GoldError, Notes
from atau.corpus.reading import escape_cell, read_file, read_marked_records, sound
from atau.corpus.records import GoldRecord, to_marked


def read_marked(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """The article of a file, or all articles and tables of a folder; see `atau.corpus.reading`."""
    if path.is_file():
        yield from sound(read_file(path, path.parent, notes, named=True, table=False), notes)
    else:
        yield from read_marked_records(path, notes)


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
        source = marked_source(record)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source.encode("utf-8"))
    if single and not seen and not path.exists():
        path.write_bytes(b"")


def marked_source(record: GoldRecord, *, header: bool = True) -> str:
    """The record as marked text, with its id and meta as front matter. Raises GoldError for what it cannot hold."""
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
    """One record a line, ``id<TAB>marked text``; see `atau.corpus.reading`."""
    yield from sound(read_file(path, path.parent, notes, named=True, table=True), notes)


def write_tsv(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """The lines that `read_tsv` reads."""
    write_lines((f"{escape_cell(r.id)}\t{escape_cell(marked_source(r, header=False))}" for r in records), path)
