"""Score a pipeline on single cases: a case counts when every outermost mention of its text is exactly right.

A file of cases holds a JSON object per line: ``kind``, ``text`` and ``gold``, the text as marked text.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from spacy.language import Language

import atau
from atau.corpus.marked import Mark, MarkedText, parse, write


class Case(NamedTuple):
    """An input, the kind it stands for, and its right marks."""

    kind: str
    text: str
    gold: MarkedText


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises OSError, KeyError, ValueError where a line is damaged."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    cases = [Case(row["kind"], row["text"], parse(row["gold"])) for row in rows]
    for case in cases:
        if case.gold.text != case.text:
            raise ValueError(f"{path}: the text differs from its gold: {case.text!r}")
    return cases


def annotate(nlp: Language, text: str) -> MarkedText:
    """What the pipeline marks in `text`, outermost layer."""
    doc = nlp(text)
    return MarkedText(text, tuple(Mark(e.start_char, e.end_char, e.label_) for e in doc.ents))


def is_right(nlp: Language, case: Case) -> bool:
    """Whether all outermost mentions are found, and no others."""
    found = {(mark.start, mark.end, mark.label) for mark in annotate(nlp, case.text).marks}
    return found == {(mark.start, mark.end, mark.label) for mark in case.gold.flat}


def main(
    pipeline: Annotated[str, typer.Argument(help="rules, an installed model, or a directory")],
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    quiet: Annotated[bool, typer.Option(help="no list of the cases that are wrong")] = False,
) -> None:
    """Print how many cases of each kind are right, and what was found in those that are wrong."""
    nlp = atau.load(pipeline)
    for path in files:
        total, right = Counter[str](), Counter[str]()
        for case in read_cases(path):
            total[case.kind] += 1
            if is_right(nlp, case):
                right[case.kind] += 1
            elif not quiet:
                print(f"{case.kind}\n  gold   {write(case.gold)!r}\n  found  {write(annotate(nlp, case.text))!r}")
        for kind in sorted(total):
            print(f"{right[kind]:4} of {total[kind]:4}  {kind}")
        print(f"{right.total():4} of {total.total():4}  {path.name}")


if __name__ == "__main__":
    typer.run(main)
