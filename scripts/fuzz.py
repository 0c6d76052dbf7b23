"""Throw random and mutated texts at the rules pipeline; every fault is printed with its text.

The bounded form of it runs in tests/components/test_fuzz.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from spacy.language import Language

import atau

_SCRAPS = (
    "«", "»", "\"", "–", "-", "\n", "\n\n", "  ", "\u00a0", "\u00ad", "\u200b", "\ufeff", "№", "%", "₸", "$", ".", ",",
    "млн", "млрд.", "5-уі", "13 007", "XVIII", "ІІ", "т ө р а ғ а с ы", "парти – ясы", "әкімі", "облысы", "Нұр Отан",
    "министрлігінің", "Қ.Көшербаевтың", "👩‍👩‍👧", "ﷺ", "١٢٣", "\r", "\t", "\x00", "ا", "a", "ə", "�", "İ", "ǅ",
)  # fmt: skip


def mutate(text: str, rng: random.Random) -> str:
    """`text` with a few pieces cut, doubled, swapped, spaced out or replaced."""
    chars = list(text)
    for _ in range(rng.randint(1, 8)):
        i = rng.randint(0, len(chars))
        j = min(len(chars), i + rng.randint(0, 12))
        action = rng.randrange(7)
        if action == 0:
            del chars[i:j]
        elif action == 1:
            chars[i:i] = chars[i:j]
        elif action == 2:
            chars[i:i] = rng.choice(_SCRAPS)
        elif action == 3:
            chars[i:j] = " ".join(chars[i:j])
        elif action == 4:
            chars[i:j] = "".join(chars[i:j]).upper()
        elif action == 5:
            chars[i:i] = chr(rng.choice((rng.randrange(32, 0x600), rng.randrange(0xE000, 0x1FFFF))))
        else:
            chars[i:j] = reversed(chars[i:j])
    return "".join(chars)


def noise(rng: random.Random) -> str:
    """A text of scraps and random code points (no lone surrogates: they are no text)."""
    pieces = [
        rng.choice(_SCRAPS) if rng.random() < 0.6 else chr(rng.randrange(1, 0xD7FF)) for _ in range(rng.randint(0, 40))
    ]
    return rng.choice(("", " ")).join(pieces)


def texts(seeds: list[str], count: int, seed: int) -> Iterator[str]:
    """`count` texts, three in four of them mutated lines of `seeds`."""
    rng = random.Random(seed)
    for _ in range(count):
        yield mutate(rng.choice(seeds), rng) if seeds and rng.random() < 0.75 else noise(rng)


def fault(nlp: Language, text: str) -> str:
    """What is wrong with the document of `text`; an empty string where nothing is."""
    try:
        doc = nlp(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if doc.text != text:
        return "doc.text differs from the text"
    spans = [*doc.ents, *doc.spans["nested"]]
    for span in spans:
        if text[span.start_char : span.end_char] != span.text:
            return f"offsets of {span.text!r} do not fit"
        if not span.text or span.text != span.text.strip():
            return f"white space at the edge of {span.text!r}"
        if not span._.source or not 0 <= span._.score <= 1:
            return f"{span.text!r} has the source {span._.source!r} and the score {span._.score!r}"
    for inner in doc.spans["nested"]:
        if not any(ent.start <= inner.start and inner.end <= ent.end for ent in doc.ents):
            return f"{inner.text!r} lies in no entity"
    if "".join(sent.text_with_ws for sent in doc.sents) != text:
        return "the sentences do not cover the text"
    return ""


def main(
    source: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    count: Annotated[int, typer.Option()] = 100_000,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Exit code 1 where a text raised, came back changed, or has an entity that is wrong in form."""
    lines = [line for path in source for line in path.read_text(encoding="utf-8").split("\n") if line]
    nlp = atau.load("rules")
    failed = 0
    for text in texts(lines, count, seed):
        problem = fault(nlp, text)
        if problem:
            failed += 1
            print(f"{problem}: {text!r}", flush=True)
    print(f"{count} texts, {failed} failures, seed {seed}")
    raise typer.Exit(code=int(failed > 0))


if __name__ == "__main__":
    typer.run(main)
