"""`atau kaznerd` as a function: KazNERD as gold in any format that `atau convert` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from atau.corpus.align import RecordTokenizer
from atau.corpus.convert import target_format
from atau.corpus.formats import WriteOptions
from atau.corpus.kaznerd import KazNerdCounts, KazNerdSentence, read_kaznerd
from atau.corpus.positions_pass import PassReport, mark_positions
from atau.corpus.problems import Notes
from atau.corpus.records import GoldRecord


def convert_kaznerd(
    source: Path,
    target: Path,
    format_name: str | None = None,
    *,
    labels: str = "core",
    positions: bool = False,
) -> str:
    """Write the sentences of a KazNERD file to `target`; returns the report, one count per line.

    The group of a sentence stands in its meta, for formats that keep it. positions: see
    `atau.corpus.positions_pass`. Raises KazNerdError, TableError, GoldError, OSError.
    """
    form = target_format(target, format_name)
    report, passed, notes = KazNerdCounts(), PassReport(), Notes()
    records: Iterable[KazNerdSentence] = read_kaznerd(source, labels=labels, report=report)
    if positions:
        records = mark_positions(records, passed)
    if target.exists():
        raise FileExistsError(f"{target} already exists; remove it or choose another name")
    form.write(_gold(records, source), target, WriteOptions(RecordTokenizer()), notes)
    lines = [f"{target}: {report}"]
    if positions:
        lines.append(str(passed))
    lines += [f"{count} {code}" for code, count in notes.counts.most_common()]
    return "\n".join(lines) + "\n"


def _gold(records: Iterable[KazNerdSentence], source: Path) -> Iterator[GoldRecord]:
    for record in records:
        meta = {"group": record.group} if record.group else {}
        yield GoldRecord(record.id, record.text, record.marks, meta, str(source))
