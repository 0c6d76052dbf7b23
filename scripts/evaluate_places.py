"""Measure the linker of places against corpus/places/gold.tsv: python scripts/evaluate_places.py [--part build].

The mentions of the articles are those of the gold marks, so that only the linker is measured. Of the mentions whose
place is in the gazetteer, the share that gets it; of the others, the share that stays without a place; of the places
that the linker gave, the share that is right. A second line has 95 % intervals, drawn again by document.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

import atau
from atau.corpus.examples import Alignment, set_marks
from atau.corpus.reading import iter_marked
from atau.facts.places.context import place_mentions, place_spans
from atau.facts.places.gazetteer import gazetteer
from atau.facts.places.kind_words import kind_words
from atau.facts.places.linking import Link, PlaceLinker
from atau.tables import read_table

CORPUS: Final = Path(__file__).parents[1] / "corpus"
COLUMNS: Final = ("part", "document", "start", "end", "text", "id", "place")
NIL: Final = "NIL"


class Answer(NamedTuple):
    """A mention of the gold with the ids that are right, and the linker's."""

    document: str
    text: str
    right: frozenset[str]
    given: str
    score: float


def answers(part: str | None) -> list[Answer]:
    """The linker's answers to the mentions of a part of the gold, or to all."""
    gold: dict[str, dict[tuple[int, int], tuple[str, str]]] = defaultdict(dict)
    for row_part, document, start, end, text, ids, _ in read_table(
        CORPUS / "places" / "gold.tsv", COLUMNS, allow_mixed=True
    ):
        if part in (None, row_part):
            gold[document][int(start), int(end)] = (text, ids)
    nlp = atau.load("rules")
    linker, found = PlaceLinker(gazetteer()), []
    for folder in ("news/dev", "wide/train", "wide/dev"):
        for record in iter_marked(CORPUS / folder):
            wanted = gold.pop(f"{folder}/{record.id}", None)
            if wanted is None:
                continue
            doc = nlp.make_doc(record.text)
            set_marks(doc, record.marks, record.id, Alignment())
            doc = nlp.get_pipe("kk_normalizer")(nlp.get_pipe("kk_sentences")(doc))
            spans = place_spans(doc)
            mentions = place_mentions(doc, spans, [span._.normal for span in spans], kind_words())
            links: dict[tuple[int, int], Link | None] = {}
            for span, link in zip(spans, linker.link(mentions), strict=True):
                links[span.start_char, span.end_char] = link
            for place, (text, ids) in wanted.items():
                link = links[place]
                given, score = (link.place.id, link.score) if link else (NIL, 0.0)
                found.append(Answer(f"{folder}/{record.id}", text, frozenset(ids.split("|")), given, score))
    if gold:
        raise typer.BadParameter(f"no such document: {', '.join(sorted(gold))}")
    return found


def shares(found: Sequence[Answer]) -> tuple[float, float, float]:
    """Accuracy on the mentions in the gazetteer, recall of NIL, precision of the places given."""
    listed = [a for a in found if NIL not in a.right]
    absent = [a for a in found if NIL in a.right]
    given = [a for a in found if a.given != NIL]
    return tuple(  # type: ignore[return-value]
        sum(a.given in a.right for a in group) / len(group) if group else float("nan")
        for group in (listed, absent, given)
    )


def intervals(found: Sequence[Answer], samples: int = 1000, seed: int = 0) -> list[tuple[float, float]]:
    """95 % intervals of `shares`."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in found:
        groups[answer.document].append(answer)
    names, drawn = sorted(groups), random.Random(seed)
    runs = [shares([a for name in drawn.choices(names, k=len(names)) for a in groups[name]]) for _ in range(samples)]
    columns = [sorted(column) for column in zip(*runs, strict=True)]
    return [(column[samples // 40], column[-samples // 40]) for column in columns]


def main(
    part: Annotated[str | None, typer.Option(help="build or held; both without it.")] = None,
    errors: Annotated[bool, typer.Option(help="List what is wrong, of the build part only.")] = False,
) -> None:
    """Print the figures."""
    if errors and part != "build":
        raise typer.BadParameter("--errors needs --part build: the held part is for measuring only")
    found = answers(part)
    listed = sum(NIL not in a.right for a in found)
    typer.echo(f"{len(found)} mentions, {listed} in the gazetteer")
    for name, share, (low, high) in zip(("accuracy", "NIL", "precision"), shares(found), intervals(found), strict=True):
        typer.echo(f"{name:<10} {share:.3f}  ({low:.3f}-{high:.3f})")
    if errors:
        for answer in found:
            if answer.given not in answer.right:
                typer.echo(
                    f"{answer.document} {answer.text}: {'|'.join(answer.right)}, got {answer.given} {answer.score:.1f}"
                )


if __name__ == "__main__":
    typer.run(main)
