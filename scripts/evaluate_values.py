"""Score dictionary forms, values and clusters on marked text; or print a sample of them for reading.

The mentions are those of the gold (`--spans gold`), so that only what the normalizer does is measured, or the pipeline
finds them (`--spans rules`): then a mention that is not found has no answer. Gold answers are attributes of the marks,
see atau.evaluation.values; where there are none, the script counts how many mentions get an answer at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import typer
from spacy.language import Language
from spacy.tokens import Doc, Span

import atau
from atau.components.common.candidates import NESTED
from atau.corpus.marked import Mark
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
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

_CLUSTERED: Final = ("PERSON", "ORG", "LOC")
# What is printed after a mention in a sample.
_CONTEXT: Final = 30

Mentions = dict[tuple[int, int, str], Span]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pipeline says of a gold mention: dictionary form, fields of the amount, cluster; None where nothing."""

    mark: Mark
    text: str
    after: str
    normal: str | None
    quantity: Mapping[str, object] | None
    cluster: str | None

    @property
    def is_amount(self) -> bool:
        """Whether its answer is a value and not a dictionary form."""
        return self.mark.label in AMOUNTS

    @property
    def shown(self) -> str | None:
        """The answer as text."""
        return quantity_text(self.quantity) if self.is_amount else self.normal


@dataclass(slots=True)
class ValueScores:
    """The scores of all texts; `covered` counts the mentions with an answer, right or wrong."""

    covered: dict[str, Accuracy] = field(default_factory=lambda: {"QUANTITY": Accuracy(), "NAMES": Accuracy()})
    normals: dict[str, Accuracy] = field(default_factory=dict)
    values: Accuracy = field(default_factory=Accuracy)
    pairs: dict[str, Counts] = field(default_factory=lambda: {label: Counts() for label in _CLUSTERED})

    def add(self, identity: str, answers: list[Answer]) -> None:
        """Count the answers of one text."""
        for answer in answers:
            self._add_forms(f"{identity}: {answer.text}", answer)
        self._add_clusters(answers)

    def _add_forms(self, where: str, answer: Answer) -> None:
        gold = dict(answer.mark.attributes)
        kind = "QUANTITY" if answer.is_amount else "NAMES"
        self.covered[kind].add(where, "yes" if answer.shown else None, "yes")
        if "normal" in gold:
            self.normals.setdefault(answer.mark.label, Accuracy()).add(where, answer.normal, gold["normal"])
        expected = expected_quantity(gold) if answer.is_amount else None
        if expected is not None:
            found = quantity_text(answer.quantity, expected[1]) or ""
            self.values.add(where, found, quantity_text(*expected) or "")

    def _add_clusters(self, answers: list[Answer]) -> None:
        for label, counts in self.pairs.items():
            judged = [a for a in answers if a.mark.label == label and "cluster" in dict(a.mark.attributes)]
            expected = clusters_of((a.mark, dict(a.mark.attributes)["cluster"]) for a in judged)
            add_counts(counts, pairwise(expected, clusters_of((a.mark, a.cluster) for a in judged)))

    @property
    def judged(self) -> list[tuple[str, Accuracy]]:
        """Forms by label, then values: what is compared with gold."""
        return [*sorted(self.normals.items()), ("value", self.values)]


def normalized(nlp: Language, record: GoldRecord) -> Doc:
    """The annotations as entities and nested mentions, normalized. One that cuts a token takes the whole token."""
    doc = nlp.make_doc(record.text)
    flat: list[Span] = []
    nested: list[Span] = []
    for mark in record.marks:
        span = doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="expand")
        if span is None:
            continue
        if mark.depth:
            nested.append(span)
        elif not flat or flat[-1].end <= span.start:
            flat.append(span)
    doc.ents = tuple(flat)
    doc.spans[NESTED] = nested
    normalize = nlp.get_pipe("kk_normalizer")
    done: Doc = normalize(doc)
    return done


