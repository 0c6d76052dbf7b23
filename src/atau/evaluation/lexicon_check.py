"""What a change of the word tables does to the scores of the rules: on marked text, before and after.

After is the package as it is, plus the user's rows if any are given. Before is the package without them; or,
in a Git checkout, the package as it was at a revision, loaded by a process of its own.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atau.components.catalogue import package_tables, style_problems
from atau.components.common.rule_component import add_rows
from atau.corpus.reading import iter_marked
from atau.corpus.records import GoldRecord
from atau.evaluation.spans import SpanScores, SpanTuple
from atau.loading import load
from atau.tables import TableError

_AROUND: Final = 30
# Runs in the package of another revision: nothing but the interface that stays.
_PREDICT: Final = """
import json, sys, warnings
warnings.simplefilter("ignore")
import atau
texts = json.load(sys.stdin)
docs = atau.load("rules").pipe(texts)
json.dump([[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs], sys.stdout)
"""


class LexiconCheckError(ValueError):
    """The check cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A mention that only one of the two finds.

    record: id of the text. kind: "gained" and "repaired" are for the better (a right mention more, a wrong one less),
    "lost" and "spurious" for the worse. context: the mention in ⟦ ⟧, with some text around it.
    """

    record: str
    kind: str
    label: str
    context: str


@dataclass(frozen=True, slots=True)
class LexiconCheck:
    """before, after: strict scores. changed: the mentions that differ, in the order of the texts."""

    before: SpanScores
    after: SpanScores
    changed: list[Changed]


def table_problems() -> list[str]:
    """What is wrong with the tables of the package, a line each: rows, order, notes at their head."""
    found = []
    for table in package_tables().values():
        try:
            table.read()
        except TableError as error:
            found.append(str(error))
        else:
            found += style_problems(table)
    return found


def check_lexicon(
    gold: Sequence[Path], *, extra: Mapping[str, Any] | None = None, revision: str | None = None
) -> LexiconCheck:
    """Score the rules on `gold`, before and after a change.

    extra: table name to rows, or the path of a file. revision: of the Git checkout that holds the package; what it was
    there is "before". Without one "before" is the package without `extra`. Raises LexiconCheckError, TableError,
    SourceError, FileNotFoundError.
    """
    if not extra and revision is None:
        raise LexiconCheckError("there is nothing to compare: give rows (TABLE=FILE), or a revision (--base HEAD)")
    records = [record for path in gold for record in iter_marked(path)]
    if not records:
        raise LexiconCheckError(f"no marked text in {', '.join(map(str, gold))}")
    texts = [record.text for record in records]
    before = _now(texts, {}) if revision is None else _at_revision(texts, revision)
    after = _now(texts, extra or {})
    scores = SpanScores(), SpanScores()
    changed = []
    for record, one, other in zip(records, before, after, strict=True):
        expected = {(mark.start, mark.end, mark.label) for mark in record.flat}
        scores[0].add(expected, one)
        scores[1].add(expected, other)
        changed += _differences(record, expected, set(one), set(other))
    return LexiconCheck(*scores, changed)


def _differences(
    record: GoldRecord, expected: set[SpanTuple], before: set[SpanTuple], after: set[SpanTuple]
) -> list[Changed]:
    kinds = {(True, True): "gained", (True, False): "spurious", (False, True): "lost", (False, False): "repaired"}
    return [
        Changed(record.id, kinds[span in after, span in expected], span[2], _context(record.text, span))
        for span in sorted(before ^ after)
    ]


def _context(text: str, span: SpanTuple) -> str:
    start, end, _ = span
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{left}⟦{text[start:end]}⟧{right}".split())


def _now(texts: list[str], extra: Mapping[str, Any]) -> list[list[SpanTuple]]:
    nlp = load("rules")
    add_rows(nlp, extra)
    return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]


def _at_revision(texts: list[str], revision: str) -> list[list[SpanTuple]]:
    source = Path(__file__).parents[2]
    archive = _git(source, "archive", "--format=tar", revision, "atau")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            _extract(packed, Path(folder))
        run = subprocess.run(
            [sys.executable, "-c", _PREDICT],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONPATH": folder, "PYTHONIOENCODING": "utf-8"},
        )
    if run.returncode:
        reason = run.stderr.strip().rpartition("\n")[2]
        raise LexiconCheckError(f"the package at {revision} cannot annotate: {reason}")
    found: list[list[list[Any]]] = json.loads(run.stdout)
    return [[(start, end, label) for start, end, label in spans] for spans in found]


def _extract(packed: tarfile.TarFile, folder: Path) -> None:
    """Regular files and folders of the archive, which Git made; with the filter of newer Pythons where there is one."""
    if hasattr(tarfile, "data_filter"):
        packed.extractall(folder, filter="data")
    else:
        packed.extractall(folder, members=[member for member in packed if member.isfile() or member.isdir()])


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise LexiconCheckError("--base needs Git, which is not installed") from None
    if run.returncode:
        reason = run.stderr.decode("utf-8", errors="replace").strip().rpartition("\n")[2]
        raise LexiconCheckError(f"--base needs a Git checkout of atau that has the revision: {reason}")
    return run.stdout
