"""`atau gold build`: gold from stand-off marks and checkouts, written in a format of gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from atau.corpus.align import RecordTokenizer
from atau.corpus.convert import target_format
from atau.corpus.formats import WriteOptions
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord
from atau.corpus.standoff import join
from atau.corpus.targets import check_target, discard, put_in_place
from atau.partial import part_of


def build_gold(table: Path, clones: Path, target: Path, notes: Notes, format: str | None = None) -> Counter[str]:
    """Writes the sentences of `table` that the checkouts in `clones` hold; what is not found goes to `notes`.

    The target takes its name when it is complete. Returns the marks written by label, and the number of sentences
    under "". Raises GoldError where nothing can be written: an unknown format, one that needs marks on tokens (convert
    afterwards), a target that cannot be written, no sentence found; and OSError.
    """
    entry = target_format(target, format)
    if entry.tokens or not entry.nesting:
        raise GoldError(f"{entry.name} cannot hold these marks as they are; build a .tsv and use atau convert on it")
    folder = entry.folder and target.suffix != ".txt"
    check_target(target, table, folder=folder)
    counts: Counter[str] = Counter()

    def counted() -> Iterator[GoldRecord]:
        for record in join(table, clones, notes):
            counts[""] += 1
            counts.update(mark.label for mark in record.marks)
            yield record

    part = part_of(target, suffix=target.suffix)
    try:
        entry.write(counted(), part, WriteOptions(RecordTokenizer(source=False)), notes)
        if not counts[""]:
            raise GoldError(f"no sentence of {table} was found in {clones}; nothing was written")
        put_in_place(part, target, folder=folder)
    finally:
        discard(part)
    return counts
