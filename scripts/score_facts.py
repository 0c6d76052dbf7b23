"""Score facts on gold texts: precision and recall by kind, precision by pattern, and what went wrong.

The mentions are those of the gold (`--mentions gold`), so that only the patterns are measured, or a pipeline finds them
(`--mentions rules`, or the name or path of a model). Texts that nobody has read for facts are passed over.

With `--against FOLDER` no facts are found: those of a second reader, in files of the same ids, take their place, and
the figures are the agreement of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

import atau
from atau.corpus.align import RecordTokenizer
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
from atau.facts.extract import facts_of
from atau.facts.scoring import (
    FactCounts,
    FactScores,
    Identities,
    Item,
    gold_items,
    item_of,
    was_read,
    with_gold_mentions,
)
from atau.facts.tables import FACT_PATTERNS

_GOLD: Final = "gold"
#: How many facts of its kind the share of a pattern counts for, so that a pattern seen twice is not taken for sure.
_PRIOR: Final = 5
#: No pattern is surer than this before its own facts are counted.
_SUREST: Final = 0.95


class _Scorer:
    """Finds the facts of gold records. mentions: `gold`, or the name or path of a model."""

    def __init__(self, mentions: str) -> None:
        self._tokens = RecordTokenizer()
        self._normalizer = atau.load("rules").get_pipe("kk_normalizer")
        self._nlp = None if mentions == _GOLD else atau.load(mentions)

    def identities(self, record: GoldRecord) -> Identities:
        """What the mentions of the gold name."""
        return Identities(record, self._normalizer(with_gold_mentions(record, self._tokens.doc(record))))

    def found(self, record: GoldRecord, identities: Identities) -> Iterator[Item]:
        """The facts that are found in a record."""
        if self._nlp is None:
            doc = self._normalizer(with_gold_mentions(record, self._tokens.doc(record)))
        else:
            doc = self._nlp(record.text)
        for fact in facts_of(doc):
            yield item_of(fact, identities)


def score(records: list[GoldRecord], mentions: str, against: Path | None) -> FactScores:
    """The scores over the records that have been read for facts."""
    scorer = _Scorer(mentions)
    scores = FactScores()
    second = {record.id: record for record in iter_marked(against)} if against else {}
    for record in records:
        other = second.get(record.id)
        if not was_read(record) or (against and (other is None or not was_read(other))):
            continue
        identities = scorer.identities(record)
        gold = gold_items(record, identities)
        scores.add(record.id, gold, gold_items(other, identities) if other else scorer.found(record, identities))
    return scores


def _row(name: str, counts: FactCounts) -> str:
    def share(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "–"

    right, found, gold = counts.right, counts.found, counts.gold
    f1 = share(2 * right, found + gold)
    sound = share(counts.sound, found)
    cells = [share(right, found), share(right, gold), f1, sound, share(counts.core, found), share(counts.core, gold)]
    return " | ".join([f"| {name}", str(gold), str(found), *cells, share(counts.dates, right) + " |"])


def _table(scores: FactScores) -> str:
    total = FactCounts()
    others = FactCounts()
    for kind, counts in scores.kinds.items():
        for sum_ in (total, *((others,) if kind != "holds" else ())):
            sum_.gold += counts.gold
            sum_.found += counts.found
            sum_.right += counts.right
            sum_.sound += counts.sound
            sum_.core += counts.core
            sum_.dates += counts.dates
    head = (
        "| kind | gold | found | precision | recall | F1 | nothing wrong | core precision | core recall | date right |"
    )
    rule = "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    rows = [_row(kind, counts) for kind, counts in scores.kinds.items()]
    return "\n".join([head, rule, *rows, _row("all but holds", others), _row("all", total)])


def _patterns(scores: FactScores) -> str:
    rows = [
        f"| {name} | {counts.found} | {counts.right / counts.found:.3f} |"
        for name, counts in sorted(scores.patterns.items())
        if name
    ]
    return "\n".join(["| pattern | found | precision |", "|---|---:|---:|", *rows])


def write_precision(scores: FactScores) -> None:
    """Put the shares that say nothing wrong into the table of the patterns, pulled towards the share of their kind."""
    path = FACT_PATTERNS.path
    lines = []
    for line in path.read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 6 or cells[0] == FACT_PATTERNS.columns[0]:
            lines.append(line)
            continue
        kinds = ("born", "died") if cells[1] == "life" else (cells[1],)
        right = sum(scores.kinds[kind].sound for kind in kinds)
        found = sum(scores.kinds[kind].found for kind in kinds)
        counts = scores.patterns.get(cells[0], FactCounts())
        prior = min(_SUREST, right / found) if found else float(cells[2])
        probability = (counts.sound + _PRIOR * prior) / (counts.found + _PRIOR)
        lines.append("\t".join([*cells[:2], f"{probability:.3f}", str(counts.found), *cells[4:]]))
    path.write_text("\n".join(lines), "utf-8")


def main(
    paths: Annotated[list[Path], typer.Argument(help="Marked texts with fact lines: files or folders.")],
    mentions: Annotated[str, typer.Option(help="gold, rules, or the name or path of a model.")] = _GOLD,
    against: Annotated[Path | None, typer.Option(help="The facts of a second reader: a file or folder.")] = None,
    errors: Annotated[bool, typer.Option(help="List the facts that are wrong or missed.")] = False,
    kind: Annotated[str, typer.Option(help="Of these kinds only, for --errors.")] = "",
    update: Annotated[bool, typer.Option("--write-precision", help="Put the shares into fact_patterns.tsv.")] = False,
) -> None:
    """Print the scores."""
    records = [record for path in paths for record in iter_marked(path)]
    scores = score(records, mentions, against)
    typer.echo(f"{scores.texts} texts read for facts, mentions: {mentions if against is None else 'second reader'}\n")
    typer.echo(f"{_table(scores)}\n\n{_patterns(scores)}")
    if errors:
        for title, listed in (("wrong", scores.wrong), ("missed", scores.missed)):
            for identity, shown in listed:
                if shown.startswith(kind):
                    typer.echo(f"{title}: {identity}: {shown}")
    if update:
        write_precision(scores)


if __name__ == "__main__":
    typer.run(main)
