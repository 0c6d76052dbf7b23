"""The objects of JSONL as they stand: nothing that is passed through changes on its way.

Python's numbers are not those of JSON: 12345678901234567890.123456789 loses digits, 1e999 becomes Infinity. So a record
keeps the text of its object, and the output is that text with more members.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from atau.annotate.plain import dumps
from atau.documents.json_values import JsonProblem, kind_of, members, parse_object

__all__ = ["JsonProblem", "extended", "kept_name", "kind_of", "parse_object"]

#: What `atau annotate` writes beside the fields of the input.
RESERVED: Final = ("ents", "nested", "people", "atau_schema")
#: Put before the name of an input field that has one of these names.
PREFIX: Final = "input_"


def extended(line: str, found: Mapping[str, Any]) -> str:
    """The object in `line`, which is JSON, with the members `found` at its end.

    A member of `line` that has one of these names is kept under another one (`kept_name`).
    """
    names = [name for name, _ in members(line)]
    taken = set(names) | set(found)
    parts = []
    for name, value in members(line):
        if name in found:
            taken.add(name := kept_name(name, taken))
        parts.append(f"{json.dumps(name, ensure_ascii=False)}: {value}")
    parts += [f"{json.dumps(name)}: {dumps(value)}" for name, value in found.items()]
    return "{" + ", ".join(parts) + "}"


def kept_name(name: str, taken: set[str]) -> str:
    """The name under which the input field `name` is kept: ``input_ents``, with more prefixes where that is taken."""
    while name in taken:
        name = PREFIX + name
    return name
