"""Names for what is still incomplete: hidden, beside the file it will become."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

_NAME_BYTES: Final = 200


def part_of(path: Path, *, suffix: str = "") -> Path:
    """A hidden name beside `path` for what is still incomplete; nobody can know it beforehand.

    suffix: how it ends after ``.part``, for writers that go by the ending.
    """
    return path.with_name(f".{_shortened(path.name)}.{secrets.token_hex(8)}.part{suffix}")


def hidden_beside(path: Path, suffix: str) -> Path:
    """The hidden file ``.NAME.suffix`` in the folder of `path`, links followed."""
    real = path.resolve()
    return real.with_name(f".{_shortened(real.name)}.{suffix}")


def _shortened(name: str) -> str:
    """`name`, short enough for something before and after it; what is cut off leaves its checksum."""
    raw = os.fsencode(name)
    if len(raw) <= _NAME_BYTES:
        return name
    return raw[:_NAME_BYTES].decode("utf-8", "ignore") + hashlib.sha256(raw).hexdigest()[:16]
