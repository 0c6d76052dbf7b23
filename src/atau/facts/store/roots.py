"""The folders that a store is filled from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atau.facts.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Target:
    """What a run looks at. root: the absolute path its files are known by, itself or a folder above. prefix: where it
    stands below the root, "" for the root itself."""

    path: Path
    root: Path
    number: int
    prefix: str = ""

    def name_of(self, file: Path) -> str:
        """What a file of this target is called in the store."""
        if self.root.is_file():
            return as_stored(Path(self.root.name)).name
        below = self.path.resolve() if self.path.is_dir() else self.path.resolve().parent
        inner = file.relative_to(self.path) if self.path.is_dir() else Path(file.name)
        return as_stored(below.relative_to(self.root) / inner).as_posix()


def as_stored(path: Path) -> Path:
    """`path` as the store has it: bytes of names that are not UTF-8, which no database holds, are written out."""
    return Path(os.fsencode(path).decode("utf-8", "backslashreplace"))


def find_targets(connection: Any, paths: Sequence[Path]) -> list[Target]:
    """The targets at `paths`, each of them once, their roots numbered and stored.

    A folder below one that the store is filled from belongs to that one. Raises StoreError where a path does not exist,
    or where the store is filled from a folder below it.
    """
    known: dict[Path, int] = {Path(path): root for root, path in connection.execute("FROM raw.roots").fetchall()}
    found: dict[Path, Target] = {}
    # Folders before what is below them.
    for path in sorted(paths, key=lambda path: len(path.resolve().parts)):
        if not path.exists():
            hint = f"; to remove what was read from it: --forget {path}" if as_stored(path.resolve()) in known else ""
            raise StoreError(f"{path}: no such file or folder{hint}")
        real = path.resolve()
        if any(target in (real, *real.parents) for target in found):
            continue
        root = next((one for one in (real, *real.parents) if as_stored(one) in known), real)
        named = as_stored(root)
        if named not in known:
            below = next((one for one in known if named in one.parents), None)
            if below is not None:
                raise StoreError(
                    f"the store holds {below}, which is below {path}: its documents would be there twice. Remove it "
                    f"first: --forget {below}"
                )
            known[named] = max(known.values(), default=0) + 1
            connection.execute("INSERT INTO raw.roots VALUES (?, ?)", [known[named], str(named)])
        inner = as_stored(real.relative_to(root)).as_posix() + ("/" if real.is_dir() else "")
        found[real] = Target(path, root, known[named], "" if real == root else inner)
    return list(found.values())


def files_below(connection: Any, path: Path) -> list[int]:
    """The numbers of the files that were read from a file or folder, which need not be there any more."""
    real = as_stored(path.resolve())
    rows = connection.execute("SELECT file, r.path, f.path FROM raw.files f JOIN raw.roots r USING (root)").fetchall()
    return [file for file, root, name in rows if real == Path(root) or Path(root, name).is_relative_to(real)]
