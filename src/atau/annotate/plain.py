"""Plain values for JSON: what components attach to a document, without spaCy's or the components' classes."""

from __future__ import annotations

import dataclasses
import enum
import json
import math
import re
import secrets
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

#: Separators of Unicode that many programs take for the end of a line; JSON may hold them as escapes.
_SEPARATORS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


# json.dumps cannot write a Decimal: it writes this name and its digits in a string, of which the number is made. No
# text holds the name: it is drawn anew in every process.
_MARK: Final = f"decimal-{secrets.token_hex(16)}:"
_MARKED: Final = re.compile(f'"{_MARK}([^"]*)"')


def plain(value: Any) -> Any:
    """`value` as `json_line` can write it: numbers keep their value, objects of unknown classes become strings.

    Whole numbers become int, other decimals stay Decimal; a fraction whose decimals do not end becomes text (1/3).
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (Decimal, Fraction)):
        return _plain_number(value)
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


def _plain_number(value: Decimal | Fraction) -> int | Decimal | str | None:
    if isinstance(value, Fraction):
        from atau.components.quantity.value import numeric_value

        number = numeric_value(value)
        return str(number) if isinstance(number, Fraction) else number
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else value


def storable(value: Any) -> Any:
    """As `plain`, for msgpack, which knows no Decimal: decimals become text."""
    value = plain(value)
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def json_line(value: Any) -> bytes:
    """`value` as one line of JSON in UTF-8 with a line feed at the end.

    Other line separators of Unicode are escaped, so that no reader splits the line at one.
    """
    try:
        return line_of(dumps(value))
    except UnicodeEncodeError:  # half a surrogate pair, for instance in another field of the input record
        return dumps(value, ensure_ascii=True).encode("ascii") + b"\n"


def line_of(document: str) -> bytes:
    """JSON text without line feeds as one line in UTF-8; raises UnicodeEncodeError for half a surrogate pair."""
    return document.translate(_SEPARATORS).encode("utf-8") + b"\n"


def dumps(value: Any, *, ensure_ascii: bool = False) -> str:
    """`value`, which is plain, as JSON; a Decimal is a number, digit by digit."""
    text = json.dumps(value, ensure_ascii=ensure_ascii, default=_marked)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


def _marked(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}"
    raise TypeError(f"{type(value).__name__} is not plain")
