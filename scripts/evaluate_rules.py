"""Score the rules pipeline on marked text: exact span and label, outermost layer.

Gold is a table of ``id<TAB>marked text`` lines, a marked article, or a folder of them; several may be given. A half is
every second record of all of them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Doc, Span

import atau
from atau.components.common.candidates import RULES
from atau.components.common.tables import RULES as RULE_TABLE
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
from atau.evaluation.spans import SpanScores

# Every rule starts from a precision of 0.5 worth two annotations, so that one lucky hit is no certainty.
_PRIOR = 2.0
_LEFT, _RIGHT = 45, 30

Entity = tuple[int, int, str]


@dataclass(slots=True)
class Precision:
    """How many spans of a rule are gold."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one span."""
        self.right += right
        self.total += 1


@dataclass(slots=True)
class RuleScores:
    """Scores per label, precision per rule: of the entities, and of all candidates."""

    spans: SpanScores = field(default_factory=SpanScores)
    entities: dict[str, Precision] = field(default_factory=dict)
    candidates: dict[str, Precision] = field(default_factory=dict)

    def add(self, record: GoldRecord, doc: Doc) -> None:
        """Compare one document with its gold."""
        expected = gold_entities(record)
        self.spans.add(expected, found_entities(doc))
        for ent in doc.ents:
            self.entities.setdefault(ent._.source, Precision()).add(_key(ent) in expected)

    def add_candidates(self, record: GoldRecord, doc: Doc) -> None:
        """Count the candidates; those inside a longer annotation tell nothing unless they are annotated themselves."""
        annotated = {(m.start, m.end, m.label) for m in record.marks}
        outer = [(m.start, m.end) for m in record.flat]
        for span in doc.spans[RULES]:
            key = _key(span)
            hidden = any(s <= key[0] and key[1] <= e and (s, e) != key[:2] for s, e in outer)
            if key in annotated or not hidden:
                self.candidates.setdefault(span.id_, Precision()).add(key in annotated)


def _key(span: Span) -> Entity:
    return span.start_char, span.end_char, span.label_


def gold_entities(record: GoldRecord) -> set[Entity]:
    """The outermost annotations."""
    return {(m.start, m.end, m.label) for m in record.flat}


def found_entities(doc: Doc) -> set[Entity]:
    """The entities of a Doc."""
    return {_key(ent) for ent in doc.ents}


def errors_of(record: GoldRecord, doc: Doc, label: str) -> Iterator[tuple[str, str]]:
    """(MISS or SPUR, line) of the errors of a label, each with what else was expected or found in its place."""
    expected, found = gold_entities(record), found_entities(doc)
    for kind, wrong in (("MISS", expected - found), ("SPUR", found - expected)):
        for entity in sorted(wrong):
            if entity[2] == label:
                yield kind, f"{kind} {record.id} {_in_context(record.text, entity, expected, found)}"


def _in_context(text: str, entity: Entity, expected: set[Entity], found: set[Entity]) -> str:
    start, end, _ = entity
    others = "; ".join(
        f"{'G' if other in expected else 'P'}:{other[2]} {text[other[0] : other[1]]!r}"
        for other in sorted(found | expected)
        if other[0] < end and start < other[1] and other != entity
    )
    left, right = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
    return f"{left}[[{text[start:end]}]]{right}   || {others}".replace("\n", "⏎")


def print_scores(scores: RuleScores) -> None:
    """Precision, recall and F1 per label, then the precision of each rule."""
    print(f"{'':10}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
    for label, c in [*sorted(scores.spans.labels.items()), ("micro", scores.spans.micro)]:
        print(f"{label:10}{c.precision:8.3f}{c.recall:8.3f}{c.f1:8.3f}{c.tp + c.fn:7}")
    for rule, count in sorted(scores.entities.items()):
        print(f"  {rule:32}{count.right / count.total:6.2f} of {count.total}")


def write_table(candidates: dict[str, Precision]) -> None:
    """Put the precision of each rule, and what it was counted on, into the table of rules; all else stays."""
    text = RULE_TABLE.path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.startswith("#")]
    lines.append("\t".join(RULE_TABLE.columns))
    for row in RULE_TABLE.read():
        cells = dict(zip(RULE_TABLE.columns, row, strict=True))
        count = candidates.get(cells["rule"], Precision())
        cells["precision"] = f"{(count.right + _PRIOR / 2) / (count.total + _PRIOR):.3f}"
        cells["annotations"] = str(count.total)
        lines.append("\t".join(cells.values()))
    RULE_TABLE.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(
    gold: Annotated[list[Path], typer.Argument(exists=True)],
    half: Annotated[str, typer.Option(help="all, or the even or odd records only")] = "all",
    errors: Annotated[str, typer.Option(help="list the errors of this label")] = "",
    limit: Annotated[int, typer.Option(help="at most so many errors of a kind")] = 60,
    write_precision: Annotated[bool, typer.Option(help="write the precisions into rules.tsv")] = False,
) -> None:
    """Print precision, recall and F1 per label; list errors on demand."""
    records = [record for path in gold for record in iter_marked(path)]
    if half != "all":
        records = records[half == "odd" :: 2]
    scores = RuleScores()
    listed: dict[str, list[str]] = {"MISS": [], "SPUR": []}
    docs = atau.load("rules").pipe(record.text for record in records)
    for record, doc in zip(records, docs, strict=True):
        scores.add(record, doc)
        scores.add_candidates(record, doc)
        for kind, line in errors_of(record, doc, errors):
            listed[kind].append(line)
    for lines in listed.values():
        for line in lines[:limit]:
            print(line)
    print_scores(scores)
    if write_precision:
        write_table(scores.candidates)


if __name__ == "__main__":
    typer.run(main)
