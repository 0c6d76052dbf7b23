"""The file or folder that gold is written to: checked before, put in its place when it is complete."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from atau.corpus.problems import GoldError


def check_target(target: Path, source: Path, *, folder: bool, overwrite: bool = False) -> None:
    """Raises GoldError, with what to do, where `target` cannot be written, or is `source`.

    folder: the format writes one. overwrite: it may be a folder with files in it.
    """
    if not target.absolute().parent.is_dir():
        raise GoldError(f"{target.parent}: no such folder to write into")
    if folder:
        if target.exists() and not target.is_dir():
            raise GoldError(f"{target} is a file, but this format writes a folder")
        if target.is_dir() and any(target.iterdir()) and not overwrite:
            raise GoldError(f"{target} is not empty; choose another folder or use --overwrite")
    elif target.is_dir():
        raise GoldError(f"{target} is a folder, but this format writes a file")
    elif target.exists() and target.samefile(source):
        raise GoldError(f"{target} is the source; choose another name")


def put_in_place(part: Path, target: Path, *, folder: bool) -> None:
    """Gives what is complete its name; into a folder that exists, file by file."""
    if not folder or not target.exists():
        os.replace(part, target)
        return
    for file in sorted(part.rglob("*")):
        place = target / file.relative_to(part)
        if file.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            os.replace(file, place)


def discard(part: Path) -> None:
    """Removes what is left of an incomplete file or folder."""
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
