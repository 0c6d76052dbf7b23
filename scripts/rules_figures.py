"""The figures of the rules for the docs: scores on gold, speed, load time, memory, tokenizer, morphology.

    .venv/bin/python scripts/rules_figures.py --write docs/reference/figures.md

If a data set is missing (`../shared` is outside the repository), its rows are left out and the script says so.
`--write` puts the text between `<!-- rules -->` and `<!-- /rules -->` of a file; without it the text is printed.
"""

from __future__ import annotations

import platform
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from spacy.language import Language

import atau
import check_tokenizer
from atau.corpus.reading import iter_marked
from atau.evaluation.spans import SpanScores
from atau.labels import NAMES
from atau.morphology._check import check_sample

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
START, END = "<!-- rules -->", "<!-- /rules -->"
_ALL = "all (micro)"
_INTRO = """\
Scores of the rules without a model, on gold annotated by the guidelines in `corpus/GUIDELINES.md`. A mention counts
as right if its start, its end and its label are right. The number of gold mentions is in brackets.
"""
_CAVEATS = """\
The lexicons and grammars were written with the news sentences and the two articles in view (these are outside the
repository), and the project's own articles were written for it: expect less on other kinds of text. Sealed sets are
scored separately, not during development.
"""
_SOURCE = """\
These figures are written by `scripts/rules_figures.py --write docs/reference/figures.md`. More of them, and what was
tried, are in `training/tokenizer.md` and `training/morphology.md`.
"""
# In a process of its own: the clock runs from before the first import.
_LOAD = """
import re, sys, time
start = time.perf_counter()
import spacy, atau.components.resolver.component
imported = time.perf_counter()
import atau
nlp = atau.load("rules")
loaded = time.perf_counter()
for text in sys.stdin.read().split("\\n\\n\\n"):
    nlp(text)
# Not getrusage: that counts the memory of the parent before the start, too.
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(imported - start, loaded - imported, int(peak[1]) / 1024)
"""


def scores(nlp: Language, paths: list[Path]) -> SpanScores:
    """Strict scores of the flat layer on every record of gold files."""
    found = SpanScores()
    records = [record for path in paths for record in iter_marked(path)]
    for record, doc in zip(records, nlp.pipe(record.text for record in records), strict=True):
        outer = [mark for mark in record.marks if mark.depth == 0]
        found.add({(m.start, m.end, m.label) for m in outer}, {(e.start_char, e.end_char, e.label_) for e in doc.ents})
    return found


def score_table(columns: list[tuple[str, SpanScores]]) -> Iterator[str]:
    """One row per label: precision, recall and F1 on each set."""
    yield "| strict P / R / F1 | " + " | ".join(name for name, _ in columns) + " |"
    yield "|---|" + "---|" * len(columns)
    for label in (*NAMES, _ALL):
        cells = []
        for _, found in columns:
            counts = found.micro if label == _ALL else found.labels.get(label)
            if counts is None or not counts.tp + counts.fn:
                cells.append("–")
            else:
                three = f"{counts.precision:.3f} / {counts.recall:.3f} / **{counts.f1:.3f}**"
                cells.append(f"{three} ({counts.tp + counts.fn})")
        yield f"| {label} | " + " | ".join(cells) + " |"


def texts(paths: list[Path]) -> list[str]:
    """The running text of annotated articles and plain files."""
    return [record.text for path in paths for record in iter_marked(path)]


def speed(nlp: Language, parts: list[str], repeat: int) -> float:
    """Words per second of processor time, which other programs do not affect; the best of `repeat` runs."""
    words = sum(len(part.split(" ")) for part in parts)
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        for part in parts:
            nlp(part)
        best = min(best, time.process_time() - start)
    return words / max(best, 1e-9)


