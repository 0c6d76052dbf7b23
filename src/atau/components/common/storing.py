"""The parts of a component as files of a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path


def write_files(path: str | Path, files: Mapping[str, Callable[[], bytes]], exclude: Iterable[str]) -> None:
    """Write each of `files`, name to what gives its bytes, to the directory `path`, which is made if need be."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, get in files.items():
        if name not in exclude:
            (folder / name).write_bytes(get())


def read_files(path: str | Path, names: Iterable[str], exclude: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file, read when its turn comes. Raises OSError where one is missing."""
    for name in names:
        if name not in exclude:
            yield name, (Path(path) / name).read_bytes()
