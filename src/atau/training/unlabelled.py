"""Raw text to train on, without what stands in marked text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atau.corpus.kaznerd import read_kaznerd
from atau.corpus.kaznerd_iob2 import looks_like_iob2
from atau.corpus.near_duplicates import iter_unlike
from atau.corpus.raw import iter_paragraphs
from atau.corpus.reading import iter_marked
from atau.training.settings import Say


def paragraphs(texts: Iterable[Path], without: Iterable[Path] = (), say: Say = lambda line: None) -> list[str]:
    """The paragraphs of `texts` (one a line; plain or .gz), but for near-duplicates of `without`, which `say` is told.

    without: marked text, or IOB2 files with the types of KazNERD.
    """
    lines = list(iter_paragraphs(texts))
    kept = list(iter_unlike(lines, (text for path in without for text in plain_texts(path))))
    if len(kept) < len(lines):
        say(f"left out {len(lines) - len(kept):,} of {len(lines):,} paragraphs, near-duplicates of marked text")
    return kept


def plain_texts(path: Path) -> list[str]:
    """The texts of marked text, or of an IOB2 file, without marks."""
    if path.is_file() and looks_like_iob2(path):
        return [sentence.text for sentence in read_kaznerd(path, labels="all")]
    return [record.text for record in iter_marked(path)]
