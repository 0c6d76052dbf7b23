"""Reading gold of any format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from atau.corpus.files import files_of
from atau.corpus.formats import FORMATS, Format, ReadOptions
from atau.corpus.formats.sniff import sniff
from atau.corpus.problems import GoldError, Notes, raise_errors
from atau.corpus.records import GoldRecord

_HALF: Final = re.compile("[\ud800-\udfff]")


def find_format(name: str) -> Format:
    """The format of that name. Raises GoldError with the names there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise GoldError(f"unknown format {name!r}; use one of {', '.join(FORMATS)}") from None


def whole(records: Iterable[GoldRecord], notes: Notes) -> Iterator[GoldRecord]:
    """The records that can be written again; of the others, which JSON alone can hold, `notes` says what is wrong."""
    for record in records:
        problem = _problem(record)
        if problem:
            notes.error(record.file, record.line, "bad-record", f"{problem}; the record is omitted", record.id)
        else:
            yield record


def _problem(record: GoldRecord) -> str:
    half = "holds half of a surrogate pair, which is no character"
    try:
        for part, name in ((record.id, "the id"), (record.text, "the text"), (_marks_of(record), "an annotation")):
            if _HALF.search(part):
                return f"{name} {half}"
        return f"a field {half}" if _HALF.search(json.dumps(dict(record.meta), ensure_ascii=False)) else ""
    except RecursionError:
        return "its fields nest too deeply"


def _marks_of(record: GoldRecord) -> str:
    return " ".join(part for mark in record.marks for part in (mark.label, *chain.from_iterable(mark.attributes)))


def read_gold(
    path: str | Path,
    format: str | None = None,
    *,
    options: ReadOptions | None = None,
    notes: Notes | None = None,
) -> Iterator[GoldRecord]:
    """The gold records of a file or folder, one at a time.

    format: a name of `atau.corpus.formats.FORMATS`; by default it is found by what stands in the file.
    notes: takes what is found wrong or left out, and the good records come all the same; without it the first thing
    that is wrong raises GoldError, with its file and line.

    Raises GoldError for a file that cannot be read at all or whose format cannot be told, and OSError.
    """
    source = Path(path)
    if not source.exists():
        raise GoldError(f"{source}: no such file or folder")
    entry = find_format(format or sniff(source))
    wanted = options or ReadOptions()
    told = notes if notes is not None else Notes(raise_errors)
    if not source.is_dir() or entry.folder:
        yield from whole(entry.read(source, wanted, told), told)
        return
    found = False
    for file in files_of(source, entry.suffixes):
        found = True
        yield from whole(entry.read(file, wanted, told), told)
    if not found:
        raise GoldError(f"{source}: no files of the format {entry.name} ({', '.join(entry.suffixes)})")
