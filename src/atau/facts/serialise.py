"""Facts as plain JSON values and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from atau.facts.records import KINDS, Fact, LifeEventKind, Mention, Status

_NAMES: Final = {cls: kind for kind, cls in KINDS.items()}
_NUMBERS: Final = ("value", "low", "high")


class FactFormatError(ValueError):
    """Data that is no fact; the message names the field that is wrong."""


def to_dict(fact: Fact) -> dict[str, Any]:
    """`fact` as JSON data: ``kind``, then its fields; what is None is left out.

    The numbers of an amount stay Decimal, as in ``ent._.quantity``; whole ones become int. `atau annotate` writes both
    as JSON numbers, digit by digit.
    """
    found: dict[str, Any] = {"kind": _NAMES[type(fact)]}
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, Mention):
            value = {name: part for name, part in dataclasses.asdict(value).items() if part is not None}
        elif isinstance(value, (Status, LifeEventKind)):
            value = value.value
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = {key: _plain(part) for key, part in value.items()}
        if value is not None:
            found[field.name] = value
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def from_dict(data: Mapping[str, Any]) -> Fact:
    """The fact that `to_dict` was given; numbers may be int, float, Decimal or text. Raises FactFormatError."""
    cls = KINDS.get(data.get("kind", ""))
    if cls is None:
        raise FactFormatError(f"kind: {data.get('kind')!r} is none of {', '.join(KINDS)}")
    names = {field.name: field for field in dataclasses.fields(cls)}
    unknown = sorted(set(data) - set(names) - {"kind"})
    if unknown:
        raise FactFormatError(f"{unknown[0]}: a fact of the kind {data['kind']} has no such field")
    given: dict[str, Any] = {}
    for name, field in names.items():
        if data.get(name) is None:
            if field.default is dataclasses.MISSING:
                raise FactFormatError(f"{name}: a fact of the kind {data['kind']} needs it")
            continue
        given[name] = _read(name, data[name], cls)
    return cls(**given)


def _read(name: str, value: Any, cls: type[Fact]) -> Any:
    try:
        if name in ("start", "end"):
            return int(value)
        if name == "sentence":
            start, end = value
            return int(start), int(end)
        if name == "score":
            return float(value)
        if name == "status":
            return Status(value)
        if name == "event":
            return LifeEventKind(value)
        if name == "value":
            return {key: _number(part) if key in _NUMBERS else _sides(key, part) for key, part in value.items()}
        if name in ("source", "date", "counted"):
            if not isinstance(value, str):
                raise TypeError(f"{value!r} is not text")
            return value
        return Mention(**value)
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise FactFormatError(f"{name}: {error}") from None


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _sides(key: str, value: Any) -> Any:
    return [_number(side) for side in value] if key == "sides" else value
