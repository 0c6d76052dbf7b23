"""Whether several threads on one pipeline, with cold caches, give what one thread gives.

    python scripts/thread_test.py corpus/news/train/*.txt corpus/sentences/*.sents --model rules
    python scripts/thread_test.py corpus/news/train/*.txt corpus/sentences/*.sents --model kk_ent_news_md

The texts are mutated lines of the files, without their marks. The threads go first, in a process that has read no text;
one thread reads the same texts in a process of its own, with caches as cold. Afterwards the pipeline that the threads
shared reads a part of the texts again, to see that they left it sound. Exit code 1 where anything differs. The bounded
form is tests/components/crf/test_threads.py.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from spacy.language import Language

import atau
from atau.streaming import record
from fuzz import mutate

# Threads take turns fifty times as often as by default, in seconds, so that what can go wrong does.
_SWITCH = 1e-4
# Of a text, in characters.
_LONGEST = 300
_AGAIN = 10
_SHOWN = 5
_MARKS = re.compile(r"⟦(?:[A-Z]+ )?|⟧")


def lines_of(paths: Sequence[Path]) -> list[str]:
    """The lines of the files without marks and without blank ones, cut to a few hundred characters."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    return [_MARKS.sub("", line)[:_LONGEST] for line in lines if line.strip()]


def texts_of(lines: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` texts, each another mutation of a line; the lines come in turn."""
    for number in range(count):
        yield mutate(lines[number % len(lines)], random.Random(f"{seed} {number}"))


def answer(nlp: Language, text: str) -> str:
    """All that users see of the document, as text."""
    return repr(record(nlp(text)))


def in_threads(nlp: Language, texts: Sequence[str], threads: int) -> list[str]:
    """The answers to the texts, in their order, from so many threads at once."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(lambda text: answer(nlp, text), texts))
    finally:
        sys.setswitchinterval(interval)


def in_one(model: str, texts: Sequence[str]) -> list[str]:
    """The answers of one thread and a pipeline of its own."""
    nlp = atau.load(model)
    return [answer(nlp, text) for text in texts]


def main(
    source: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    model: Annotated[str, typer.Option(help="For atau.load.")] = "rules",
    count: Annotated[int, typer.Option(min=1)] = 10_000,
    threads: Annotated[int, typer.Option(min=1)] = 8,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Compare and judge."""
    texts = list(texts_of(lines_of(source), count, seed))
    nlp = atau.load(model)
    began = time.perf_counter()
    found = in_threads(nlp, texts, threads)
    seconds = time.perf_counter() - began
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        expected = pool.apply(in_one, (model, texts))
    wrong = [i for i in range(count) if found[i] != expected[i]]
    left = [i for i in range(0, count, _AGAIN) if answer(nlp, texts[i]) != expected[i]]
    for i in [*wrong, *left][:_SHOWN]:
        print(f"{i}: {texts[i]!r}\n  {threads} threads: {found[i]}\n  one thread: {expected[i]}")
    characters = sum(map(len, texts))
    print(
        f"{model}: {count} texts of {characters} characters in {threads} threads ({seconds:.0f} s): {len(wrong)} "
        f"differ from those of one thread, {len(left)} of {len(range(0, count, _AGAIN))} when read again"
    )
    raise typer.Exit(code=int(bool(wrong or left)))


if __name__ == "__main__":
    typer.run(main)
