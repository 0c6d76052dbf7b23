"""What the exports have in common: where they write, and how a value of the database looks outside of it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from atau.partial import part_of


@contextlib.contextmanager
def complete_file(path: Path) -> Iterator[Path]:
    """A hidden name to write to; the file gets its own when the block has ended well, and is removed otherwise."""
    part = part_of(path, suffix=path.suffix)
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def complete_folder(path: Path) -> Iterator[Path]:
    """The same for a folder, which may exist if it is empty."""
    part = part_of(path)
    part.mkdir()
    try:
        yield part
        if path.is_dir():
            path.rmdir()
        os.replace(part, path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def exact(value: Any) -> Any:
    """`value`, decimals without the zeros that the column adds, whole ones as int.

    >>> exact(Decimal("4500000000.000000000000")), exact(Decimal("31.500000000000"))
    (4500000000, Decimal('31.5'))
    """
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) if "." in text else int(text)


def cell(value: Any) -> Any:
    """`value` for a cell of a spreadsheet: a list is a text with semicolons."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return exact(value)
