"""Writes gold in columns; `atau.corpus.formats.columns` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from atau.corpus.formats.base import WriteOptions, dump
from atau.corpus.formats.columns_escapes import DOCSTART, escape, plain
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord


def _sentences(record: GoldRecord, options: WriteOptions, notes: Notes) -> Iterator[list[tuple[str, str]]]:
    """(token, IOB2 tag) of the tokens that are not white space, by sentences; no mark runs over the end of one."""
    cut = options.tokens(record)
    starts = {span[0]: i for i, span in enumerate(cut.spans)}
    ends = {span[1]: i + 1 for i, span in enumerate(cut.spans)}
    tags = ["O"] * len(cut.spans)
    joined: set[int] = set()
    for mark in record.flat:
        first, end = starts.get(mark.start), ends.get(mark.end)
        if first is None or end is None:
            where = f"{record.id}: the annotation {mark.label} {mark.start}-{mark.end}"
            message = f"{where} is not on token boundaries; it is omitted"
            notes.error(record.file, record.line, "misaligned", message)
            continue
        tags[first:end] = [f"B-{mark.label}"] + [f"I-{mark.label}"] * (end - first - 1)
        joined.update(range(first + 1, end))
    rows: list[tuple[str, str]] = []
    for first, end in cut.sentences:
        if rows and first not in joined:
            yield rows
            rows = []
        words = (i for i in range(first, end) if not cut.blank[i])
        rows += [(record.text[slice(*cut.spans[i])], tags[i]) for i in words]
    if rows:
        yield rows


def write_iob(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """IOB2 separated by tabs, with the comments ``# id`` and ``# text``."""
    comments = options.comments is not False
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            if comments:
                stream.write(_comments(record))
            for sentence in _sentences(record, options, notes):
                stream.writelines(f"{escape(token) if comments else plain(token)}\t{tag}\n" for token, tag in sentence)
                stream.write("\n")


def write_conll2002(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """Token and tag, separated by a space; a ``-DOCSTART-`` line before each record, as the Dutch data has it."""
    _write_spaced(records, path, options, notes, " ", docstart="")


def write_conll2003(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """Token, part of speech and chunk (not known, ``-X- _``) and tag, separated by spaces; ``-DOCSTART-`` lines."""
    _write_spaced(records, path, options, notes, " -X- _ ", docstart=" -X- -X-")


def _write_spaced(
    records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes, middle: str, *, docstart: str
) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            stream.write(f"{DOCSTART}{docstart} O\n\n")
            if options.comments:
                stream.write(_comments(record))
            for sentence in _sentences(record, options, notes):
                for token, tag in sentence:
                    cell = plain(token)
                    if cell != token:
                        notes.counts["spaces or control characters in tokens, replaced"] += 1
                    stream.write(f"{cell}{middle}{tag}\n")
                stream.write("\n")


def _comments(record: GoldRecord) -> str:
    """The comments before a record: its id, its text, and what else is known of it as JSON."""
    meta = f"# meta = {escape(dump(dict(record.meta)))}\n" if record.meta else ""
    return f"# id = {escape(record.id)}\n{meta}# text = {escape(record.text)}\n"
