"""Whether a stream of ever new text leaves memory as it was: `atau.stream`, or what `atau annotate` runs.

    python scripts/memory_test.py --model rules --through stream --words 3000000

Every text has words that no text before it had, as names in the news do. Exit code 1 where the resident memory of the
last third is more than 15 % above that of the first, on average, or where it was ever over the limit.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Annotated, Optional

import typer

import atau
from atau.annotate.batches import annotate_records
from atau.annotate.records import Failure, InputRecord
from benchmark_machine import say
from benchmark_worker import memory

_SYLLABLES = "қа ра бек сұл тан жол дас ер мұ хит ай гүл но вит ға лым дә рі сү йе кө ле".split()
_WORDS = 40  # of a text
_POINTS = 60


class Way(str, Enum):
    """Through what the texts go."""

    STREAM = "stream"
    ANNOTATE = "annotate"


def texts(sentences: list[str], words: int, seed: int, size: int = _WORDS) -> Iterator[str]:
    """Texts of `words` words in all, each of `size` and a sentence; about every sixth word was never seen before."""
    rng = random.Random(seed)
    number = seen = 0
    while seen < words:
        text: list[str] = []
        while len(text) < size:
            for word in rng.choice(sentences).split():
                if rng.random() < 1 / 6:
                    number += 1
                    word = new_word(number)
                text.append(word)
        seen += len(text)
        yield " ".join(text)


def new_word(number: int) -> str:
    """Another word for every number, spelled in syllables."""
    found = []
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        found.append(_SYLLABLES[syllable])
    return "".join(found).title() + "ов"


def measure(name: str, way: Way, stream: Iterable[str], words: int) -> list[float]:
    """Resident memory in MB at growing numbers of words."""
    nlp = atau.load(name)
    points: list[float] = []
    seen = 0

    def count(text: str) -> None:
        nonlocal seen
        seen += len(text.split())
        if seen >= len(points) * words / _POINTS:
            points.append(memory()[0])
            say(f"{seen:,} words: {points[-1]:.0f} MB")

    if way is Way.STREAM:
        for found in atau.stream(nlp, stream):
            count(found["text"])
    else:
        records = (InputRecord(str(i), text, "", None, {}, 0) for i, text in enumerate(stream))
        for batch in annotate_records(nlp, records, load=lambda: atau.load(name)):
            for item in batch:
                if not isinstance(item, Failure):
                    count(item.record.text)
    return points


def main(
    model: Annotated[str, typer.Option(help="For atau.load.")] = "rules",
    through: Annotated[Way, typer.Option()] = Way.STREAM,
    words: Annotated[int, typer.Option(min=1000)] = 3_000_000,
    source: Annotated[Path, typer.Option(exists=True, dir_okay=False)] = Path("corpus/demo.txt"),
    limit: Annotated[float, typer.Option(help="MB.")] = 700.0,
    growth: Annotated[float, typer.Option(help="Of the last third over the first.")] = 0.15,
    first: Annotated[Optional[int], typer.Option(help="Stop after so many texts, to try it out.")] = None,  # noqa: UP045
) -> None:
    """Measure and judge."""
    sentences = [line for line in source.read_text(encoding="utf-8").split("\n") if line.strip()]
    points = measure(model, through, islice(texts(sentences, words, 1), first), words)
    third = max(1, len(points) // 3)
    begin, end = mean(points[:third]), mean(points[-third:])
    more = end / begin - 1
    print(
        f"{model} through {through.value}: {begin:.0f} MB, then {end:.0f} MB ({more:+.1%}), at most {max(points):.0f}"
    )
    raise typer.Exit(1 if more > growth or max(points) > limit else 0)


if __name__ == "__main__":
    typer.run(main)
