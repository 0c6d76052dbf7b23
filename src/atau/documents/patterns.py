"""The files that match a pattern, and which of them were met before: no link runs in circles."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path


@dataclass(slots=True)
class Seen:
    """Files and folders by device and inode."""

    known: set[int] = field(default_factory=set)

    def is_new(self, found: os.stat_result) -> bool:
        """Whether it is met for the first time."""
        if not found.st_ino:  # a file system that numbers no files
            return True
        key = found.st_dev << 64 | found.st_ino
        if key in self.known:
            return False
        self.known.add(key)
        return True


def matching(pattern: str) -> Iterator[Path]:
    """The paths that match `pattern`, as ``glob.glob(recursive=True)`` finds them, but no link runs in circles."""
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    yield from _matches(Path(*parts[:first]), parts[first:])


def _matches(folder: Path, parts: Sequence[str]) -> Iterator[Path]:
    part, rest = parts[0], parts[1:]
    if part == "**":
        while rest[:1] == ("**",):
            rest = rest[1:]
        for inner in _folders(folder):
            yield from _matches(inner, rest or ("*",))
    elif not glob.has_magic(part):
        path = folder / part
        if path.exists():
            yield from _matches(path, rest) if rest else (path,)
    else:
        for name in _names(folder):
            if fnmatch(name, part) and (part.startswith(".") or not name.startswith(".")):
                path = folder / name
                if not rest:
                    yield path
                elif path.is_dir():
                    yield from _matches(path, rest)


def _folders(top: Path) -> Iterator[Path]:
    """`top` and all folders below it, each once; hidden ones are left out."""
    seen = Seen()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            if not folder.is_dir() or not seen.is_new(folder.stat()):
                continue
        except OSError:
            continue
        yield folder
        waiting += [folder / name for name in _names(folder) if not name.startswith(".")]


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