def mentions_of(doc: Doc) -> Mentions:
    """The mentions of a Doc by start, end and label."""
    spans = [*doc.ents, *doc.spans.get(NESTED, ())]
    return {(span.start_char, span.end_char, span.label_): span for span in spans}


def span_of(found: Mentions, mark: Mark) -> Span | None:
    """The span of an annotation: the same, or the one that had to take whole tokens."""
    span = found.get((mark.start, mark.end, mark.label))
    if span is not None:
        return span
    for (start, end, label), other in found.items():
        if label == mark.label and start <= mark.start and mark.end <= end:
            return other
    return None


def answers_of(record: GoldRecord, doc: Doc) -> Iterator[Answer]:
    """What the pipeline says of each gold mention."""
    found = mentions_of(doc)
    for mark in record.marks:
        text, after = record.text[mark.start : mark.end], record.text[mark.end : mark.end + _CONTEXT]
        span = span_of(found, mark)
        said = (None, None, None) if span is None else (span._.normal, span._.quantity, span._.cluster)
        yield Answer(mark, text.replace("\n", "⏎"), after.replace("\n", "⏎"), *said)


def sample_lines(answers: list[Answer], label: str) -> list[str]:
    """The answers of amounts, or of names, a line each."""
    return [
        f"{answer.mark.label}\t{answer.text}\t{answer.after}\t{answer.shown}"
        for answer in answers
        if answer.shown is not None and answer.is_amount == (label == "QUANTITY")
    ]


def print_scores(scores: ValueScores, errors: int) -> None:
    """Coverage, right answers, clusters, and the most frequent errors of each kind."""
    for kind, counted in scores.covered.items():
        print(f"{kind}: {counted.right} of {counted.total} mentions get an answer ({counted.share:.2%})")
    for kind, counted in scores.judged:
        shares = f"{counted.right} of {counted.total} right ({counted.share:.2%})"
        print(f"{kind}: {shares}, {counted.missing} without answer")
    for label, c in scores.pairs.items():
        if c.tp + c.fp + c.fn:
            print(f"clusters of {label}: precision {c.precision:.3f}, recall {c.recall:.3f}, {c.tp + c.fn} gold pairs")
    for kind, counted in [*sorted(scores.covered.items()), *scores.judged]:
        for (where, found, wanted), times in common_errors(counted, errors):
            print(f"  {kind} {where}: {found or 'none'} instead of {wanted} (×{times})")


def main(
    gold: Annotated[list[Path], typer.Argument(exists=True, help="Marked articles, directories, TSV files.")],
    spans: Annotated[str, typer.Option(help="gold or rules")] = "gold",
    model: Annotated[str, typer.Option(help="the pipeline of --spans rules")] = "rules",
    errors: Annotated[int, typer.Option(help="list so many errors of a kind")] = 20,
    sample: Annotated[int, typer.Option(help="print so many answers for reading, and nothing else")] = 0,
    label: Annotated[str, typer.Option(help="of the sample: QUANTITY, or NAMES for the other labels")] = "QUANTITY",
    seed: Annotated[int, typer.Option(help="of the sample")] = 7,
) -> None:
    """Print the share of right answers per kind, pairwise precision and recall of the clusters, and the errors."""
    if spans not in ("gold", "rules"):
        raise typer.BadParameter("must be gold or rules", param_hint="--spans")
    nlp = atau.load(model)
    scores = ValueScores()
    lines: list[str] = []
    for path in gold:
        for record in iter_marked(path):
            doc = normalized(nlp, record) if spans == "gold" else nlp(record.text)
            answers = list(answers_of(record, doc))
            scores.add(record.id, answers)
            lines += sample_lines(answers, label)
    if sample:
        for line in random.Random(seed).sample(lines, min(sample, len(lines))):
            print(line)
    else:
        print_scores(scores, errors)


if __name__ == "__main__":
    typer.run(main)
