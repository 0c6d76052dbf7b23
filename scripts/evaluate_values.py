"""Score dictionary forms, values and clusters on marked text; or print a sample of them for reading.

The marks are given (`--spans gold`), so that only what the normalizer does is measured, or the pipeline finds them
(`--spans rules`): then a mark that is not found has no answer. Gold answers are attributes of the marks, see
atau.evaluation.values; where there are none, the script counts how many mentions get an answer at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from spacy.language import Language
from spacy.tokens import Doc, Span

import atau
from atau.components.common.candidates import NESTED
from atau.corpus.marked import Mark, MarkedText, parse
from atau.evaluation.spans import Counts
from atau.evaluation.values import (
    Accuracy,
    add_counts,
    clusters_of,
    common_errors,
    expected_quantity,
    pairwise,
    quantity_text,
)
from atau.labels import AMOUNTS

_CLUSTERED = ("PERSON", "ORG", "LOC")


def records(paths: list[Path]) -> Iterator[tuple[str, MarkedText]]:
    """(id, marked text) of TSV files (`id<TAB>text`), of articles, and of the articles in directories."""
    for path in paths:
        for file in sorted(path.glob("**/*.txt")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            if file.suffix != ".tsv":
                yield file.stem, parse(text)
                continue
            for line in text.split("\n"):
                if line.strip():
                    name, source = line.split("\t", 1)
                    yield name, parse(source)


def normalized(nlp: Language, marked: MarkedText) -> Doc:
    """The marks as entities and nested mentions, normalized. A mark that parts a token takes the whole token."""
    doc = nlp.make_doc(marked.text)
    flat: list[Span] = []
    nested: list[Span] = []
    for mark in marked.marks:
        span = doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="expand")
        if span is None:
            continue
        if mark.depth:
            nested.append(span)
        elif not flat or flat[-1].end <= span.start:
            flat.append(span)
    doc.ents = flat
    doc.spans[NESTED] = nested
    return nlp.get_pipe("kk_normalizer")(doc)


def answers(doc: Doc) -> dict[tuple[int, int, str], Span]:
    """The mentions of a doc by start, end and label; those of gold marks may be found by `near`."""
    spans = [*doc.ents, *doc.spans.get(NESTED, ())]
    return {(span.start_char, span.end_char, span.label_): span for span in spans}


def near(found: dict[tuple[int, int, str], Span], mark: Mark) -> Span | None:
    """The span of a mark: the same, or the one that had to take whole tokens."""
    span = found.get((mark.start, mark.end, mark.label))
    if span is not None:
        return span
    for (start, end, label), other in found.items():
        if label == mark.label and start <= mark.start and mark.end <= end:
            return other
    return None


def main(
    gold: Annotated[list[Path], typer.Argument(exists=True, help="Marked articles, directories, TSV files.")],
    spans: Annotated[str, typer.Option(help="gold or rules")] = "gold",
    model: Annotated[str, typer.Option(help="the pipeline of --spans rules")] = "rules",
    errors: Annotated[int, typer.Option(help="list so many errors of a kind")] = 20,
    sample: Annotated[int, typer.Option(help="print so many answers for reading, and nothing else")] = 0,
    label: Annotated[str, typer.Option(help="of the sample: QUANTITY, or NAMES for the other types")] = "QUANTITY",
    seed: Annotated[int, typer.Option(help="of the sample")] = 7,
) -> None:
    """Print the share of right answers per kind, pairwise precision and recall of the clusters, and the errors."""
    if spans not in ("gold", "rules"):
        raise typer.BadParameter("must be gold or rules", param_hint="--spans")
    nlp = atau.load(model)
    covered = {"QUANTITY": Accuracy(), "NAMES": Accuracy()}
    normals: dict[str, Accuracy] = {}
    values = Accuracy()
    pairs = {name: Counts() for name in _CLUSTERED}
    shown: list[str] = []
    for name, marked in records(gold):
        doc = normalized(nlp, marked) if spans == "gold" else nlp(marked.text)
        found = answers(doc)
        clusters: dict[str, list[tuple[Mark, str | None, str | None]]] = {kind: [] for kind in _CLUSTERED}
        for mark in marked.marks:
            attributes = dict(mark.attributes)
            span = near(found, mark)
            text = marked.text[mark.start : mark.end].replace("\n", "⏎")
            where = f"{name}: {text}"
            quantity: Any = span._.quantity if span is not None else None
            normal = span._.normal if span is not None else None
            amount = mark.label in AMOUNTS
            answer = quantity_text(quantity) if amount else normal
            covered["QUANTITY" if amount else "NAMES"].add(where, "yes" if answer else None, "yes")
            if answer is not None and amount == (label == "QUANTITY"):
                after = marked.text[mark.end : mark.end + 30].replace("\n", "⏎")
                shown.append(f"{mark.label}\t{text}\t{after}\t{answer}")
            if "normal" in attributes:
                normals.setdefault(mark.label, Accuracy()).add(where, normal, attributes["normal"])
            told = expected_quantity(attributes)
            if amount and told is not None:
                values.add(where, quantity_text(quantity, told[1]) or "", quantity_text(*told) or "")
            if mark.label in _CLUSTERED and "cluster" in attributes:
                given = span._.cluster if span is not None else None
                clusters[mark.label].append((mark, attributes["cluster"], given))
        for kind, mentions in clusters.items():
            expected = clusters_of((mark, cluster) for mark, cluster, _ in mentions)
            add_counts(pairs[kind], pairwise(expected, clusters_of((mark, given) for mark, _, given in mentions)))
    if sample:
        for line in random.Random(seed).sample(shown, min(sample, len(shown))):
            print(line)
        return
    for kind, counted in covered.items():
        print(f"{kind}: {counted.right} of {counted.total} mentions get an answer ({counted.share:.2%})")
    for kind, counted in [*sorted(normals.items()), ("value", values)]:
        shares = f"{counted.right} of {counted.total} right ({counted.share:.2%})"
        print(f"{kind}: {shares}, {counted.missing} without answer")
    for kind, c in pairs.items():
        if c.tp + c.fp + c.fn:
            print(f"clusters of {kind}: precision {c.precision:.3f}, recall {c.recall:.3f}, {c.tp + c.fn} gold pairs")
    for kind, counted in [*sorted(covered.items()), *sorted(normals.items()), ("value", values)]:
        for (where, given_text, wanted), times in common_errors(counted, errors):
            print(f"  {kind} {where}: {given_text or 'none'} instead of {wanted} (×{times})")


if __name__ == "__main__":
    typer.run(main)
