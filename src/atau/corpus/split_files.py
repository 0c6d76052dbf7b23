"""`atau split` as functions: make a split without leakage, or check an existing one."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atau.corpus.files import is_hidden, read_lines, write_lines
from atau.corpus.kaznerd import read_kaznerd
from atau.corpus.kaznerd_iob2 import looks_like_iob2, read_iob2
from atau.corpus.near_duplicates import RUN, near_duplicates
from atau.corpus.problems import Notes, Problem
from atau.corpus.reading import ARTICLE, iter_marked
from atau.corpus.records import GoldRecord
from atau.corpus.splits import SplitError, Splittable, groups_of, leaks, split

SIDES: Final = ("train", "dev", "test")
# More lines than this are no longer read on a screen; --near writes them all to a file.
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Shares:
    """Fractions of the records that go to train, dev and test; they sum to 1."""

    train: float = 0.7
    dev: float = 0.1
    test: float = 0.2


def make_split(
    source: Path,
    target: Path,
    shares: Shares,
    seed: int = 0,
    run: int = RUN,
    near: Path | None = None,
    by: str | None = None,
) -> str:
    """Split `source` into ``train``, ``dev`` and ``test`` under `target`; returns the report.

    source: a folder of marked articles (each is copied as it is), a ``.tsv`` file of ``id<TAB>marked text`` lines or a
    KazNERD file (each side becomes such a file). run: so many words in a row make two records near-duplicates; these
    stay on one side. near: a TSV file for all near-duplicates found. by: a key of the front matter (`genre`) whose
    values are spread evenly over the sides.
    Raises SplitError, SourceError, KazNerdError, FileNotFoundError; FileExistsError where a side is there already.
    """
    passed_over: list[Problem] = []
    records, gold = _records(source, passed_over)
    if not records:
        raise SplitError(f"{source} holds no records, so there is nothing to split")
    tables = sorted({record.file for record in gold if record.line}) if source.is_dir() else []
    if tables:
        raise SplitError(f"{tables[0]} is a table inside a folder of articles; split it on its own")
    strata = _strata(gold, by, source) if by is not None else None
    sides = split(records, (shares.train, shares.dev, shares.test), seed, run=run, strata=strata)
    suffix = "" if source.is_dir() else source.suffix
    paths = [target / f"{name}{suffix}" for name in SIDES]
    for path in paths:
        if path.exists():
            raise FileExistsError(f"{path} already exists; choose another folder, a split is never overwritten")
    target.mkdir(parents=True, exist_ok=True)
    for path, side in zip(paths, sides, strict=True):
        if not side:
            continue
        if source.is_dir():
            _copy([Path(gold[i].file) for i in side], source, path)
        elif source.suffix == ARTICLE and gold:
            shutil.copyfile(source, path)
        elif not gold:
            chosen = set(side)
            kept = (sentence for i, sentence in enumerate(read_iob2(source)) if i in chosen)
            path.write_text("".join(_iob2(s.id, s.words, s.tags) for s in kept), encoding="utf-8")
        else:
            lines_of = dict(read_lines(source, Notes()))
            write_lines((lines_of[gold[i].line] for i in side), path)
    groups = len(set(groups_of(records, run)))
    lines = [f"{len(records)} records in {groups} groups; no group is on two sides"]
    lines += [_counts(path, [records[i] for i in side]) for path, side in zip(paths, sides, strict=True)]
    pairs = near_duplicates([record.text for record in records], run)
    found = [(records[p.first].id, records[p.second].id, p.shared) for p in pairs]
    return "\n".join(lines + _listed(found, "near-duplicates, kept on one side", near) + _left_out(passed_over)) + "\n"


def _strata(gold: Sequence[GoldRecord], by: str, source: Path) -> list[str]:
    lacking = next((record for record in gold if by not in record.meta), None)
    if lacking is not None or not gold:
        raise SplitError(f"{lacking.file if lacking else source} has no field {by!r} to spread over the sides")
    return [str(record.meta[by]) for record in gold]


def check_split(source: Path, run: int = RUN, near: Path | None = None) -> tuple[bool, str]:
    """Whether the sides under `source` share nothing, and a report of what they share.

    The sides are the subfolders of `source`, or its ``.tsv`` and ``.txt`` files where it has no subfolders.
    Raises SplitError where there are fewer than two.
    """
    if not source.is_dir():
        raise SplitError(f"{source} is not a folder; --check expects the folder that holds train, dev and test")
    paths = sorted(path for path in source.iterdir() if path.is_dir() and not is_hidden(path, source))
    paths = paths or sorted(path for path in source.iterdir() if path.suffix in {".tsv", ".txt"})
    if len(paths) < 2:
        raise SplitError(f"{source} holds {len(paths)} sides; --check compares two or more")
    passed_over: list[Problem] = []
    sides = [(path, _records(path, passed_over)[0]) for path in paths]
    found = leaks([(path.name, records) for path, records in sides], run)
    lines = [_counts(path, records) for path, records in sides]
    lines += _listed(found, "records found on two sides", near) + _left_out(passed_over)
    return not found, "\n".join(lines) + "\n"


def _records(source: Path, passed_over: list[Problem]) -> tuple[Sequence[Splittable], list[GoldRecord]]:
    """The records at `source`; once more as gold records where they are marked text and not KazNERD's.

    Sides that stay empty have no file. Files that are not gold are added to `passed_over`.
    """
    if source.is_file() and looks_like_iob2(source):
        return list(read_kaznerd(source, labels="all", tokenization="kaznerd")), []
    records = list(iter_marked(source, passed_over=passed_over.append))
    return records, records


def _copy(files: Sequence[Path], source: Path, target: Path) -> None:
    for file in files:
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def _left_out(passed_over: Sequence[Problem]) -> list[str]:
    lines = [f"{len(passed_over)} files passed over:"] if passed_over else []
    return lines + [f"  {problem.text()}" for problem in passed_over]


def _iob2(name: str, words: Sequence[str], tags: Sequence[str]) -> str:
    head = "" if name.startswith("line") else f"{name} O\n"
    return head + "".join(f"{word} {tag}\n" for word, tag in zip(words, tags, strict=True)) + "\n"


def _counts(path: Path, records: Sequence[Splittable]) -> str:
    labels = Counter(mark.label for record in records for mark in record.marks)
    kinds = ", ".join(f"{label} {count}" for label, count in sorted(labels.items()))
    return f"  {path}: {len(records)} records" + (f"; {kinds}" if kinds else "")


def _listed(found: Sequence[tuple[str, str, str]], what: str, near: Path | None) -> list[str]:
    if near is not None:
        near.write_text("".join("\t".join(row) + "\n" for row in found), encoding="utf-8")
    lines = [f"{len(found)} {what}" + (":" if found else "")]
    lines += [f"  {first} | {second} | {shared}" for first, second, shared in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(
            f"  … and {len(found) - _SHOWN} more" + (f", all in {near}" if near else "; --near FILE lists all")
        )
    return lines
