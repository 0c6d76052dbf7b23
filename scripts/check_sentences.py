"""Measure sentence boundaries: on gold with line structure (corpus/sentences), or on sentences joined by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.language import Language

from atau.corpus.marked import parse

app = typer.Typer(add_completion=False)
_MARK = "‖"


def read_gold(path: Path) -> Iterator[tuple[str, set[int]]]:
    """(text, offsets where its sentences begin but the first) of the texts of a file: a line of ``=`` parts them."""
    for block in re.split(r"^=+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        lines = [line for line in block.split("\n") if not line.startswith("# ")]
        pieces = "\n".join(lines).strip("\n").split(_MARK)
        starts, at = set(), 0
        for piece in pieces[:-1]:
            at += len(piece)
            starts.add(at)
        yield "".join(pieces), starts


def starts_of(nlp: Language, text: str) -> set[int]:
    """Offsets where the pipeline begins a sentence, the first one left out."""
    doc = nlp(text)
    words = ((next((token for token in sent if not token.is_space), None)) for sent in doc.sents)
    found = {word.idx for word in words if word is not None}
    return found - {min(found)} if found else found


def report(name: str, right: int, given: int, expected: int) -> float:
    """Print precision, recall and F1 of boundaries; the F1."""
    precision, recall = right / given if given else 1.0, right / expected if expected else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{name:20} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  of {expected}")
    return f1


def _pipeline() -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    return nlp


@app.command()
def lines(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    errors: Annotated[bool, typer.Option(help="show every boundary that is wrong")] = False,
) -> None:
    """F1 of the boundaries in texts with line structure, a file a kind."""
    nlp = _pipeline()
    total = [0, 0, 0]
    for path in sorted(folder.glob("*.sents")):
        counts = [0, 0, 0]
        for text, gold in read_gold(path):
            ours = starts_of(nlp, text)
            for i, number in enumerate((len(gold & ours), len(ours), len(gold))):
                counts[i] += number
                total[i] += number
            for at in sorted(gold ^ ours) if errors else ():
                sign = "spurious" if at in ours else "missed"
                print(f"  {path.stem} {sign}: {text[max(0, at - 40) : at]!r} | {text[at : at + 30]!r}")
        report(path.stem, *counts)
    report("all", *total)


@app.command()
def joined(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="a sentence a line, or id, tab, sentence")],
    size: Annotated[int, typer.Option(help="sentences joined to one text")] = 20,
    errors: Annotated[int, typer.Option(help="show every N-th wrong boundary")] = 0,
) -> None:
    """F1 of the boundaries in running text: the sentences of a file, joined by blanks."""
    nlp = _pipeline()
    sentences = [parse(line.split("\t", 1)[-1]).text.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = [sentence for sentence in sentences if sentence]
    right = given = expected = wrong = 0
    for first in range(0, len(sentences), size):
        text, gold = "", set()
        for sentence in sentences[first : first + size]:
            if text:
                text += " "
                gold.add(len(text))
            text += sentence
        ours = starts_of(nlp, text)
        right, given, expected = right + len(gold & ours), given + len(ours), expected + len(gold)
        for at in sorted(gold ^ ours):
            wrong += 1
            if errors and not wrong % errors:
                sign = "spurious" if at in ours else "missed"
                print(f"  {sign}: {text[max(0, at - 50) : at]!r} | {text[at : at + 40]!r}")
    report("joined", right, given, expected)


if __name__ == "__main__":
    app()
