"""Unlabelled text: plain or gzipped files with one paragraph per line."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path


def iter_paragraphs(paths: Iterable[Path]) -> Iterator[str]:
    """The non-empty lines of the files, stripped; ``.gz`` files are decompressed."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from (line.strip() for line in lines if line.strip())