def parts_of(sources: list[str], total: int, length: int) -> list[str]:
    """`total` words of running text in texts of `length` words; sources that are too short are repeated."""
    words = [word for text in sources for word in text.split(" ")]
    words = (words * (total // len(words) + 1))[:total]
    return [" ".join(words[i : i + length]) for i in range(0, total, length)]


def speed_table(nlp: Language, sources: list[str]) -> Iterator[str]:
    """Speed on one text of growing length, load time, peak memory."""
    nlp.max_length = 10**9
    lengths = (1_000, 10_000, 100_000)
    # The same 100,000 words each time, so that only the length differs.
    found = [speed(nlp, parts_of(sources, max(lengths), n), 4) for n in lengths]
    yield "| words in one text, 100,000 in all | " + " | ".join(f"{n:,}" for n in lengths) + " |"
    yield "|---|" + "---|" * len(lengths)
    yield "| words/s on one core | " + " | ".join(f"{f:,.0f}" for f in found) + " |"
    yield ""
    out = [subprocess.run([sys.executable, "-c", _LOAD], input="\n\n\n".join(sources), text=True, check=True,
                          capture_output=True).stdout.split() for _ in range(3)]  # fmt: skip
    imports, load, memory = (min(float(run[i]) for run in out) for i in range(3))
    words = sum(len(text.split()) for text in sources)
    yield (f"Load time {load:.2f} s after {imports:.1f} s of imports; peak memory {memory:.0f} MB over {words:,} words "
           f"of articles (Python {platform.python_version()}, one core of {platform.machine()}).")  # fmt: skip


def language_table() -> Iterator[str]:
    """Tokenizer and morphology, on the data that is available."""
    yield "| what | figure | command |"
    yield "|---|---|---|"
    rows: list[tuple[str, Path, Callable[[Path], str], str]] = [
        ("word boundaries in letter-spaced text, F1", SHARED / "gold/news.tsv", boundary_f1,
         "check_tokenizer.py spacing ../shared/gold/news.tsv"),
        ("nouns inflected as in UniMorph", SHARED / "morphology/unimorph_noun_sample.tsv", inflected,
         "check_morphology.py ../shared/morphology/unimorph_noun_sample.tsv"),
        ("first analysis has the correct lemma", SHARED / "morphology/unimorph_noun_sample.tsv", analysed, "the same"),
    ]  # fmt: skip
    for what, path, figure, command in rows:
        if path.exists():
            yield f"| {what} | {figure(path)} | `{command}` |"


def boundary_f1(path: Path) -> str:
    rng = random.Random(0)
    lines = [record.text for record in iter_marked(path) if len(re.findall(r"[^\W\d_]+", record.text)) > 4]
    right, given, expected = check_tokenizer.boundaries(rng.sample(lines, min(1000, len(lines))), 1, rng)
    return f"{2 * right / (given + expected):.3f}"


def inflected(path: Path) -> str:
    report = check_sample(path)
    return f"{report.inflected / report.total:.4f}"


def analysed(path: Path) -> str:
    report = check_sample(path)
    return f"{report.first_lemma / report.total:.3f}"


def page() -> Iterator[str]:
    """The whole text."""
    nlp = atau.load("rules")
    sets = [
        ("the project's articles (dev)", [ROOT / "corpus/news/dev"]),
        ("5,300 news sentences", [SHARED / "gold/news.tsv"]),
        ("an article, wrapped", [SHARED / "gold/articles/conference_wrapped.txt"]),
        ("an article, letter-spaced", [SHARED / "gold/articles/faction_letterspaced.txt"]),
    ]
    present = [(name, paths) for name, paths in sets if all(path.exists() for path in paths)]
    for name, _ in [s for s in sets if s not in present]:
        print(f"{name}: not found, left out", file=sys.stderr)
    yield _INTRO
    yield from score_table([(name, scores(nlp, paths)) for name, paths in present])
    yield ""
    yield _CAVEATS
    yield from speed_table(nlp, texts([ROOT / "corpus/news/dev"]))
    yield ""
    yield from language_table()
    yield ""
    yield _SOURCE.rstrip()


def main(
    write: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="File to write the text into.")
    ] = None,
) -> None:
    """Measure the rules and print the figures, or write them into a file."""
    text = "\n".join(page())
    if write is None:
        print(text)
        return
    content = write.read_text(encoding="utf-8")
    if START not in content:
        raise typer.BadParameter(f"{write} has no line {START}")
    before, after = content.split(START, 1)
    if END not in after:
        raise typer.BadParameter(f"{write} has no line {END} after {START}")
    rest = after.split(END, 1)[1]
    write.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest}", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
