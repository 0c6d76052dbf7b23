"""Checksums of a model directory, so that a damaged or changed one is noticed before it is loaded.

They protect from accidents: whoever can change a file of a model can change ``checksums.json`` too.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

CHECKSUMS: Final = "checksums.json"
# meta.json is rewritten when the model is packaged, a README is for people.
_LEFT_OUT: Final = frozenset({CHECKSUMS, "meta.json", "README.md", "CHANGELOG.md", "LICENSE"})
_BLOCK: Final = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex digits. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_checksums(folder: Path) -> None:
    """Write ``checksums.json`` for what stands in `folder` now: path to SHA-256."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}
    kept = {name: found[name] for name in sorted(found.keys() - _LEFT_OUT)}
    (folder / CHECKSUMS).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def damages(folder: Path) -> list[str]:
    """What is wrong with the files of `folder`, a line each; nothing where there is no ``checksums.json``."""
    path = folder / CHECKSUMS
    if not path.is_file():
        return []
    try:
        wanted = json.loads(path.read_text(encoding="utf-8"))
        items = sorted((str(name), str(digest)) for name, digest in wanted.items())
    except (OSError, ValueError, AttributeError) as error:
        return [f"{CHECKSUMS} cannot be read ({error})"]
    found = []
    for name, digest in items:
        file = folder / name
        try:
            if sha256_of(file) != digest:
                found.append(f"{name} has another checksum than in {CHECKSUMS} (size {file.stat().st_size:,})")
        except FileNotFoundError:
            found.append(f"{name} is missing")
        except OSError as error:
            found.append(f"{name} cannot be read ({error.strerror})")
    return found
