"""Speed, load time and memory of a pipeline: the figures in the README come from here."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

_LOAD = (
    "import time, spacy, atau\n"
    "t = time.perf_counter()\n"
    "nlp = atau.load({model!r})\n"
    "print(time.perf_counter() - t)\n"
)


def words_of(paths: list[Path], count: int) -> list[str]:
    """`count` words of running text, the files repeated where they are too short."""
    words: list[str] = []
    while len(words) < count:
        before = len(words)
        for path in paths:
            words.extend(path.read_text(encoding="utf-8").split(" "))
        if len(words) == before:
            raise typer.BadParameter("the texts are empty")
    return words[:count]


def main(
    texts: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    model: Annotated[str, typer.Option()] = "rules",
    repeat: Annotated[int, typer.Option(help="runs per length; the best counts")] = 5,
) -> None:
    """Words per second at 1,000 to 100,000 words in one text, load time, peak memory."""
    command = [sys.executable, "-c", _LOAD.format(model=model)]
    loads = [float(subprocess.check_output(command)) for _ in range(3)]
    print(f"load time (after importing spaCy and atau)  {min(loads):8.2f} s")
    import atau

    nlp = atau.load(model)
    nlp.max_length = 10**9
    for count in (1_000, 10_000, 100_000):
        text = " ".join(words_of(texts, count))
        best = float("inf")
        for _ in range(repeat):
            start = time.perf_counter()
            nlp(text)
            best = min(best, time.perf_counter() - start)
        print(f"{count:>8,} words in one text {count / best:>14,.0f} words/s")
    # The first pass over text never seen, caches empty, is what a short run pays.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:>32,.0f} MB")


if __name__ == "__main__":
    typer.run(main)
