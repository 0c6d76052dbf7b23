"""Sizes on the command line: ``16M``."""

from __future__ import annotations

import re

import typer

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def number_of_bytes(given: str) -> int:
    """The number of bytes in ``4000000``, ``4000K``, ``16M`` or ``1G``. Raises BadParameter."""
    found = re.fullmatch(r"([0-9]{1,12})([KMG]?)(?:i?B)?", given.strip(), re.IGNORECASE)
    if found is None:
        raise typer.BadParameter(f"{given!r} is no number of bytes; write it as 4000000, 4000K, 16M or 1G")
    return int(found[1]) * _UNITS[found[2].upper()]
