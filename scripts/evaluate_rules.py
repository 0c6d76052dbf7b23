"""Score the rules pipeline on marked text, strict span and type, flat layer.

Gold is a TSV of ``id<TAB>marked text`` lines, a text file holding one marked article, or a folder of them; several
may be given. A half is every second record of all of them together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated

import typer

import atau
from atau.components.common.candidates import RULES
from atau.components.common.tables import RULES as RULE_TABLE
from atau.corpus.marked import MarkedText
from atau.corpus.sources import iter_marked
from atau.evaluation.spans import SpanScores

# Every rule starts from a belief of 0.5 worth two marks, so that one lucky mark is no certainty.
_PRIOR = 2.0


def read(path: Path) -> list[tuple[str, MarkedText]]:
    """(id, marked text) of every record of a TSV, an article, or a folder of articles."""
    return [(article.id, MarkedText(article.text, article.marks)) for article in iter_marked(path)]


def main(
    gold: Annotated[list[Path], typer.Argument(exists=True)],
    half: Annotated[str, typer.Option(help="all, or the even or odd records only")] = "all",
    errors: Annotated[str, typer.Option(help="list the errors of this label")] = "",
    limit: Annotated[int, typer.Option(help="at most so many errors of a kind")] = 60,
    write_precision: Annotated[bool, typer.Option(help="write data/rules.tsv")] = False,
) -> None:
    """Print precision, recall and F1 per label; list errors on demand."""
    nlp = atau.load("rules")
    records = [record for path in gold for record in read(path)]
    if half != "all":
        records = records[half == "odd" :: 2]
    scores = SpanScores()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    listed: list[str] = []
    docs = nlp.pipe(marked.text for _, marked in records)
    for (name, marked), doc in zip(records, docs, strict=True):
        expected = {(m.start, m.end, m.label) for m in marked.flat}
        nested = {(m.start, m.end, m.label) for m in marked.marks}
        given = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        scores.add(expected, given)
        for span in doc.ents:
            key = (span.start_char, span.end_char, span.label_)
            rules[span._.source][str(key in expected)] += 1
        if write_precision:
            inside = [(m.start, m.end) for m in marked.flat]
            for span in doc.spans[RULES]:
                key = (span.start_char, span.end_char, span.label_)
                hidden = any(s <= key[0] and key[1] <= e and (s, e) != key[:2] for s, e in inside)
                if key in nested or not hidden:
                    rules["*" + span.id_][str(key in nested)] += 1
        for kind, wrong in (("MISS", expected - given), ("SPUR", given - expected)):
            for start, end, label in sorted(wrong):
                if label == errors:
                    near = [m for m in given | expected if m[0] < end and start < m[1]]
                    others = "; ".join(
                        f"{'G' if m in expected else 'P'}:{m[2]} {marked.text[m[0] : m[1]]!r}"
                        for m in sorted(near)
                        if m != (start, end, label)
                    )
                    left, right = (
                        marked.text[max(0, start - 45) : start],
                        marked.text[end : end + 30],
                    )
                    listed.append(f"{kind} {name} {left}[[{marked.text[start:end]}]]{right}   || {others}")
    for kind in ("MISS", "SPUR"):
        for line in [entry for entry in listed if entry.startswith(kind)][:limit]:
            print(line.replace("\n", "⏎"))
    print(f"{'':10}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
    for label, c in [*sorted(scores.labels.items()), ("micro", scores.micro)]:
        print(f"{label:10}{c.precision:8.3f}{c.recall:8.3f}{c.f1:8.3f}{c.tp + c.fn:7}")
    for rule, count in sorted(rules.items()):
        if not rule.startswith("*"):
            print(f"  {rule:32}{count['True'] / count.total():6.2f} of {count.total()}")
    if write_precision:
        lines = [line for line in RULE_TABLE.path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
        lines.append("\t".join(RULE_TABLE.columns))
        for rule, _, _, meaning, example in RULE_TABLE.read():
            count = rules["*" + rule]
            share = (count["True"] + _PRIOR / 2) / (count.total() + _PRIOR)
            lines.append(f"{rule}\t{share:.3f}\t{count.total()}\t{meaning}\t{example}")
        RULE_TABLE.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
