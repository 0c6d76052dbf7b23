"""Count the corpora: articles, words, marks, genres, scripts and dirt per split; keep corpus/README.md up to date.

A word is a token of ``spacy.blank("kk")`` that holds a letter or a digit: letter-spaced words and words broken by a
hyphen at a line end count once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Optional

import spacy
import typer
from spacy.language import Language

from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
from atau.labels import NAMES, NESTABLE

SPLITS: Final = ("train", "dev", "test")
_CORPUS: Final = Path(__file__).parent.parent / "corpus"
_README: Final = _CORPUS / "README.md"
CORPORA: Final = ("news", "wide")
BEGIN: Final = "<!-- begin scripts/corpus_stats.py {} -->"
END: Final = "<!-- end scripts/corpus_stats.py {} -->"


@dataclass(slots=True)
class SplitCounts:
    """What one split holds."""

    articles: int = 0
    clean: int = 0
    words: int = 0
    flat: Counter[str] = field(default_factory=Counter)
    nested: Counter[str] = field(default_factory=Counter)
    dirt: Counter[str] = field(default_factory=Counter)
    registers: Counter[str] = field(default_factory=Counter)
    genres: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)
    normals: int = 0
    people: int = 0

    def add(self, article: GoldRecord, nlp: Language) -> None:
        """Count one article."""
        self.articles += 1
        self.words += sum(any(c.isalnum() for c in token.text) for token in nlp.make_doc(article.text))
        for mark in article.marks:
            (self.nested if mark.depth else self.flat)[mark.label] += 1
        kinds = [kind.strip() for kind in str(article.meta.get("dirt", "")).split(",") if kind.strip()]
        self.clean += not kinds
        self.dirt.update(kinds)
        self.registers[str(article.meta.get("register", ""))] += 1
        if "genre" in article.meta:
            self.genres[str(article.meta["genre"])] += 1
        self.scripts[script_of(article.text)] += 1
        attributes = [dict(mark.attributes) for mark in article.marks]
        self.normals += sum("normal" in values for values in attributes)
        self.people += len({values["cluster"] for values in attributes if "cluster" in values})

    def __add__(self, other: SplitCounts) -> SplitCounts:
        return SplitCounts(
            self.articles + other.articles,
            self.clean + other.clean,
            self.words + other.words,
            self.flat + other.flat,
            self.nested + other.nested,
            self.dirt + other.dirt,
            self.registers + other.registers,
            self.genres + other.genres,
            self.scripts + other.scripts,
            self.normals + other.normals,
            self.people + other.people,
        )


def script_of(text: str) -> str:
    """The script that most letters of a text are of: Cyrillic, Latin, Arabic."""
    names = Counter(unicodedata.name(char, "").split(" ")[0].title() for char in text if char.isalpha())
    return names.most_common(1)[0][0] if names else "none"


def count(folder: Path) -> dict[str, SplitCounts]:
    """The counts of the splits of a corpus, and of all of it under ``all``. Raises SourceError for a faulty article."""
    nlp = spacy.blank("kk")
    counts = {split: SplitCounts() for split in SPLITS}
    for split, found in counts.items():
        if (folder / split).is_dir():
            for article in iter_marked(folder / split):
                found.add(article, nlp)
    return {**counts, "all": sum(counts.values(), SplitCounts())}


def tables(counts: Mapping[str, SplitCounts]) -> str:
    """The counts as Markdown."""
    columns = list(counts.values())
    everything = counts["all"]
    unknown = everything.nested.keys() - NESTABLE
    if unknown:
        raise ValueError(f"nested annotations of {', '.join(sorted(unknown))}, which the guidelines do not allow")
    nested = [label for label in NAMES if everything.nested[label]]
    size: list[tuple[str, Iterable[int]]] = [
        ("articles", (c.articles for c in columns)),
        ("words", (c.words for c in columns)),
        *((f"`{label}` flat", [c.flat[label] for c in columns]) for label in NAMES),
        ("all flat", (c.flat.total() for c in columns)),
        *((f"`{label}` nested", [c.nested[label] for c in columns]) for label in nested),
        ("all nested", (c.nested.total() for c in columns)),
        ("dictionary forms", (c.normals for c in columns)),
        ("persons with an id", (c.people for c in columns)),
    ]
    dirt: list[tuple[str, Iterable[int]]] = [
        ("none", (c.clean for c in columns)),
        *((kind, [c.dirt[kind] for c in columns]) for kind, _ in everything.dirt.most_common()),
    ]
    kinds = [("", size)]
    if everything.genres:
        kinds.append(("articles of a genre", _rows(everything.genres, [c.genres for c in columns])))
    kinds += [
        ("articles with dirt of a kind", dirt),
        ("articles of a register", _rows(everything.registers, [c.registers for c in columns])),
        ("articles in a script", _rows(everything.scripts, [c.scripts for c in columns])),
    ]
    return "\n".join(_table(head, counts, rows) for head, rows in kinds)


def _rows(all_of: Counter[str], columns: list[Counter[str]]) -> list[tuple[str, Iterable[int]]]:
    return [(kind, [column[kind] for column in columns]) for kind, _ in all_of.most_common()]


def _table(head: str, columns: Iterable[str], rows: Iterable[tuple[str, Iterable[int]]]) -> str:
    names = list(columns)
    lines = [f"| {head} | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    lines += [f"| {name} | " + " | ".join(f"{value:,}" for value in values) + " |" for name, values in rows]
    return "\n".join(lines) + "\n"


def main(
    folders: Annotated[Optional[list[Path]], typer.Argument(exists=True, file_okay=False)] = None,  # noqa: UP045
    write: Annotated[bool, typer.Option("--write", help="put the tables into corpus/README.md")] = False,
) -> None:
    """Print the tables (by default of corpus/news and corpus/wide), or put them into corpus/README.md."""
    texts = {folder.name: tables(count(folder)) for folder in folders or [_CORPUS / name for name in CORPORA]}
    if not write:
        typer.echo("\n".join(texts.values()), nl=False)
        return
    readme = _README.read_text(encoding="utf-8")
    for name, text in texts.items():
        begin, end = (f"{mark.format(name)}\n" for mark in (BEGIN, END))
        before, found, rest = readme.partition(begin)
        _, ended, after = rest.partition(end)
        if not found or not ended:
            typer.echo(f"{_README.name} has no lines `{begin.strip()}` and `{end.strip()}` around the tables", err=True)
            raise typer.Exit(1)
        readme = f"{before}{begin}{text}{end}{after}"
    _README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
