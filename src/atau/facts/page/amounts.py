"""The biggest amounts of each currency, unit and counted noun. Numbers stay exact: Decimal here, text on the page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from atau.facts.page.data import Amount
from atau.facts.page.registry import Registry

#: Groups of the page in their order.
_KINDS: Final = ("money", "measure", "count", "percent", "fraction")
_VARIOUS: Final = ("count", "")
#: Numbers of more digits are written with an exponent.
_DIGITS: Final = 40
#: The length of the longest bar.
FULL: Final = 1000


def amounts_json(amounts: Sequence[Amount], registry: Registry) -> tuple[list[dict[str, Any]], int]:
    """Groups of amounts that can be compared, each by size, and how many amounts were left out.

    An amount without a certain value comes last in its group, as it is written and without a bar. What is counted once
    only goes to a group of various counts, which has no bars: five books are not more than three schools.
    """
    groups: dict[tuple[str, str], list[Amount]] = {}
    for amount in amounts:
        groups.setdefault(_group(amount), []).append(amount)
    for key in [key for key, found in groups.items() if key[0] == "count" and key[1] and len(found) == 1]:
        groups.setdefault(_VARIOUS, []).extend(groups.pop(key))
    ordered = sorted(groups.items(), key=lambda item: (_rank(item[0][0]), -len(item[1]), item[0]))
    shown = [_group_json(key, found, registry) for key, found in ordered[: registry.limits.units]]
    return shown, len(amounts) - sum(len(group["items"]) for group in shown)


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _group(amount: Amount) -> tuple[str, str]:
    """Kind, and what amounts have to share to be compared."""
    if amount.kind == "count":
        return amount.kind, (amount.counted or "").casefold()
    return amount.kind, amount.unit or ""


def _group_json(key: tuple[str, str], found: Sequence[Amount], registry: Registry) -> dict[str, Any]:
    sized = sorted(((size(amount), amount) for amount in found), key=lambda item: _by_size(*item))
    sizes = [abs(number) for number, _ in sized if number is not None]
    longest = max(sizes, default=Decimal(0)) if key != _VARIOUS else None
    items = [_amount_json(number, amount, longest, registry) for number, amount in sized[: registry.limits.amounts]]
    return {"kind": key[0], "unit": key[1], "total": len(found), "items": items}


def size(amount: Amount) -> Decimal | None:
    """The number by which an amount is ranked: its value, or the bound that is known."""
    for number in (amount.value, amount.high, amount.low):
        if number is not None and number.is_finite():
            return number
    return None


def _by_size(number: Decimal | None, amount: Amount) -> tuple[bool, Decimal, str, int]:
    return number is None, -(number or Decimal(0)), amount.evidence.document, amount.evidence.offset


def _amount_json(number: Decimal | None, amount: Amount, longest: Decimal | None, registry: Registry) -> dict[str, Any]:
    said = registry.date(amount.date)
    found = {
        "text": amount.text,
        "value": exact(amount.value),
        "low": exact(amount.low),
        "high": exact(amount.high),
        "approx": amount.approx,
        "counted": amount.counted,
        "subject": registry.entity(amount.subject),
        "date": said or registry.date_of(amount.evidence),
        "said": said is not None or None,
        "evidence": registry.evidence(amount.evidence),
        "bar": _bar(number, longest),
    }
    return {name: value for name, value in found.items() if value is not None}


def exact(number: Decimal | None) -> str | None:
    """All digits of a number, never rounded, without zeros at its end; None for what is not a number."""
    if number is None or not number.is_finite():
        return None
    exponent = number.as_tuple().exponent
    long = number.adjusted() > _DIGITS or (isinstance(exponent, int) and exponent < -_DIGITS)
    if long:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bar(number: Decimal | None, longest: Decimal | None) -> int | None:
    """The length of the bar, 0..`FULL`: the only place where a number is rounded."""
    if number is None or longest is None:
        return None
    try:
        return int(abs(number) * FULL / longest) if longest else 0
    except (InvalidOperation, OverflowError):
        return 0
