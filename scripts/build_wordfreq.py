"""Build the table of word-form frequencies that finds word boundaries in letter-spaced text.

The table holds facts only: how often each form occurs in the texts, and forms from word lists with a count of one.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from atau.lang.text import normalize

# An ending that a grammar or a misprint writes apart (-ын, 5-ге, млн. -ға) is no word.
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?!\w)")
_KAZAKH = re.compile("[а-яёәіңғүұқөһ]+(?:-[а-яёәіңғүұқөһ]+)*")
_TARGET = Path(__file__).parent.parent / "src/atau/lang/data/wordfreq.tsv.gz"


def lines(path: Path) -> Iterator[str]:
    """Lines of a plain or gzipped UTF-8 file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as source:
        yield from source


def main(
    text: Annotated[list[Path], typer.Option(exists=True, help="running text")],
    wordlist: Annotated[list[Path], typer.Option(exists=True, help="one form a line")] = [],  # noqa: B006
    hold_out: Annotated[int, typer.Option(help="leave out every N-th line; 0: none")] = 0,
    least: Annotated[int, typer.Option(help="least count in the texts")] = 2,
    most_listed: Annotated[int, typer.Option(help="first N forms of each word list")] = 90_000,
    output: Annotated[Path, typer.Option()] = _TARGET,
) -> None:
    """Write the table, most frequent form first, and print its size."""
    counts: Counter[str] = Counter()
    for path in text:
        for number, line in enumerate(lines(path)):
            if hold_out and number % hold_out == 0:
                continue
            for word in _WORD.findall(line):
                form = normalize(word)
                if _KAZAKH.fullmatch(form):
                    counts[form] += 1
    # One letter is a word in letter-spaced text only where it is one in Kazakh or Russian.
    table = {form: count for form, count in counts.items() if count >= least and (len(form) > 1 or form in "оя")}
    for path in wordlist:
        for number, line in enumerate(lines(path)):
            form = normalize(line.strip())
            if number >= most_listed:
                break
            if len(form) > 3 and _KAZAKH.fullmatch(form):
                table.setdefault(form, 1)
    ranked = sorted(table.items(), key=lambda item: (-item[1], item[0]))
    body = "".join(f"{form}\t{count}\n" for form, count in ranked)
    with output.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as target:
        target.write(body.encode())
    print(f"{len(ranked)} forms, {sum(table.values())} tokens, {output.stat().st_size} bytes")


if __name__ == "__main__":
    typer.run(main)
