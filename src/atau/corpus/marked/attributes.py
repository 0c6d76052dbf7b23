"""The attributes of a mark: ``{key=value; key=value}``."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from atau.corpus.marked.text import KEY, Pairs

_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t"}
_ATTRIBUTE_ESCAPES: Final = str.maketrans({"\n": r"\n", "\r": r"\r", "\t": r"\t"} | {c: f"\\{c}" for c in "\\;}⟦⟧"})


def read_attributes(block: str) -> tuple[Pairs, str]:
    """The pairs of ``{key=value; key=value}``, and what is wrong with it."""
    pairs: dict[str, str] = {}
    for item in re.findall(r"(?:[^\\;]|\\.)+", block[1:-1], re.DOTALL):
        key, equals, value = item.partition("=")
        key = key.strip()
        if not equals or KEY.fullmatch(key) is None:
            return (), "attributes must be `{key=value; key=value}`"
        if key in pairs:
            return (), f"the attribute {key!r} is given twice"
        pairs[key] = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), _stripped(value), flags=re.DOTALL)
    return tuple(pairs.items()), ""


def _stripped(value: str) -> str:
    """`value` without white space at its ends; a last one that a backslash keeps stays."""
    value = value.lstrip()
    bare = value.rstrip()
    return bare + value[len(bare) : len(bare) + 1] if bare.endswith("\\") else bare


def write_attributes(pairs: Pairs) -> str:
    """The block of `pairs`, empty where there are none. Raises ValueError for a key that cannot be one."""
    items: list[str] = []
    counts = Counter(key for key, _ in pairs)
    for key, value in pairs:
        if KEY.fullmatch(key) is None or counts[key] > 1:
            raise ValueError(f"{key!r} cannot be the name of an attribute, or is given twice")
        value = value.translate(_ATTRIBUTE_ESCAPES)
        if value[:1].isspace():
            value = "\\" + value
        if value[-1:].isspace() and len(value) > 1 and not re.fullmatch(r"\\\s", value):
            value = f"{value[:-1]}\\{value[-1]}"
        items.append(f"{key}={value}")
    return f"{{{'; '.join(items)}}}" if items else ""
