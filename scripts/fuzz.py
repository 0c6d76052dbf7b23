"""Throw random and mutated texts at a pipeline; every fault is printed, and kept in the log, with its text.

    python scripts/fuzz.py corpus/demo.txt --model rules --count 1000000 --log build/fuzz.rules.jsonl
    python scripts/fuzz.py corpus/demo.txt --model rules --count 1000000 --log build/fuzz.rules.jsonl --resume

The texts are mutated lines of the files, scraps, characters of all planes of Unicode, the families of
`benchmark_families`, and rows of numerals. Each depends on the seed and its number alone, so that a run can be
interrupted and resumed, and a fault found again. The bounded form of it runs in tests/components/test_fuzz.py.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Optional, TextIO

import typer
from spacy.language import Language

import atau
from atau.lang.text import repair
from benchmark_families import FAMILIES
from numeral_reader import contradicts

# Texts in one memory zone; the log is written as often.
_BATCH = 500

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


_NUMERALS = (
    "5", "13 007", "1,5", "1.500", "½", "-3", "жүз", "елу", "бес", "он", "мың", "миллион", "млн", "млрд.", "теңге",
    "доллар", "%", "пайыз", "пайызға", "адам", "км", "бүтін", "оннан", "жарты", "жарым", "(", ")", "–", "-", "х", "/",
    "мыңнан", "астам", "дейін", "шамамен", "бестен", "екі-үш", "5-6", "$", "₸", "га", "шаршы", "метр", "12.03.2015",
)  # fmt: skip


def numerals(rng: random.Random) -> str:
    """A row of numbers, units and signs."""
    return rng.choice((" ", " ", "")).join(rng.choice(_NUMERALS) for _ in range(rng.randint(1, 12)))


def planes(rng: random.Random) -> str:
    """Characters of all planes, assigned or not, beside a word."""
    found = []
    for _ in range(rng.randint(1, 30)):
        code = rng.randrange(1, 0x110000)
        found.append("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
    return rng.choice(("", " ")).join([*found, "Атырауда"])


def family(rng: random.Random) -> str:
    """A hostile text of up to a few hundred characters, or two of them."""
    made = [rng.choice(list(FAMILIES.values()))(rng.randint(1, 200)) for _ in range(rng.randint(1, 2))]
    return rng.choice(("", " ", "\n")).join(made)


def text_of(seeds: list[str], seed: int, number: int) -> str:
    """Text `number` of the run with `seed`."""
    rng = random.Random(f"{seed} {number}")
    kind = rng.random()
    if seeds and kind < 0.55:
        return mutate(rng.choice(seeds), rng)
    if kind < 0.7:
        return noise(rng)
    if kind < 0.8:
        return planes(rng)
    return family(rng) if kind < 0.9 else numerals(rng)


def texts(seeds: list[str], count: int, seed: int) -> Iterator[str]:
    """The first `count` texts of the run with `seed`."""
    for number in range(count):
        yield text_of(seeds, seed, number)


_HEADING_LINES = 5
_HEADINGS = (("мың", 1000), ("млн", 10**6), ("млрд", 10**9))


def wrong_value(quantity: dict[str, Any] | None, before: str, text: str) -> str:
    """What is wrong with the value of the mention `text`; an empty string where nothing is."""
    if quantity is None:
        return ""
    for name in ("value", "low", "high"):
        number = quantity.get(name, 0)
        if isinstance(number, float) or (isinstance(number, Decimal) and not number.is_finite()):
            return f"{text!r} has the inexact {name} {number!r}"
    if not contradicts(text, quantity, before):
        return ""
    for word, scale in _HEADINGS:  # `Сомасы, млн` over a column: the second reader knows no headings
        scaled = {**quantity, "value": Decimal(str(quantity["value"])) / scale}
        if any(word in line for line in before.split("\n")[-_HEADING_LINES:-1]) and not contradicts(
            text, scaled, before
        ):
            return ""
    return f"{text!r} is read as {quantity['value']}"


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
        # As the pipeline reads them: words that are spaced out or hold invisible characters are whole.
        words = "".join(repair(token.text) + token.whitespace_ for token in span)
        problem = wrong_value(span._.quantity, text[: span.start_char], words.strip())
        if problem:
            return problem
    for inner in doc.spans["nested"]:
        if not any(ent.start <= inner.start and inner.end <= ent.end for ent in doc.ents):
            return f"{inner.text!r} lies in no entity"
    if "".join(sent.text_with_ws for sent in doc.sents) != text:
        return "the sentences do not cover the text"
    return ""


def done_before(log: Path, about: dict[str, Any]) -> tuple[int, int]:
    """(texts, faults) of the run in `log`; raises BadParameter where that run had other settings."""
    count = failed = 0
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # a line that an interruption cut short
        if "run" in entry and entry["run"] != about:
            raise typer.BadParameter(f"{log} is of another run: {entry['run']}")
        count, failed = max(count, entry.get("done", 0)), entry.get("failed", failed)
    return count, failed


def main(
    source: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    model: Annotated[str, typer.Option(help="For atau.load.")] = "rules",
    count: Annotated[int, typer.Option()] = 100_000,
    seed: Annotated[int, typer.Option()] = 0,
    log: Annotated[Optional[Path], typer.Option(dir_okay=False, help="Faults and progress, JSONL.")] = None,  # noqa: UP045
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the log ends.")] = False,
) -> None:
    """Exit code 1 where a text raised, came back changed, or has an entity or a value that is wrong."""
    lines = [line for path in source for line in path.read_text(encoding="utf-8").split("\n") if line]
    about = {"model": model, "seed": seed, "lines": len(lines)}
    first, failed = done_before(log, about) if resume and log is not None and log.exists() else (0, 0)
    nlp = atau.load(model)
    stream = log.open("a" if resume else "w", encoding="utf-8") if log is not None else None
    write(stream, {"run": about})
    began = time.perf_counter()
    for start in range(first, count, _BATCH):
        with nlp.memory_zone():
            for number in range(start, min(count, start + _BATCH)):
                text = text_of(lines, seed, number)
                problem = fault(nlp, text)
                if problem:
                    failed += 1
                    print(f"{number}: {problem}: {text!r}", flush=True)
                    write(stream, {"number": number, "problem": problem, "text": text})
        write(stream, {"done": min(count, start + _BATCH), "failed": failed})
    rate = (count - first) / max(1e-9, time.perf_counter() - began)
    print(f"{model}: {count} texts, {failed} failures, seed {seed}, {rate:.0f} texts/s", file=sys.stderr)
    raise typer.Exit(code=int(failed > 0))


def write(stream: TextIO | None, entry: dict[str, Any]) -> None:
    if stream is not None:
        stream.write(json.dumps(entry, ensure_ascii=True) + "\n")
        stream.flush()


if __name__ == "__main__":
    typer.run(main)
