"""Measure the tokenizer: false merges on clean text, boundaries in letter-spaced text, agreement with KazNERD."""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import spacy
import typer

from atau.corpus.marked import parse
from atau.lang.letterspacing import spaced_tokens

app = typer.Typer(add_completion=False)
_WORD = re.compile(r"[^\W\d_]+")


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as source:
        for line in source:
            text = line.rstrip("\n")
            yield parse(text.split("\t", 1)[1]).text if "\t" in text and "⟦" in text else text


@app.command()
def merges(
    paths: Annotated[list[Path], typer.Argument(exists=True)],
    every: Annotated[int, typer.Option(help="use every N-th line only (the held-out ones)")] = 1,
    show: Annotated[int, typer.Option()] = 20,
) -> None:
    """Words in pieces found in clean text, per 100,000 tokens; each is shown, since some texts are not clean."""
    tokens = found = 0
    for path in paths:
        for number, line in enumerate(_lines(path)):
            if number % every:
                continue
            tokens += len(line.split())
            for start, end in spaced_tokens(line):
                found += 1
                if found <= show:
                    print(f"  {line[max(0, start - 20) : start]}[{line[start:end]}]{line[end : end + 20]}")
    print(f"{found} merges in {tokens} tokens: {found / tokens * 1e5:.2f} per 100,000")


def space_out(words: list[str], longest: int, rng: random.Random) -> tuple[str, set[tuple[int, int]]]:
    """Letter-spaced text of `words`, pieces of 1 to `longest` letters, and the offsets of the words."""
    text = ""
    spans = set()
    for word in words:
        start = len(text) + bool(text)
        rest, pieces = word, []
        while rest:
            width = 1 if rng.random() < 0.8 else rng.randint(1, longest)
            pieces.append(rest[:width])
            rest = rest[width:]
        text += (" " if text else "") + " ".join(pieces)
        spans.add((start, len(text)))
    return text, spans


def boundaries(lines: list[str], longest: int, rng: random.Random) -> tuple[int, int, int]:
    """Word ends found that are right, found, and there, in `lines` spaced out letter by letter."""
    nlp = spacy.blank("kk")
    right = given = expected = 0
    for line in lines:
        words = [word for word in _WORD.findall(line) if not word.isascii()]
        text, spans = space_out(words, longest, rng)
        gold = {end for _, end in spans if end < len(text)}
        ours = {t.idx + len(t) for t in nlp(text) if not t.is_space} - {len(text)}
        right += len(gold & ours)
        given += len(ours)
        expected += len(gold)
    return right, given, expected


@app.command()
def spacing(
    path: Annotated[Path, typer.Argument(exists=True)],
    longest: Annotated[int, typer.Option(help="longest piece in letters")] = 1,
    count: Annotated[int, typer.Option(help="sentences")] = 1000,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Boundary F1 on sentences that are spaced out letter by letter, word gaps as wide as letter gaps."""
    rng = random.Random(seed)
    lines = [line for line in _lines(path) if len(_WORD.findall(line)) > 4]
    right, given, expected = boundaries(rng.sample(lines, min(count, len(lines))), longest, rng)
    precision, recall = right / given, right / expected
    f1 = 2 * precision * recall / (precision + recall)
    print(f"boundaries: P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  of {expected}, pieces of 1-{longest}")


def detokenize(tokens: list[str]) -> tuple[str, set[tuple[int, int]]]:
    """KazNERD's tokens as a newspaper writes them, and their offsets.

    No space before closing marks and after opening ones, none round the comma or point inside a number, none before a
    percent sign; quotation marks open and close in turn.
    """
    text, spans, glue, quoted = "", set(), True, False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        number = before.isdigit() and after[:1].isdigit()
        closes = token in {".", ",", ":", ";", "!", "?", "»", ")", "…", "”"} or token.startswith("%")
        if token == '"':
            closes, quoted = quoted, not quoted
        if not glue and not closes:
            text += " "
        spans.add((len(text), len(text) + len(token)))
        text += token
        glue = token in {"«", "(", "“"} or (token == '"' and quoted) or (number and token in ",.")
    return text, spans


@app.command()
def kaznerd(
    path: Annotated[Path, typer.Argument(exists=True)],
    show: Annotated[int, typer.Option()] = 15,
) -> None:
    """Tokens whose boundaries differ from KazNERD's, per 1,000; its number and percent splits apart."""
    nlp = spacy.blank("kk")
    total = errors = numeric = 0
    kinds: Counter[str] = Counter()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        tokens = [line.split(" ")[0] for line in block.split("\n") if line and not line.startswith("AID")]
        tokens = [token for token in tokens if token and not re.fullmatch(r"[A-Z]ID\d+", token)]
        text, spans = detokenize(tokens)
        ours = {(t.idx, t.idx + len(t)) for t in nlp.tokenizer(text) if not t.is_space}
        total += len(spans)
        for start, end in spans - ours:
            near = text[max(0, start - 3) : end + 3]
            if re.search(r"\d\s?[,.:–-]\s?\d|%|\d+-", near):
                numeric += 1
            else:
                errors += 1
                cut = " ".join(text[s:e] for s, e in sorted(ours) if s < end and start < e)
                kinds[f"{text[start:end]} | {cut}"] += 1
    for kind, count in kinds.most_common(show):
        print(f"  {count:5} {kind}")
    print(
        f"{total} tokens: {errors / total * 1000:.2f} errors per 1,000; "
        f"its numbers, ranges and percents apart: {numeric / total * 1000:.2f} per 1,000"
    )


if __name__ == "__main__":
    app()
