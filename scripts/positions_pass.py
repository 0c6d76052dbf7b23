"""What the POSITION pass adds to a KazNERD file: the counts, and a seeded sample of the added marks for reading.

With --gold, a TSV of marked text, also the precision there: POSITION marks without a name inside are taken away, as
KazNERD has it, and the pass has to find them again.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Annotated, Optional

import typer

from atau.corpus.kaznerd import KazNerdSentence, read_kaznerd
from atau.corpus.positions_pass import PassReport, PositionsPass, mark_positions
from atau.corpus.reading import iter_marked


def main(
    kaznerd: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    sample: Annotated[int, typer.Option(help="so many of the added marks, or all there are")] = 200,
    seed: Annotated[int, typer.Option()] = 0,
    gold: Annotated[Optional[Path], typer.Option(exists=True, dir_okay=False)] = None,  # noqa: UP045
) -> None:
    """Print counts and the sample, one mark a line with its sentence; variants of one sentence once."""
    report = PassReport()
    groups = {record.id: record.group for record in mark_positions(read_kaznerd(kaznerd), report)}
    # Digits and words of one sentence get the same mark: one of them is read.
    distinct = {(groups[c.id], c.text[c.mark.start : c.mark.end].lower()): c for c in reversed(report.added)}
    changes = sorted(distinct.values(), key=lambda change: change.id)
    for change in random.Random(seed).sample(changes, min(sample, len(changes))):
        print(change)
    print(report)
    print(f"{len(changes)} of the added marks are distinct")
    if gold is not None:
        right, total, wanted = _precision(gold)
        print(f"{gold.name}: {right} of {total} added marks are gold ({right / total:.3f}), of {wanted} to find")


def _precision(gold: Path) -> tuple[int, int, int]:
    apply = PositionsPass()
    right = total = wanted = 0
    for article in iter_marked(gold):
        inner = [mark for mark in article.marks if mark.depth == 1]
        flat = [mark for mark in article.marks if mark.depth == 0]
        generic = {
            (mark.start, mark.end)
            for mark in flat
            if mark.label == "POSITION" and not any(mark.start <= m.start and m.end <= mark.end for m in inner)
        }
        kept = tuple(mark for mark in flat if (mark.start, mark.end) not in generic)
        report = PassReport()
        apply(KazNerdSentence(article.id, "", article.text, kept, (), (), "atau"), report)
        right += sum((c.mark.start, c.mark.end) in generic for c in report.added)
        total += len(report.added)
        wanted += len(generic)
    return right, total, wanted


if __name__ == "__main__":
    typer.run(main)
