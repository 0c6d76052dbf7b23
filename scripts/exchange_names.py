"""Write a corpus with other names in it: how does a model do on people, places and organisations it never saw?

    python scripts/exchange_names.py corpus/news/dev dev-unseen
    atau evaluate MODEL dev-unseen --train corpus/news/train

Names come from the held-out part, which the augmenters of training do not draw from; those that are in no table of the
rules either are invented. What cannot be exchanged stays, such as numbers and titles of offices that say of what.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from atau.corpus.align import RecordTokenizer
from atau.corpus.augment.mentions import MentionExchange
from atau.corpus.augment.names import Names, Part
from atau.corpus.formats import WriteOptions
from atau.corpus.formats.marked_text import write_marked
from atau.corpus.marked import MarkedText
from atau.corpus.problems import Notes
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord


def main(
    source: Annotated[Path, typer.Argument(exists=True, help="Marked text.")],
    target: Annotated[Path, typer.Argument(file_okay=False, help="Folder to write.")],
    names: Annotated[str, typer.Option(help="Part of the names to draw from: held-out, training or all.")] = "held-out",
    seed: Annotated[int, typer.Option(help="The same seed gives the same names.")] = 0,
) -> None:
    """Write the corpus, and say how many mentions of each label have another name."""
    if target.exists():
        raise typer.BadParameter(f"{target} already exists; remove it or choose another name")
    part: Part = names  # type: ignore[assignment]
    try:
        exchange = MentionExchange(Names(part), share=1.0)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    counts: Counter[tuple[str, bool]] = Counter()
    write_marked(exchanged(source, exchange, seed, counts), target, WriteOptions(RecordTokenizer()), Notes())
    for label in sorted({label for label, _ in counts}):
        other, same = counts[label, True], counts[label, False]
        print(f"{label:10}{other:6} of {other + same}")


def exchanged(
    source: Path, exchange: MentionExchange, seed: int, counts: Counter[tuple[str, bool]]
) -> Iterator[GoldRecord]:
    """The records with other names; counts: outermost mentions by label, and whether they differ."""
    rng = random.Random(seed)
    for record in iter_marked(source):
        changed = exchange(MarkedText(record.text, record.marks), rng)
        # Dictionary forms and clusters are those of the names that were.
        marks = tuple(replace(mark, attributes=()) for mark in changed.marks)
        made = replace(record, text=changed.text, marks=marks)
        for old, new in zip(record.flat, made.flat, strict=True):
            counts[old.label, record.text[old.start : old.end] != made.text[new.start : new.end]] += 1
        yield made


if __name__ == "__main__":
    typer.run(main)
