"""Names of files for ids of records, and back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from atau.corpus.problems import GoldError
from atau.corpus.records import GoldRecord

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|%]|(?<![^/])\.|^/|/$|(?<=/)/|\.(?=/)')
_MAX_BYTES: Final = 200


def file_of(record: GoldRecord, folder: Path, suffix: str, seen: set[Path]) -> Path:
    """Where the record goes; characters that a file system does not take are written as ``%XX``.

    An id with slashes makes subfolders. Raises GoldError for an id that is empty or was `seen`.
    """
    name = _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", record.id)
    if not name:
        raise GoldError(f"{record.file}:{record.line}: a record without an id cannot become a file of its own")
    if any(len(part.encode("utf-8", "replace")) > _MAX_BYTES for part in name.split("/")):
        raise GoldError(f"the id {record.id[:40]!r}… is too long for the name of a file")
    path = folder / (name + suffix)
    if path in seen:
        raise GoldError(f"two records have the id {record.id!r}; each needs a file of its own")
    seen.add(path)
    return path


def id_of(file: Path, root: Path) -> str:
    """The id that `file_of` made the name of."""
    return unquote(file.relative_to(root).with_suffix("").as_posix())
