"""Gold and training data for evaluation: any format, KazNERD as it is, labels renamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from atau.corpus.gold import read_gold
from atau.corpus.kaznerd import Tokenization, read_kaznerd
from atau.corpus.kaznerd_iob2 import KazNerdError, looks_like_iob2
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord
from atau.evaluation.slices import TrainingMentions

#: Beside the formats of `atau convert`: KazNERD with its 25 types and its own tokens, or as running text with atau's
#: types.
KAZNERD: Final[dict[str, tuple[str, Tokenization]]] = {"kaznerd": ("all", "kaznerd"), "kaznerd-core": ("core", "atau")}
_ID_LINE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[A-Z]+ID\d+ O\s")


class EvaluationError(ValueError):
    """Raised when an evaluation is impossible; the message says what to do."""


def read_records(
    paths: Sequence[Path], format: str | None, notes: Notes, *, rename: Mapping[str, str] | None = None
) -> list[GoldRecord]:
    """The gold records of all `paths`. Unreadable records go to `notes`; the others are returned.

    A KazNERD file with sentence ids is recognised by its first line. Raises EvaluationError if there are no records;
    GoldError and OSError.
    """
    records: list[GoldRecord] = []
    for path in paths:
        name = format or ("kaznerd" if _is_kaznerd(path) else None)
        if name in KAZNERD:
            records.extend(_kaznerd(path, name, notes))
        else:
            records.extend(read_gold(path, name, notes=notes))
    if not records:
        raise EvaluationError(f"there are no records in {', '.join(map(str, paths))}")
    return [_renamed(record, rename) for record in records] if rename else records


def _renamed(record: GoldRecord, rename: Mapping[str, str]) -> GoldRecord:
    marks = tuple(replace(mark, label=rename.get(mark.label, mark.label)) for mark in record.marks)
    return replace(record, marks=marks)


def _is_kaznerd(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return _ID_LINE.match(stream.read(64)) is not None


def _kaznerd(path: Path, name: str, notes: Notes) -> Iterable[GoldRecord]:
    labels, tokenization = KAZNERD[name]
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*.txt") if p.is_file())
    if not files:
        raise GoldError(f"{path}: no KazNERD file (.txt) in it")
    for file in files:
        try:
            for record in read_kaznerd(file, labels=labels, tokenization=tokenization):
                tokens: list[tuple[int, int]] | None = None
                if tokenization == "kaznerd":
                    tokens, offset = [], 0
                    for word, space in zip(record.words, record.spaces, strict=True):
                        tokens.append((offset, offset + len(word)))
                        offset += len(word) + space
                meta = {"group": record.group}
                given = tuple(tokens) if tokens is not None else None
                yield GoldRecord(record.id, record.text, record.marks, meta, str(file), 0, given)
        except KazNerdError as error:
            notes.error(error.path, error.line, "bad-iob2", error.problem)


def read_training(
    paths: Sequence[Path], format: str | None, notes: Notes, *, rename: Mapping[str, str] | None = None
) -> TrainingMentions:
    """The mentions of the training data, nested ones too.

    format: that of the gold. The format of the training data is detected from its contents, except that column files
    are read as KazNERD if the gold is, with the same labels.
    """
    training = TrainingMentions()
    for path in paths:
        same = format in KAZNERD and path.is_file() and looks_like_iob2(path)
        for record in read_records([path], format if same else None, notes, rename=rename):
            for mark in record.marks:
                training.add(record.text[mark.start : mark.end], mark.label)
    return training
