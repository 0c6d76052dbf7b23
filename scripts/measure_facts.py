"""Time of `facts_of` over the length of a text: marked articles of a folder joined to texts of 1,000 words and more.

The mentions are those of the gold, so that only the facts are timed. Processor time, best of `--repeat`.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Final

import typer
from spacy.tokens import Doc

import atau
from atau.corpus.align import RecordTokenizer
from atau.corpus.reading import iter_marked
from atau.facts.extract import facts_of
from atau.facts.scoring import with_gold_mentions

_LENGTHS: Final = (1_000, 3_000, 10_000, 30_000, 100_000)


def _articles(folder: Path) -> list[Doc]:
    tokens = RecordTokenizer()
    normalizer = atau.load("rules").get_pipe("kk_normalizer")
    return [normalizer(with_gold_mentions(record, tokens.doc(record))) for record in iter_marked(folder)]


def _joined(articles: list[Doc], words: int) -> Doc:
    """Articles in turn until the text has so many words (or all articles are in)."""
    taken: list[Doc] = []
    count = 0
    while count < words:
        for doc in articles:
            taken.append(doc)
            count += sum(token.is_alpha for token in doc)
            if count >= words:
                break
    return Doc.from_docs(taken, ensure_whitespace=True)


def main(
    folder: Annotated[Path, typer.Argument(help="Marked articles.")],
    repeat: Annotated[int, typer.Option(help="Runs; the fastest counts.")] = 3,
) -> None:
    """Print a table: words, mentions, facts, milliseconds, microseconds a word."""
    articles = _articles(folder)
    typer.echo("| words | mentions | facts | ms | µs a word |\n|---:|---:|---:|---:|---:|")
    for words in _LENGTHS:
        doc = _joined(articles, words)
        times, found = [], 0
        for _ in range(repeat):
            start = time.process_time()
            found = len(facts_of(doc))
            times.append(time.process_time() - start)
        best = min(times)
        typer.echo(f"| {words:,} | {len(doc.ents):,} | {found:,} | {best * 1e3:.0f} | {best / words * 1e6:.1f} |")


if __name__ == "__main__":
    typer.run(main)
