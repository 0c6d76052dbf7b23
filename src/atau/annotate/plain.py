"""Plain values for JSON: what components attach to a document, without spaCy's or the components' classes."""

from __future__ import annotations

import dataclasses
import enum
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

#: Separators of Unicode that many programs take for the end of a line; JSON may hold them as escapes.
_SEPARATORS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: numbers keep their value, objects of unknown classes become strings."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (Decimal, Fraction)):
        whole = math.isfinite(value) and value == int(value)
        return int(value) if whole else plain(float(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if hasattr(value, "item"):  # a NumPy scalar
        return plain(value.item())
    return str(value)


def json_line(value: Any) -> bytes:
    """`value` as one line of JSON in UTF-8 with a line feed at the end.

    Other line separators of Unicode are escaped, so that no reader splits the line at one.
    """
    try:
        return line_of(json.dumps(value, ensure_ascii=False))
    except UnicodeEncodeError:  # half a surrogate pair, for instance in another field of the input record
        return json.dumps(value).encode("ascii") + b"\n"


def line_of(document: str) -> bytes:
    """JSON text without line feeds as one line in UTF-8; raises UnicodeEncodeError for half a surrogate pair."""
    return document.translate(_SEPARATORS).encode("utf-8") + b"\n"
